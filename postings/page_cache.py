"""Whole pages, kept in the shared cache until the next import.

A page is kept together with the generation of the board it was made in, asked for before it was made, so that none is
older than the last import, or the last change that searches show, by more than a second. What touches neither is seen
after PAGE_CACHE_SECONDS at the latest. The keys are a fixed number of slots: however many addresses somebody invents,
the cache, which it shares with the queue of tasks, does not grow.
"""

from collections.abc import Callable
from time import monotonic
from zlib import crc32

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import has_vary_header

SLOTS = 1024
LARGEST = 64 * 1024  # bytes; with SLOTS this bounds what is kept to 64 MB
FRESH_SECONDS = 1.0  # for so long a process takes the generation as it knows it: a hit costs no query

Kept = tuple[str, str, dict[str, str], bytes]  # generation, address, headers, body


class PageCache:
    """The first of all middleware: what the others do to an answer is kept with it. Not for those who are logged in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.known = (0.0, "")  # when the generation was asked for, and what it was

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.PAGE_CACHE_SECONDS or not _is_of_anyone(request):
            return self.get_response(request)
        address = _address(request)
        slot = f"page-{crc32(address.encode(errors='surrogatepass')) % SLOTS}"
        generation = self._generation()
        kept: Kept | None = cache.get(slot)
        if kept and kept[:2] == (generation, address):
            return HttpResponse(kept[3], headers=kept[2])
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and _is_for_everyone(response):
            page: Kept = (generation, address, dict(response.items()), response.content)
            cache.set(slot, page, settings.PAGE_CACHE_SECONDS)
        return response

    def _generation(self) -> str:
        asked_at, generation = self.known
        if not generation or monotonic() - asked_at >= FRESH_SECONDS:
            asked_at = monotonic()
            generation = current_generation()
            self.known = (asked_at, generation)
        return generation


def current_generation() -> str:
    """Changes when an import ends and when the search table does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT generation, (SELECT max(finished_at) FROM sources_importrun) FROM search_state")
        return "{} {}".format(*cursor.fetchone())


def _is_of_anyone(request: HttpRequest) -> bool:
    """Curators, and readers who are to be told something, see what is there now."""
    return request.method == "GET" and not {settings.SESSION_COOKIE_NAME, "messages"} & request.COOKIES.keys()


def _is_for_everyone(response: HttpResponse) -> bool:
    bound = any(word in response.get("Cache-Control", "") for word in ("private", "no-store", "no-cache"))
    personal = bound or bool(response.cookies) or has_vary_header(response, "Cookie")
    return response.status_code == 200 and not personal and len(response.content) <= LARGEST


def _address(request: HttpRequest) -> str:
    """The address with its parameters in one order, and what else an answer depends on."""
    asked = sorted(request.GET.lists())
    swap = [request.headers.get(name, "") for name in ("HX-Request", "HX-History-Restore-Request")]
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    return repr((request.scheme, request.get_host(), request.path, asked, swap, packed))
