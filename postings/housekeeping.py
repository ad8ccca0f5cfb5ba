"""The ledger of board reads grows by tens of thousands of rows a day; what nobody looks up any more is let go."""

from datetime import datetime, timedelta

from sources import letters
from sources.board_table import SOURCES
from sources.models import ImportRun

_KEPT = timedelta(days=30)
_UNEVENTFUL_KEPT = timedelta(days=3)
_AT_ONCE = 5000


def prune_runs(now: datetime) -> int:
    """Removes old runs of boards, sooner those that found nothing new, and dead letters. Returns how many."""
    looked_up = ImportRun.objects.filter(source__in=[*SOURCES, letters.SOURCE])
    runs = looked_up.exclude(status=ImportRun.Status.RUNNING)
    uneventful = runs.filter(status=ImportRun.Status.DONE, created=0, updated=0, closed=0, failed=0)
    removed = 0
    for old in (runs.filter(started_at__lt=now - _KEPT), uneventful.filter(started_at__lt=now - _UNEVENTFUL_KEPT)):
        while ids := list(old.values_list("pk", flat=True)[:_AT_ONCE]):
            ImportRun.objects.filter(pk__in=ids).delete()
            removed += len(ids)
    return removed
