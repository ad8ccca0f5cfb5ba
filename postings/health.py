"""How the imports are doing, source by source: what is due, how late, what fails, how much comes in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, Sum

from postings.models import Board
from postings.schedule import due
from sources.board_table import SOURCES
from sources.models import ImportRun

WINDOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """One source now, and in the last hour."""

    ats: str
    active: int
    retired: int
    failing: int  # boards whose last read failed
    due: int
    lag: timedelta  # how long the board that is longest overdue has waited
    runs: int  # in the last hour, as the three below
    failed_runs: int
    suspect_runs: int
    postings: int  # rows read

    @property
    def overdue_minutes(self) -> int:
        return int(self.lag.total_seconds() // 60)

    @property
    def postings_per_minute(self) -> float:
        return self.postings / (WINDOW.total_seconds() / 60)


def health(now: datetime) -> Iterator[SourceHealth]:
    """Every source that has a board, in the order of the table. Two queries."""
    boards = Board.objects.filter(is_sample=False).values("ats").order_by()
    counted = boards.annotate(
        active=Count("pk", filter=Q(state=Board.State.ACTIVE)),
        retired=Count("pk", filter=Q(state=Board.State.RETIRED)),
        failing=Count("pk", filter=Q(failures__gt=0, state=Board.State.ACTIVE)),
        due=Count("pk", filter=due(now)),
        longest=Min("next_due_at", filter=due(now)),
    )
    status = ImportRun.Status
    runs = ImportRun.objects.filter(source__in=SOURCES, started_at__gte=now - WINDOW).values("source").order_by()
    happened: dict[str, dict[str, Any]] = {
        row["source"]: dict(row)
        for row in runs.annotate(
            runs=Count("pk"),
            failed_runs=Count("pk", filter=Q(status__in=[status.FAILED, status.ABANDONED])),
            suspect_runs=Count("pk", filter=Q(status=status.SUSPECT)),
            postings=Sum("rows_read"),
        )
    }
    by_ats = {row["ats"]: row for row in counted}
    for ats in SOURCES:
        if row := by_ats.get(ats):
            recent = happened.get(ats, {})
            yield SourceHealth(
                ats=ats,
                active=row["active"],
                retired=row["retired"],
                failing=row["failing"],
                due=row["due"],
                lag=now - row["longest"] if row["longest"] else timedelta(),
                runs=recent.get("runs", 0),
                failed_runs=recent.get("failed_runs", 0),
                suspect_runs=recent.get("suspect_runs", 0),
                postings=recent.get("postings", 0),
            )
