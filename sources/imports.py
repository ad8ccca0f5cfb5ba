"""Opens and closes ImportRuns, counts what happened, keeps what could not be taken."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from sources.models import ImportProblem, ImportRun
from sources.records import Problem

# A broken file of a million rows must not become a million rows in the ledger; the count stays true.
MOST_PROBLEMS_KEPT = 1000
# A run that has not moved for this long belongs to a worker that was killed.
ABANDONED_AFTER = timedelta(hours=2)


@dataclass(slots=True)
class Counts:
    """What an import did, row by row."""

    rows_read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    closed: int = 0
    failed: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)

    def fail(self, problem: Problem) -> None:
        """Counts a row that could not be taken, and keeps it while there is room."""
        self.failed += 1
        if len(self.problems) < MOST_PROBLEMS_KEPT:
            self.problems.append(problem)

    def skip(self, reason: str, rows: int = 1) -> None:
        """Counts rows left out on purpose, by the reason."""
        self.skipped[reason] += rows

    def words(self) -> str:
        """The counts as one line for people."""
        parts = [
            f"{self.rows_read:,} read",
            f"{self.created:,} created",
            f"{self.updated:,} updated",
            f"{self.unchanged:,} unchanged",
        ]
        if self.closed:
            parts.append(f"{self.closed:,} closed")
        parts += [f"{rows:,} skipped ({reason})" for reason, rows in sorted(self.skipped.items())]
        parts.append(f"{self.failed:,} failed")
        return ", ".join(parts)


@contextmanager
def run(source: str, subject: str) -> Iterator[tuple[ImportRun, Counts]]:
    """An ImportRun that exists from now on, whatever happens inside.

    The body may set `status`, `fiscal_years`, `covers_from` and `covers_to` on the run. An exception marks
    the run as failed with its words and goes on to the caller.
    """
    opened = ImportRun.objects.create(source=source, subject=subject[:300])
    counts = Counts()
    try:
        yield opened, counts
    except BaseException as error:
        opened.status = ImportRun.Status.FAILED
        opened.error = f"{type(error).__name__}: {error}"[:4000]
        _close(opened, counts)
        raise
    if opened.status == ImportRun.Status.RUNNING:
        opened.status = ImportRun.Status.DONE
    _close(opened, counts)


def progress(opened: ImportRun, counts: Counts) -> None:
    """Writes how far a long run has come, for the admin."""
    _write(opened, counts)
    opened.save(update_fields=["rows_read", "created", "updated", "unchanged", "failed", "progressed_at"])


def abandon_lost_runs() -> int:
    """Closes runs whose worker was killed. Returns how many."""
    lost = ImportRun.objects.filter(status=ImportRun.Status.RUNNING, progressed_at__lt=timezone.now() - ABANDONED_AFTER)
    return lost.update(status=ImportRun.Status.ABANDONED, finished_at=timezone.now())


def _write(opened: ImportRun, counts: Counts) -> None:
    opened.rows_read = counts.rows_read
    opened.created = counts.created
    opened.updated = counts.updated
    opened.unchanged = counts.unchanged
    opened.closed = counts.closed
    opened.failed = counts.failed
    opened.skipped = counts.skipped.total()
    opened.skip_reasons = dict(counts.skipped)
    opened.progressed_at = timezone.now()


def _close(opened: ImportRun, counts: Counts) -> None:
    _write(opened, counts)
    opened.finished_at = timezone.now()
    if not counts.problems:
        opened.save()
        return
    with transaction.atomic():
        opened.save()
        ImportProblem.objects.bulk_create(
            ImportProblem(
                run=opened,
                place=problem.place[:400],
                field=problem.field[:80],
                message=problem.message[:500],
                raw=problem.raw[:500].replace("\x00", ""),
            )
            for problem in counts.problems
        )
