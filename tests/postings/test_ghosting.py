"""Signs of a ghost come with their reasons, and age by themselves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from postings import ghosting
from postings.models import Posting
from tests.factories import make_board, make_posting

pytestmark = pytest.mark.django_db


def reasons(posting: Posting) -> list[str]:
    posting.refresh_from_db()
    return list(posting.ghost_reasons)


def test_a_posting_ages_without_being_read_anew() -> None:
    today = timezone.localdate()
    fresh, old = make_posting(), make_posting(date_posted=today - timedelta(days=130))
    assert ghosting.refresh_all(today) == 1
    assert reasons(fresh) == []
    assert reasons(old) == ["Open for 120 days"]
    assert ghosting.refresh_all(today + timedelta(days=5)) == 0
    assert ghosting.refresh_all(today + timedelta(days=25)) == 1


def test_text_that_all_postings_of_a_board_share_is_a_sign() -> None:
    shared = "We are a family of makers, and everybody is welcome to make with us. " * 4
    for number in range(4):
        make_posting(description_text=f"{shared}\nPost {number}: a few words.")
    own = make_posting(description_text=f"{shared}\n" + "This one says at length what the work is, day by day. " * 9)
    ghosting.refresh_board(make_board(), timezone.localdate())
    assert reasons(own) == []
    assert any("stands in other postings" in reason for reason in reasons(Posting.objects.exclude(pk=own.pk)[0]))


def test_what_a_curator_says_of_ghosts_stays() -> None:
    old = make_posting(
        date_posted=timezone.localdate() - timedelta(days=500), ghost_reasons=[], overrides={"ghost_reasons": []}
    )
    ghosting.refresh_all(timezone.localdate())
    assert reasons(old) == []
