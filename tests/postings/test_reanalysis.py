"""A newer analysis reads open postings anew at their boards' next turn, and leaves what is current alone."""

from typing import Any

import pytest

from companies.title_classes import version
from postings.analysis import ANALYSIS_VERSION
from postings.models import Board
from postings.reanalysis import forget_old_readings
from tests.factories import make_board, make_closed_posting, make_posting

pytestmark = pytest.mark.django_db


def test_it_forgets_what_an_older_version_read() -> None:
    board = make_board("old", etag="tag")
    current: dict[str, Any] = {"analysis_version": ANALYSIS_VERSION, "field_version": version()}
    old = make_posting(board=board, **{**current, "analysis_version": 0})
    older_model = make_posting(board=board, **{**current, "field_version": "another"})
    kept = make_posting(board=make_board("kept", etag="tag"), **current)
    closed = make_closed_posting(board=board)
    assert forget_old_readings() == 2
    for posting in (old, older_model, kept, closed):
        posting.refresh_from_db()
    assert [bytes(posting.content_hash) == b"" for posting in (old, older_model, kept, closed)] == [
        True,
        True,
        False,
        False,
    ]
    assert dict(Board.objects.values_list("token", "etag")) == {"old": "", "kept": "tag"}
    assert forget_old_readings() == 2, "they stay forgotten until they are read"
