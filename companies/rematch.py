"""The door to the matcher for the worker: many decisions in a row are followed by one run."""

from functools import partial

from celery import shared_task
from django.core.cache import cache
from django.db import transaction

from companies import registry

_WAITING = "companies:rematch-waiting"
_AT_MOST = 600  # seconds that a lost message may keep the next one away


@shared_task
def rematch_employers() -> str:
    """After imports and decisions: every link anew."""
    cache.delete(_WAITING)
    return str(registry.rematch())


def rematch_later() -> None:
    """Sends `rematch_employers` when the decision is written, unless one is waiting already."""
    if cache.add(_WAITING, 1, timeout=_AT_MOST):
        transaction.on_commit(partial(rematch_employers.delay))
