"""A newer classifier reads open postings anew at their boards' next turn, and leaves what is current alone."""

import pytest

from companies.title_classes import version
from postings.models import Board
from postings.reanalysis import forget_old_readings
from tests.factories import make_board, make_closed_posting, make_posting

pytestmark = pytest.mark.django_db


def test_it_forgets_what_an_older_version_read() -> None:
    board = make_board("old", etag="tag")
    old = make_posting(board=board, field_version="another")
    kept = make_posting(board=make_board("kept", etag="tag"), field_version=version())
    closed = make_closed_posting(board=board, field_version="another")
    assert forget_old_readings() == 1
    for posting in (old, kept, closed):
        posting.refresh_from_db()
    assert [bytes(posting.content_hash) == b"" for posting in (old, kept, closed)] == [True, False, False]
    assert dict(Board.objects.values_list("token", "etag")) == {"old": "", "kept": "tag"}
