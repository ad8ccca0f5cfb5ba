"""What a page costs: milliseconds, queries and bytes when made, requests a second when kept, beside a bare answer.

In process, through the whole stack of middleware, on one thread; no server and no network stand between.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext, override_settings

from companies.models import Company
from postings.models import Posting

ROUNDS = 30
TURNS = 10
TURN_SECONDS = 0.2
NOT_ASKED = ("BEGIN", "COMMIT", "SELECT set_config")  # a search sets its limits
Ask = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Measure:
    name: str
    milliseconds: float  # median, made anew
    queries: int
    kilobytes: float
    kept: float  # requests a second from the cache
    bare: float  # requests a second of a bare answer, asked for in turns with it


class Bare(WSGIHandler):
    """The same middleware around an answer that costs nothing."""

    def _get_response(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse("ok")


def addresses() -> dict[str, str]:
    posting = Posting.objects.live().exclude(company=None).select_related("company").latest("first_seen_at", "pk")
    company: Company | None = posting.company
    assert company
    return {
        "home": "/",
        "search, everything": "/postings/",
        "search, one word": "/postings/?q=engineer",
        "search, five filters": "/postings/?q=engineer&record=any&workplace=hybrid&workplace=remote&sort=newest",
        "posting": posting.get_absolute_url(),
        "company": company.get_absolute_url(),
        "companies": "/companies/",
        "insights": "/insights/",
    }


def measure(name: str, address: str) -> Measure:
    ask, ask_bare = _asker(WSGIHandler(), address), _asker(Bare(), "/")
    with override_settings(PAGE_CACHE_SECONDS=0):
        size = len(ask())
        taken = [_milliseconds(ask) for _ in range(ROUNDS)]
        with CaptureQueriesContext(connection) as captured:
            ask()
            queries = sum(not query["sql"].startswith(NOT_ASKED) for query in captured)
    kept, bare = [], []
    for _ in range(TURNS):  # a busy machine slows both
        with override_settings(PAGE_CACHE_SECONDS=600):
            kept.append(_rate(ask))
        with override_settings(PAGE_CACHE_SECONDS=0):
            bare.append(_rate(ask_bare))
    return Measure(
        name, statistics.median(taken), queries, size / 1000, statistics.median(kept), statistics.median(bare)
    )


def _asker(handler: WSGIHandler, address: str) -> Ask:
    handler.load_middleware()
    environ = RequestFactory().get(address, HTTP_HOST=settings.ALLOWED_HOSTS[0].removeprefix(".")).environ

    def ask() -> bytes:
        response = handler(dict(environ), _nobody_listens)
        try:
            return b"".join(response)
        finally:
            response.close()

    return ask


def _nobody_listens(status: str, headers: list[tuple[str, str]], error: object = None, /) -> Callable[[bytes], object]:
    return len


def _milliseconds(ask: Ask) -> float:
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1000


def _rate(ask: Ask) -> float:
    ask()
    asked, began = 0, time.perf_counter()
    while (took := time.perf_counter() - began) < TURN_SECONDS:
        ask()
        asked += 1
    return asked / took
