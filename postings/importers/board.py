"""One read of one board into the database."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from postings import duplicates, employers, life, schedule
from postings.engine import sync
from postings.importers.batches import in_batches
from postings.importers.fingerprint import fingerprint, versions
from postings.importers.upsert import Changed, upsert
from postings.models import Board, Posting
from sources import imports
from sources.board_table import SOURCES
from sources.collect import Reading
from sources.imports import Counts
from sources.models import ImportRun
from sources.reading.records import NO_ANSWER, REPEATED, SKIPPED
from sources.records import PostingRecord, Problem

_LOG = logging.getLogger(__name__)
_BATCH = 200
_ASKED_AGAIN = timedelta(days=1)
# What a single row can do wrong. A database that went away or a time limit is not among them.
_ROWS_OWN_FAULT = (DataError, IntegrityError, ValueError, TypeError, ArithmeticError, LookupError, RecursionError)


class UnreadableAnswerError(Exception):
    """The source answered something else than a board."""


class LeaseLostError(Exception):
    """Another worker has the board by now; what it reads is newer."""


@dataclass(frozen=True, slots=True)
class _Known:
    pk: int
    digest: bytes
    is_open: bool


@dataclass(slots=True)
class _Read:
    """What has come in so far, by external id."""

    known: dict[str, _Known]
    seen: set[str] = field(default_factory=set)
    unchanged: list[int] = field(default_factory=list)
    returned: list[int] = field(default_factory=list)  # unchanged but were closed
    touched: list[int] = field(default_factory=list)  # created, updated, closed or returned
    new: int = 0


def import_reading(
    board: Board, reading: Reading, *, report: Callable[[Counts], None] = lambda counts: None
) -> tuple[ImportRun, Counts]:
    """Imports a reading. `report` is called after each batch. What the source raises fails the run."""
    now = timezone.now()
    with imports.run(board.ats, board.token) as (run, counts):
        read = _Read(_known(board))
        for batch in in_batches(_changed(reading, read, counts), _BATCH):
            created, updated = _write(board, batch, counts, now)
            read.touched += created + updated
            counts.created += len(created)
            counts.updated += len(updated)
            imports.progress(run, counts)
            report(counts)
        if reading.not_modified:
            read.seen.update(key for key, known in read.known.items() if known.is_open)
            read.unchanged.extend(known.pk for known in read.known.values() if known.is_open)
        counts.unchanged += len(read.unchanged)
        counts.updated += len(read.returned)
        _finish(board, run, reading, read, counts, now)
        _settle(board, run, read)
        report(counts)
    return run, counts


def _known(board: Board) -> dict[str, _Known]:
    rows = Posting.objects.filter(board=board).values_list("external_id", "pk", "content_hash", "closed_at")
    return {key: _Known(pk, bytes(digest), closed is None) for key, pk, digest, closed in rows.iterator(5000)}


def _changed(reading: Reading, read: _Read, counts: Counts) -> Iterator[Changed]:
    """Sorts what comes in, and yields what must be written."""
    read_by = versions()
    for found in reading.records:
        counts.rows_read += 1
        if isinstance(found, Problem):
            _note(found, read, counts)
            continue
        if found.external_id in read.seen:
            counts.skip(REPEATED)
            continue
        read.seen.add(found.external_id)
        digest = fingerprint(found, read_by)
        known = read.known.get(found.external_id)
        if known is not None and known.digest == digest:
            (read.unchanged if known.is_open else read.returned).append(known.pk)
            continue
        full = reading.full(found)
        if isinstance(full, PostingRecord):
            read.new += known is None or not known.is_open
            yield Changed(full, digest)
        else:
            _note(full, read, counts)


def _note(problem: Problem, read: _Read, counts: Counts) -> None:
    if problem.field == NO_ANSWER:
        raise UnreadableAnswerError(problem.message)
    if problem.message in SKIPPED:
        counts.skip(problem.message)
        return
    counts.fail(problem)
    # A row that cannot be read today is no reason to close the posting that it was yesterday.
    read.seen.add(problem.place)


def _write(board: Board, batch: list[Changed], counts: Counts, now: datetime) -> tuple[list[int], list[int]]:
    """Writes a batch; when a row of it cannot be written, halves it until that row stands alone and is reported."""
    try:
        return upsert(board, batch, now)
    except _ROWS_OWN_FAULT as error:
        if len(batch) == 1:
            _LOG.exception("%s: posting %s cannot be written", board, batch[0].record.external_id)
            counts.fail(Problem(batch[0].record.external_id, "", f"{type(error).__name__}: {error}"[:500]))
            return [], []
    middle = len(batch) // 2
    first, second = (_write(board, half, counts, now) for half in (batch[:middle], batch[middle:]))
    return first[0] + second[0], first[1] + second[1]


def _finish(board: Board, run: ImportRun, reading: Reading, read: _Read, counts: Counts, now: datetime) -> None:
    """Marks what was seen and closes what was not, in one transaction, if the board is still ours."""
    was_open = {key for key, known in read.known.items() if known.is_open}
    gone = was_open - read.seen
    with transaction.atomic():
        if board.lease is not None and not schedule.still_held(board):
            raise LeaseLostError(str(board))
        life.reopen(read.returned, now)
        read.touched += read.returned
        source = SOURCES.get(board.ats)  # the sample has none
        if source and source.window:
            # Only here is each posting marked as seen; elsewhere the board's last read says it of all that are open.
            Posting.objects.filter(pk__in=read.unchanged).update(last_checked_at=now)
            unseen = life.close_unseen(board, now)
            counts.closed += len(unseen)
            read.touched += unseen
        if not reading.complete:
            return
        reason = life.is_suspect(
            board,
            was_open=len(was_open),
            still_there=len(was_open & read.seen),
            new=read.new + len(read.returned),
        )
        if reason:
            run.status, run.error = ImportRun.Status.SUSPECT, reason
            return
        closed = life.close(Posting.objects.filter(pk__in=[read.known[key].pk for key in gone]), now)
        counts.closed += len(closed)
        read.touched += closed
        board.posting_count = len(was_open & read.seen) + read.new + len(read.returned)


def _settle(board: Board, run: ImportRun, read: _Read) -> None:
    """What depends on other rows: whose postings they are, which are copies, and what a search finds."""
    source = SOURCES.get(board.ats)
    touched = read.touched + (read.unchanged if _was_cut_short(run) else [])
    # A company may have come to be known without a change of the board: once a day is soon enough for that.
    asked_today = board.last_read_at is not None and board.last_read_at > timezone.now() - _ASKED_AGAIN
    if source and not source.aggregator and (touched or not asked_today):
        employers.settle_board(board)
    if not touched:
        return
    duplicates.regroup(board, touched)
    if source and source.aggregator:
        employers.settle_postings(board, touched)
        duplicates.link_to_employers(board)
    sync.catch_up()


def _was_cut_short(run: ImportRun) -> bool:
    """Whether the import before this one wrote postings and was killed before it settled them."""
    before = ImportRun.objects.filter(source=run.source, subject=run.subject, started_at__lt=run.started_at)
    last = before.order_by("-started_at").values_list("status", flat=True).first()
    return last in {ImportRun.Status.ABANDONED, ImportRun.Status.FAILED}
