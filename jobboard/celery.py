"""The worker's app. It finds the tasks of every app by itself; the schedule is a block in settings."""

import os
from collections.abc import Sequence
from typing import Any

from celery import Celery
from celery.signals import task_failure

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobboard.settings")

app = Celery("jobboard")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@task_failure.connect
def keep_dead_letter(
    sender: Any = None, exception: BaseException | None = None, args: Sequence[object] = (), **_: Any
) -> None:
    """A task that failed for good is a row that a person sees; models are there only once Django is ready."""
    from sources import letters

    if sender is not None and exception is not None:
        letters.keep(sender.name, args, exception)
