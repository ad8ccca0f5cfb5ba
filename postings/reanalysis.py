"""When the analysis or the classifier changed: postings are read anew, without asking for anything out of turn."""

from django.db import transaction
from django.db.models import Q

from companies.title_classes import version
from postings.analysis import ANALYSIS_VERSION
from postings.models import Board, Posting


@transaction.atomic
def forget_old_readings() -> int:
    """Lets the next read of their boards find these open postings changed. Returns how many."""
    old = Posting.objects.filter(closed_at=None, is_sample=False).exclude(
        Q(analysis_version=ANALYSIS_VERSION) & Q(field_version=version())
    )
    boards = set(old.values_list("board", flat=True))
    count = old.update(content_hash=b"")
    # With its tag a board would answer that nothing changed.
    Board.objects.filter(pk__in=boards).update(etag="", last_modified="")
    return count
