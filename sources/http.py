"""The one client for job boards: polite, bounded, and unable to go anywhere but to the hosts of the table.

No proxy settings of the environment are followed: a proxy would connect where the address check cannot see.
"""

import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from types import TracebackType
from urllib.parse import urljoin, urlsplit

import httpx
import stamina

from sources.addresses import PublicTransport, RefusedError
from sources.board_types import BoardRequest
from sources.throttle import Throttle

MOST_BYTES = 48 * 1024 * 1024  # unpacked; the largest known board is a third of this
_PIECE = 1024 * 1024  # unpacked at once
_DEADLINE = 120.0  # seconds for one answer, however slowly it drips
_MOST_REDIRECTS = 3
_LONGEST_RETRY_AFTER = 20.0  # a worker waits this long itself; more goes back to the schedule
_TIMEOUT = httpx.Timeout(20, connect=10)
_GONE = frozenset({404, 410})
_TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


class FetchError(Exception):
    """The source gave no answer that can be read."""


class GoneError(FetchError):
    """The source says that there is no such board or posting."""


class TransientError(FetchError):
    """Worth another try later; `retry_after` seconds, when the source says so."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. `not_modified` has no body: it is the one that was read last."""

    status: int
    body: bytes = b""
    etag: str = ""
    last_modified: str = ""

    @property
    def not_modified(self) -> bool:
        return self.status == httpx.codes.NOT_MODIFIED


class Client:
    """Use one for each read of a board, as a context manager: its connections belong to one host.

    `mirror` (ATS_MIRROR_URL) answers for every host instead, as `{mirror}/{host}{path}`. It is the operator's own
    machine: its address may be private, and there is nobody to be polite to. Nothing else changes.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        throttle: Throttle,
        mirror: str = "",
        secrets: Mapping[str, str] | None = None,
    ) -> None:
        self._mirror = mirror.rstrip("/")
        self._throttle = throttle
        self._secrets = secrets or {}
        headers = {"User-Agent": user_agent, "Accept-Encoding": "gzip, deflate", "Accept": "*/*"}
        transport = httpx.HTTPTransport() if mirror else PublicTransport()
        self._http = httpx.Client(headers=headers, timeout=_TIMEOUT, transport=transport, trust_env=False)

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def fetch(self, request: BoardRequest, *, etag: str = "", last_modified: str = "") -> Fetched:
        """One answer. Raises GoneError, TransientError, RefusedError or another FetchError."""
        headers = self._headers(request, etag, last_modified)
        for attempt in stamina.retry_context(
            on=_backoff, attempts=3, timeout=3 * _DEADLINE, wait_initial=1.0, wait_max=_LONGEST_RETRY_AFTER
        ):
            with attempt:
                return self._follow(request, headers)
        raise AssertionError("unreachable")

    def _headers(self, request: BoardRequest, etag: str, last_modified: str) -> dict[str, str]:
        headers = {"Content-Type": "application/json"} if request.body is not None else {}
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        for header, setting in request.header_names:
            if not self._secrets.get(setting):
                raise FetchError(f"this source asks for a key: {setting} is not set")
            headers[header] = self._secrets[setting]
        return headers

    def _follow(self, request: BoardRequest, headers: dict[str, str]) -> Fetched:
        url = request.url
        for _ in range(_MOST_REDIRECTS + 1):
            _check(url, request.hosts)
            answer = self._ask(request, url, headers)
            if isinstance(answer, Fetched):
                return answer
            url = urljoin(url, answer)
        raise RefusedError("redirected in a circle")

    def _ask(self, request: BoardRequest, url: str, headers: dict[str, str]) -> Fetched | str:
        """The answer, or where it says to go."""
        host = urlsplit(url).hostname or ""
        method = "GET" if request.body is None else "POST"
        stream = self._http.stream(method, self._located(url), headers=headers, content=request.body)
        try:
            with self._place(host, request), stream as answer:
                if answer.has_redirect_location:
                    return str(answer.headers.get("Location", ""))
                _raise_for(answer)
                body = b"" if answer.status_code == httpx.codes.NOT_MODIFIED else _body(answer)
        except httpx.TransportError as error:
            raise TransientError(f"{host}: {type(error).__name__}: {error}") from error
        etag, last_modified = answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", "")
        return Fetched(answer.status_code, body, etag[:300], last_modified[:100])

    def _place(self, host: str, request: BoardRequest) -> AbstractContextManager[None]:
        if self._mirror:
            return nullcontext()
        return self._throttle.place(host, request.rate, request.parallel)

    def _located(self, url: str) -> str:
        if not self._mirror:
            return url
        parts = urlsplit(url)
        return f"{self._mirror}/{parts.netloc}{parts.path}" + (f"?{parts.query}" if parts.query else "")


def _check(url: str, hosts: frozenset[str]) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https" or parts.hostname not in hosts or parts.port not in {None, 443} or parts.username:
        raise RefusedError(f"{parts.scheme}://{parts.hostname} is not a host of this source")


def _raise_for(answer: httpx.Response) -> None:
    status = answer.status_code
    if status in _GONE:
        raise GoneError(f"answered {status}")
    if status in _TRY_AGAIN:
        raise TransientError(f"answered {status}", _retry_after(answer.headers.get("Retry-After", "")))
    if status >= 400:
        raise FetchError(f"answered {status}")


def _retry_after(value: str) -> float | None:
    """Seconds, from a number or a date."""
    if value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError):
        return None


def _backoff(error: Exception) -> bool | float:
    """For stamina: whether to try again, and after how many seconds when the source says so."""
    if not isinstance(error, TransientError):
        return False
    if error.retry_after is None:
        return True
    return error.retry_after if error.retry_after <= _LONGEST_RETRY_AFTER else False


def _body(answer: httpx.Response) -> bytes:
    """The body, unpacked while it arrives and given up at MOST_BYTES: a zip bomb never gets to unfold."""
    started = time.monotonic()
    body = bytearray()
    for chunk in _unpacked(answer):
        body += chunk
        if len(body) > MOST_BYTES:
            raise RefusedError(f"the answer is larger than {MOST_BYTES:,} bytes")
        if time.monotonic() - started > _DEADLINE:
            raise TransientError(f"the answer was not complete after {_DEADLINE:.0f} s")
    return bytes(body)


def _unpacked(answer: httpx.Response) -> Iterator[bytes]:
    encoding = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding == "identity":
        yield from answer.iter_raw()
        return
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise RefusedError(f"an encoding that was not asked for: {encoding[:40]}")
    unpack = zlib.decompressobj(wbits=47)  # gzip or zlib, by its header
    try:
        for chunk in answer.iter_raw():
            yield unpack.decompress(chunk, _PIECE)
            while unpack.unconsumed_tail:
                yield unpack.decompress(unpack.unconsumed_tail, _PIECE)
    except zlib.error as error:
        raise FetchError(f"damaged packing: {error}") from error
