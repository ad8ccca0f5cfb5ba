"""Doors only: each task is one call of an importer. What is due stands in the database."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from companies import reclassify as reclassification
from companies.importers import live, profiles
from companies.rematch import rematch_employers, rematch_later

# Defined beside their debounce; named here, where the worker looks for tasks.
__all__ = ["rematch_employers", "rematch_later"]


@shared_task
def refresh_news() -> str:
    """Each hour: the news feeds that were not read for longest, of companies that hire first."""
    return live.refresh_news()


@shared_task
def refresh_funding() -> None:
    """Each night: Crunchbase by the operator's key, and yesterday's Form D filings."""
    refresh_crunchbase.delay()
    refresh_form_d.delay()
    settle_statements.delay()


@shared_task
def refresh_crunchbase() -> str:
    return live.refresh_crunchbase()


@shared_task
def refresh_form_d() -> str:
    return live.refresh_form_d(timezone.localdate() - timedelta(days=1))


@shared_task
def settle_statements() -> int:
    """Statements that came before their company find it now."""
    return len(profiles.settle())


@shared_task
def refresh_companies(company_ids: list[int]) -> None:
    """After a curator's change: profile, rounds and totals of these companies anew."""
    profiles.refresh(company_ids)


def refresh_later(company_ids: Iterable[int]) -> None:
    """Sends `refresh_companies` when the curator's change is written."""
    transaction.on_commit(partial(refresh_companies.delay, sorted(set(company_ids))))


@shared_task
def reclassify(titles: list[str] | None = None) -> int:
    """Each night, and after a curator's word on a title: filings are brought to the classifier in force."""
    return reclassification.reclassify(only=titles or ())


def reclassify_later(titles: Iterable[str]) -> None:
    """Sends `reclassify` when the curator's change is written."""
    transaction.on_commit(partial(reclassify.delay, sorted(set(titles))))
