"""The client through real sockets: what it sends, what it refuses, when it tries again."""

import gzip
import itertools
import os
import resource
import socket
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import stamina

from sources import http
from sources.addresses import RefusedError, is_public
from sources.board_types import BoardRequest
from sources.http import Client, FetchError, GoneError, TransientError
from tests.sources.local_server import Answer, Asked, serve

REQUEST = BoardRequest("https://api.example.com/board", frozenset({"api.example.com", "eu.example.com"}), 1000, 4)


class NoThrottle:
    """Counts the places that were asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, float, int]] = []

    @contextmanager
    def place(self, host: str, rate: float, parallel: int) -> Iterator[None]:
        self.asked.append((host, rate, parallel))
        yield


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    with stamina.set_testing(True, attempts=3, cap=True):
        yield


def client(mirror: str) -> Client:
    return Client(user_agent="Jobboard/test (+https://jobs.example)", throttle=NoThrottle(), mirror=mirror)  # type: ignore[arg-type]


def test_it_says_who_it_is_and_reads_the_answer() -> None:
    def answer(asked: Asked) -> Answer:
        return Answer(body=gzip.compress(b'{"jobs": []}'), headers={"Content-Encoding": "gzip", "ETag": '"v1"'})

    with serve(answer) as (address, asked), client(address) as http_client:
        got = http_client.fetch(REQUEST)
    assert (got.status, got.body, got.etag) == (200, b'{"jobs": []}', '"v1"')
    assert asked[0].path == "/api.example.com/board"
    assert asked[0].headers["user-agent"] == "Jobboard/test (+https://jobs.example)"


def test_it_asks_only_for_what_changed() -> None:
    with serve(lambda _: Answer(304)) as (address, asked), client(address) as http_client:
        got = http_client.fetch(REQUEST, etag='"v1"', last_modified="Mon, 01 Jun 2026 00:00:00 GMT")
    assert got.not_modified
    assert asked[0].headers["if-none-match"] == '"v1"'
    assert asked[0].headers["if-modified-since"] == "Mon, 01 Jun 2026 00:00:00 GMT"


def test_it_posts_a_body_as_json() -> None:
    request = BoardRequest(REQUEST.url, REQUEST.hosts, 1000, 4, b'{"offset": 0}')
    with serve(lambda _: Answer(body=b"{}")) as (address, asked), client(address) as http_client:
        http_client.fetch(request)
    assert asked[0].body == b'{"offset": 0}'
    assert asked[0].headers["content-type"] == "application/json"


def test_it_follows_a_redirect_within_the_hosts_of_the_source() -> None:
    def answer(asked: Asked) -> Answer:
        if asked.path.startswith("/eu."):
            return Answer(body=b"here")
        return Answer(302, headers={"Location": "https://eu.example.com/board"})

    with serve(answer) as (address, _), client(address) as http_client:
        assert http_client.fetch(REQUEST).body == b"here"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "http://api.example.com/board",
        "https://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "https://localhost/",
        "https://api.example.com:8443/",
        "https://api.example.com@evil.example/",
        "file:///etc/passwd",
        "//evil.example/",
    ],
)
def test_it_refuses_a_redirect_off_the_hosts_of_the_source(target: str) -> None:
    with (
        serve(lambda _: Answer(302, headers={"Location": target})) as (address, asked),
        client(address) as http_client,
        pytest.raises(RefusedError),
    ):
        http_client.fetch(REQUEST)
    assert len(asked) == 1


def test_it_gives_up_on_a_circle_of_redirects() -> None:
    with (
        serve(lambda _: Answer(302, headers={"Location": REQUEST.url})) as (address, _),
        client(address) as http_client,
        pytest.raises(RefusedError, match="circle"),
    ):
        http_client.fetch(REQUEST)


def test_it_refuses_an_endless_body(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "MOST_BYTES", 1_000_000)
    with (
        serve(lambda _: Answer(body=itertools.repeat(b"x" * 65536))) as (address, _),
        client(address) as http_client,
        pytest.raises(RefusedError, match="larger"),
    ):
        http_client.fetch(REQUEST)


def test_it_gives_up_on_a_body_that_drips(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "_DEADLINE", 0.02)

    def drops() -> Iterator[bytes]:
        for _ in range(20):
            time.sleep(0.01)
            yield b"x"

    with (
        serve(lambda _: Answer(body=drops())) as (address, _),
        client(address) as http_client,
        pytest.raises(TransientError, match="not complete"),
    ):
        http_client.fetch(REQUEST)


def test_it_never_unfolds_a_zip_bomb() -> None:
    pack = zlib.compressobj(9, wbits=31)
    zeros = b"\0" * (1 << 20)
    bomb = b"".join(pack.compress(zeros) for _ in range(300)) + pack.flush()  # 300 MB in 300 kB
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with (
        serve(lambda _: Answer(body=bomb, headers={"Content-Encoding": "gzip"})) as (address, _),
        client(address) as http_client,
        pytest.raises(RefusedError, match="larger"),
    ):
        http_client.fetch(REQUEST)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kB


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip"])
def test_it_refuses_an_encoding_it_did_not_ask_for(encoding: str) -> None:
    with (
        serve(lambda _: Answer(body=b"x", headers={"Content-Encoding": encoding})) as (address, _),
        client(address) as http_client,
        pytest.raises(RefusedError, match="encoding"),
    ):
        http_client.fetch(REQUEST)


def test_damaged_packing_is_an_error_of_the_source() -> None:
    with (
        serve(lambda _: Answer(body=b"not gzip", headers={"Content-Encoding": "gzip"})) as (address, _),
        client(address) as http_client,
        pytest.raises(FetchError, match="packing"),
    ):
        http_client.fetch(REQUEST)


def test_it_tries_again_when_the_source_is_busy() -> None:
    answers = iter([Answer(503), Answer(429, headers={"Retry-After": "1"}), Answer(body=b"now")])
    with serve(lambda _: next(answers)) as (address, asked), client(address) as http_client:
        assert http_client.fetch(REQUEST).body == b"now"
    assert len(asked) == 3


def test_it_does_not_hold_a_worker_for_a_long_retry_after() -> None:
    with (
        serve(lambda _: Answer(429, headers={"Retry-After": "3600"})) as (address, asked),
        client(address) as http_client,
        pytest.raises(TransientError) as caught,
    ):
        http_client.fetch(REQUEST)
    assert caught.value.retry_after == 3600
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("status", "error"), [(404, GoneError), (410, GoneError), (403, FetchError), (401, FetchError)]
)
def test_it_does_not_try_again_what_cannot_get_better(status: int, error: type[Exception]) -> None:
    with (
        serve(lambda _: Answer(status)) as (address, asked),
        client(address) as http_client,
        pytest.raises(error),
    ):
        http_client.fetch(REQUEST)
    assert len(asked) == 1


def test_a_key_that_is_not_set_is_said_by_name() -> None:
    request = BoardRequest(REQUEST.url, REQUEST.hosts, 1, 1, None, (("Authorization-Key", "USAJOBS_API_KEY"),))
    with client("http://127.0.0.1:9") as http_client, pytest.raises(FetchError, match="USAJOBS_API_KEY"):
        http_client.fetch(request)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:4700::1111", True),
        ("10.1.2.3", False),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:7f00:1::", False),
        ("nonsense", False),
    ],
)
def test_it_knows_a_public_address(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_it_refuses_a_name_that_also_leads_home(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        return [(2, 1, 6, "", ("93.184.215.14", port)), (2, 1, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with client("") as http_client, pytest.raises(RefusedError, match="not a public address"):
        http_client.fetch(REQUEST)


def test_it_connects_to_the_very_address_that_it_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name is asked for once; a second answer (DNS rebinding) would never be seen."""
    answers: list[str] = []
    connected: list[str] = []

    def resolve(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        answers.append(host)
        return [(2, 1, 6, "", ("93.184.215.14", port))]

    def connect(address: tuple[str, int], *_: object, **__: object) -> object:
        connected.append(address[0])
        raise OSError("no network in tests")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr("socket.create_connection", connect)
    with stamina.set_testing(True, attempts=1), client("") as http_client, pytest.raises(TransientError):
        http_client.fetch(REQUEST)
    assert answers == ["api.example.com"]
    assert connected == ["93.184.215.14"]


def test_it_does_not_follow_proxy_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "HTTP_PROXY", "http://127.0.0.1:9")
    with serve(lambda _: Answer(body=b"direct")) as (address, _), client(address) as http_client:
        assert http_client.fetch(REQUEST).body == b"direct"
