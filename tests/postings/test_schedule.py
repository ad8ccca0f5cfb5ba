"""Who may read a board, and when: leases, intervals, back-off, retirement."""

from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from django.utils import timezone

from postings import schedule
from postings.models import Board, Posting
from sources.models import ImportRun
from tests.factories import make_board, make_posting

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def test_it_claims_what_is_due_longest_overdue_first() -> None:
    now = timezone.now()
    late = make_board("late", next_due_at=now - 2 * HOUR)
    later = make_board("later", next_due_at=now - 3 * HOUR)
    make_board("early", next_due_at=now + HOUR)
    make_board("paused", next_due_at=now - HOUR, state=Board.State.PAUSED)
    make_board("retired", next_due_at=now - HOUR, state=Board.State.RETIRED)
    make_board("sample", next_due_at=now - HOUR, is_sample=True)
    assert [pk for pk, _ in schedule.claim_due()] == [later.pk, late.pk]
    assert schedule.claim_due() == []


def test_a_board_whose_worker_was_lost_is_due_again() -> None:
    board = make_board(leased_until=timezone.now() - timedelta(seconds=1), lease=uuid4())
    assert [pk for pk, _ in schedule.claim_due()] == [board.pk]


def test_it_leaves_no_more_messages_under_way_than_workers_need(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "MOST_LEASED", 3)
    for number in range(5):
        make_board(f"board-{number}")
    assert len(schedule.claim_due()) == 3
    assert schedule.claim_due() == []


def test_a_message_delivered_twice_is_obeyed_once() -> None:
    make_board()
    ((board_id, lease),) = schedule.claim_due()
    assert schedule.take(board_id, lease) is not None
    assert schedule.take(board_id, lease) is None


def test_a_person_cannot_take_a_board_that_a_worker_holds() -> None:
    board = make_board()
    assert schedule.take(board.pk) is not None
    assert schedule.take(board.pk) is None


def test_taking_a_board_closes_the_run_of_its_lost_worker() -> None:
    board = make_board()
    lost = ImportRun.objects.create(source=board.ats, subject=board.token)
    other = ImportRun.objects.create(source=board.ats, subject="globex")
    schedule.take(board.pk)
    lost.refresh_from_db()
    other.refresh_from_db()
    assert (lost.status, other.status) == (ImportRun.Status.ABANDONED, ImportRun.Status.RUNNING)


def test_a_worker_that_lost_its_lease_gives_nothing_back() -> None:
    board = make_board()
    slow = schedule.take(board.pk)
    Board.objects.update(leased_until=timezone.now() - HOUR)
    fast = schedule.take(board.pk)
    assert slow is not None
    assert fast is not None
    schedule.fail(slow, "late")
    board.refresh_from_db()
    assert (board.lease, board.failures) == (fast.lease, 0)


def test_a_board_is_read_more_often_when_it_changes_and_less_when_not() -> None:
    board = schedule.take(make_board(interval=8 * HOUR).pk)
    assert board is not None
    schedule.release(board, changed=True)
    assert board.interval == 4 * HOUR
    schedule.release(board, changed=False)
    assert board.interval == 6 * HOUR
    for _ in range(20):
        schedule.release(board, changed=False)
    assert board.interval == schedule.SLOWEST
    for _ in range(20):
        schedule.release(board, changed=True)
    assert board.interval == HOUR


def test_an_aggregator_is_never_read_more_often_than_its_terms_allow() -> None:
    board = schedule.take(make_board("all", ats="remotive", interval=HOUR).pk)
    assert board is not None
    schedule.release(board, changed=True)
    assert board.interval == 8 * HOUR


def test_it_backs_off_from_a_board_that_fails_and_forgives_it_when_it_answers() -> None:
    board = make_board()
    waits = []
    for _ in range(4):
        held = schedule.take(board.pk)
        assert held is not None
        schedule.fail(held, "answered 500")
        waits.append(held.next_due_at - timezone.now())
    assert all(later > earlier for earlier, later in pairwise(waits))
    board.refresh_from_db()
    assert (board.failures, board.last_error) == (4, "answered 500")
    held = schedule.take(board.pk)
    assert held is not None
    schedule.release(held, changed=False)
    board.refresh_from_db()
    assert (board.failures, board.last_error) == (0, "")


def test_it_waits_as_long_as_the_source_asks() -> None:
    board = schedule.take(make_board().pk)
    assert board is not None
    schedule.fail(board, "answered 429", wait=5 * HOUR)
    assert board.next_due_at > timezone.now() + 4.9 * HOUR


def test_a_board_that_is_gone_for_good_is_retired_with_the_reason_and_its_postings_closed() -> None:
    board = make_board()
    make_posting(board=board)
    for _ in range(4):
        held = schedule.take(board.pk)
        assert held is not None
        schedule.fail(held, "answered 404", gone=True)
    board.refresh_from_db()
    assert board.state == Board.State.RETIRED
    assert "answered 404" in board.state_reason
    assert Posting.objects.live().count() == 0
    assert schedule.take(board.pk) is None
