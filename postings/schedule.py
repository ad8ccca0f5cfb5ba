"""Which boards are due, and who holds each. The database decides; a lost or doubled message changes nothing.

A claim puts a lease on a board and sends a message with it. The task begins by changing the lease, so a
second copy of the message finds another lease and does nothing. When a worker is killed the lease runs out
and the board is due again. Celery's visibility timeout (celery issues 5306, 5935) can therefore double a
message, but never an import.
"""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from postings import life
from postings.models import Board, Posting
from sources.board_table import SOURCES
from sources.models import ImportRun

# Messages under way at once: enough for all workers, few enough that the queue never hides what is due.
MOST_LEASED = 500
SLOWEST = timedelta(hours=48)
_FIRST_RETRY = timedelta(minutes=30)
_SLOWEST_RETRY = timedelta(days=7)
# A board that answers "no such board" is asked again after half a day, one, two and four days, then retired.
_FIRST_RETRY_WHEN_GONE = timedelta(hours=12)
_GONE_ANSWERS = 4


def lease_time() -> timedelta:
    """Longer than the time limit of a task, so that a lease outlives only a worker that was killed."""
    return timedelta(seconds=settings.BOARD_LEASE_SECONDS)


def due(now: datetime) -> Q:
    """Active, its time has come, and held by no one."""
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    return free & Q(state=Board.State.ACTIVE, next_due_at__lte=now, is_sample=False)


def claim_due(limit: int = 200) -> list[tuple[int, UUID]]:
    """Leases the boards that are longest overdue. Two callers at once claim different boards."""
    now = timezone.now()
    with transaction.atomic():
        room = MOST_LEASED - Board.objects.filter(leased_until__gt=now).count()
        overdue = Board.objects.filter(due(now)).order_by("next_due_at")
        boards = list(overdue.select_for_update(skip_locked=True)[: max(0, min(limit, room))])
        for board in boards:
            board.lease, board.leased_until = uuid4(), now + lease_time()
        Board.objects.bulk_update(boards, ["lease", "leased_until"])
    return [(board.pk, board.lease) for board in boards if board.lease]


def take(board_id: int, lease: UUID | None = None) -> Board | None:
    """The board, held by the caller from now on; None when another holds it or it is not to be read.

    Without a lease (a person pressed "import now") any board that is free may be taken.
    """
    now = timezone.now()
    with transaction.atomic():
        board = Board.objects.select_for_update().filter(pk=board_id, is_sample=False).first()
        if board is None or board.state == Board.State.RETIRED:
            return None
        held = board.leased_until is not None and board.leased_until > now
        if (board.lease != lease) if lease else held:
            return None
        board.lease, board.leased_until = uuid4(), now + lease_time()
        board.save(update_fields=["lease", "leased_until"])
        # Nobody else can be reading it: a run that still says so belongs to a worker that was killed.
        ImportRun.objects.filter(source=board.ats, subject=board.token, status=ImportRun.Status.RUNNING).update(
            status=ImportRun.Status.ABANDONED, finished_at=now
        )
    return board


def still_held(board: Board) -> bool:
    """Whether the lease is the caller's; locks the board until the end of the transaction."""
    return Board.objects.select_for_update().filter(pk=board.pk, lease=board.lease).exists()


def release(board: Board, *, changed: bool) -> None:
    """After a good read: sooner again when something changed, later when not."""
    now = timezone.now()
    source = SOURCES.get(board.ats)
    fastest = timedelta(hours=source.least_hours if source else 1)
    board.interval = min(max(board.interval * (0.5 if changed else 1.5), fastest), SLOWEST)
    board.next_due_at = now + board.interval * random.uniform(0.9, 1.1)  # noqa: S311  spreads boards added together
    board.last_read_at = now
    if changed:
        board.last_changed_at = now
    board.failures, board.last_error = 0, ""
    _give_back(board, ["interval", "last_read_at", "last_changed_at", "etag", "last_modified", "posting_count"])


def postpone(board: Board, wait: timedelta) -> None:
    """Not now, and through no fault of the board: its host had no place."""
    board.next_due_at = timezone.now() + wait
    _give_back(board, [])


def fail(board: Board, error: str, *, gone: bool = False, wait: timedelta | None = None) -> None:
    """After a failed read: later each time, and retired when its source keeps saying that it is gone."""
    board.failures = min(board.failures + 1, 1000)
    board.last_error = error[:500]
    first = _FIRST_RETRY_WHEN_GONE if gone else _FIRST_RETRY
    delay = min(first * 2 ** min(board.failures - 1, 12), _SLOWEST_RETRY) * random.uniform(0.9, 1.1)  # noqa: S311
    board.next_due_at = timezone.now() + max(delay, wait or timedelta())
    if gone and board.failures >= _GONE_ANSWERS:
        retire(board, f"{error}, {board.failures} times in a row")
    _give_back(board, ["state", "state_reason"])


def retire(board: Board, reason: str) -> None:
    """Gone for good: it is read no more and its postings are closed. The caller saves the board."""
    board.state, board.state_reason = Board.State.RETIRED, reason[:300]
    life.close(Posting.objects.filter(board=board), timezone.now())


def _give_back(board: Board, names: Iterable[str]) -> None:
    mine = Board.objects.filter(pk=board.pk, lease=board.lease)
    values = {name: getattr(board, name) for name in ("next_due_at", "failures", "last_error", *names)}
    mine.update(**values, lease=None, leased_until=None)
    board.lease = board.leased_until = None
