"""When the classifier changed: postings are read anew, without asking for anything out of turn.

A newer analysis needs no such push: its version is part of the fingerprint.
"""

from django.db import transaction

from companies.title_classes import version
from postings.models import Board, Posting


@transaction.atomic
def forget_old_readings() -> int:
    """Lets the next read of their boards find these open postings changed. Returns how many."""
    old = Posting.objects.filter(closed_at=None, is_sample=False).exclude(field_version__in=["", version()])
    boards = set(old.values_list("board", flat=True))
    count = old.update(content_hash=b"")
    # With its tag a board would answer that nothing changed.
    Board.objects.filter(pk__in=boards).update(etag="", last_modified="")
    return count
