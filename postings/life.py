"""Closing and reopening: each leaves an event, so that the page can tell a posting's life."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from postings.models import Board, Posting, PostingEvent
from sources.models import ImportRun

# A read that keeps saying the same small thing for this long, this often, is believed: a board that really
# emptied must not stay on the site for ever.
_BELIEVED_AFTER = timedelta(hours=24)
_BELIEVED_READS = 3
_UNSEEN = timedelta(days=30)


def close(postings: "QuerySet[Posting]", now: datetime) -> list[int]:
    """Closes open postings. They stay readable. Returns which."""
    ids = list(postings.filter(closed_at=None).values_list("pk", flat=True))
    Posting.objects.filter(pk__in=ids).update(closed_at=now)
    _tell(ids, PostingEvent.Kind.CLOSED, now)
    return ids


def close_unseen(board: Board, now: datetime) -> list[int]:
    """Closes what an aggregator, which shows the newest only, has not shown for long or said would end by now."""
    unseen = Q(last_checked_at__lt=now - _UNSEEN) | Q(valid_through__lt=now)
    return close(Posting.objects.filter(unseen, board=board), now)


def reopen(ids: Collection[int], now: datetime) -> None:
    """The same postings are there again, as they were."""
    Posting.objects.filter(pk__in=ids).update(closed_at=None, reopened_at=now, last_checked_at=now)
    _tell(ids, PostingEvent.Kind.REOPENED, now)


def is_suspect(board: Board, *, was_open: int, still_there: int, new: int) -> str:
    """Why a read looks like a mishap of the source and not like closings; empty when it does not.

    A mishap shows an empty list or the first part of the real one. A board that really shrank has new
    postings among its few, as the recorded boards show, so half the size is suspect only without any.
    """
    now_there = still_there + new
    if was_open == 0:
        return ""
    if now_there == 0:
        reason = f"empty, {was_open} postings were open"
    elif now_there * 10 < was_open or (now_there * 2 < was_open and new == 0):
        reason = f"{now_there} postings, {was_open} were open"
    else:
        return ""
    return "" if _is_repeated(board) else reason


def _is_repeated(board: Board) -> bool:
    """Whether the last reads were suspect too, often and long enough to be believed."""
    runs = ImportRun.objects.filter(source=board.ats, subject=board.token).exclude(status=ImportRun.Status.RUNNING)
    recent = list(runs.order_by("-started_at").values_list("status", "started_at")[: _BELIEVED_READS - 1])
    if len(recent) < _BELIEVED_READS - 1 or any(status != ImportRun.Status.SUSPECT for status, _ in recent):
        return False
    first = runs.filter(status=ImportRun.Status.SUSPECT).order_by("-started_at")
    return bool(first) and datetime.now(recent[-1][1].tzinfo) - recent[-1][1] >= _BELIEVED_AFTER


def _tell(ids: Collection[int], kind: PostingEvent.Kind, now: datetime) -> None:
    PostingEvent.objects.bulk_create(
        (PostingEvent(posting_id=pk, kind=kind, happened_at=now) for pk in ids), batch_size=1000
    )
