"""The company page over the filings that this database holds: milliseconds, queries and size, block by block.

In process, with the page cache off. Import real filings first; the companies with most counts are measured.
"""

import statistics
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from companies.models import Company
from companies.page import CompanyPage

Line = tuple[str, str, str]  # measure, value, target
ROUNDS = 50
COMPANIES = 3
BLOCKS = ("wages", "hires", "levels", "client_sites", "dependence", "season", "perm", "ledger")


def rows(_shared: Path) -> list[Line]:
    """The whole page of each company, then every block of the first one with the queries that are its own."""
    measured = list(
        Company.objects.public().filter(sponsorship_wages__isnull=False).annotate(counts=Count("sponsorship_wages"))
        .order_by("-counts", "pk")[:COMPANIES]
    )  # fmt: skip
    if not measured:
        return [("no company has filings here", "–", "import some first")]
    return [*map(_page, measured), *_blocks(measured[0])]


def _page(company: Company) -> Line:
    client = Client(headers={"host": settings.ALLOWED_HOSTS[0].removeprefix(".")})
    address = company.get_absolute_url()
    with override_settings(PAGE_CACHE_SECONDS=0):
        size = len(client.get(address).content)
        taken = _median(lambda: client.get(address))
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
    value = f"{taken}, {len(captured)} queries, {size / 1000:.1f} KB"
    return f"page of {company.name}", value, "≤ 40 ms, ≤ 12, ≤ 80 KB"


def _blocks(company: Company) -> list[Line]:
    today = timezone.localdate()
    lines = []
    for name in BLOCKS:
        with CaptureQueriesContext(connection) as captured:
            page = CompanyPage(company, "", today)
            before = len(captured)
            getattr(page, name)
            queries = len(captured) - before
        taken = _median(partial(_block, company, name, today))
        lines.append((f"{name}, with the record it is cut from", f"{taken}, {queries} of its own", "≤ 40 ms"))
    return lines


def _block(company: Company, name: str, today: date) -> object:
    return getattr(CompanyPage(company, "", today), name)


def _median(made: Callable[[], object]) -> str:
    """Medians of 50: by the clock, and of this process alone, which a busy machine does not change."""
    clock, own = [], []
    for _ in range(ROUNDS):
        began, began_own = time.perf_counter(), time.process_time()
        made()
        clock.append((time.perf_counter() - began) * 1000)
        own.append((time.process_time() - began_own) * 1000)
    return f"{statistics.median(clock):.1f} ms ({statistics.median(own):.1f} of CPU)"
