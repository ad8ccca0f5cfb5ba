"""Dead letters: a task that failed for good leaves a row in the ledger, where a person sees it."""

import logging
from collections.abc import Sequence
from datetime import timedelta

from django.db import Error
from django.db.models import F
from django.utils import timezone

from sources.models import ImportRun

SOURCE = "task"  # as which the ledger lists them
# What fails every few seconds is one row an hour, which counts how often.
_AGAIN = timedelta(hours=1)
_LOG = logging.getLogger(__name__)


def keep(task: str, arguments: Sequence[object], error: BaseException) -> None:
    """Writes the row. Arguments of our tasks are ids. A database that is away is no reason to lose the worker too."""
    subject = f"{task}({', '.join(map(str, arguments))})"[:300]
    words = f"{type(error).__name__}: {error}"[:4000]
    now = timezone.now()
    try:
        before = ImportRun.objects.filter(source=SOURCE, subject=subject, error=words, started_at__gt=now - _AGAIN)
        if not before.update(failed=F("failed") + 1, finished_at=now, progressed_at=now):
            ImportRun.objects.create(
                source=SOURCE,
                subject=subject,
                status=ImportRun.Status.FAILED,
                error=words,
                started_at=now,
                finished_at=now,
                failed=1,
            )
    except Error:
        _LOG.exception("no row for the failure of %s", subject)
