"""Rate and concurrency of a host, counted in a real Valkey."""

import threading
import time

import pytest
import redis
from django.conf import settings

from sources import throttle
from sources.throttle import CrowdedError, Throttle


@pytest.fixture
def places() -> Throttle:
    redis.Redis.from_url(settings.CACHE_URL).flushdb()
    return Throttle(settings.CACHE_URL)


def test_it_spaces_requests_to_one_host_over_all_workers(places: Throttle) -> None:
    started: list[float] = []

    def work() -> None:
        for _ in range(3):
            with places.place("a.example", rate=20, parallel=10):
                started.append(time.monotonic())

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(started) - min(started) >= 8 * 0.05 * 0.95


def test_it_holds_no_more_places_than_allowed(places: Throttle) -> None:
    most = 0
    now = 0
    lock = threading.Lock()

    def work() -> None:
        nonlocal most, now
        with places.place("b.example", rate=1000, parallel=2):
            with lock:
                now += 1
                most = max(most, now)
            time.sleep(0.05)
            with lock:
                now -= 1

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2


def test_hosts_do_not_wait_for_each_other(places: Throttle) -> None:
    started = time.monotonic()
    for host in ("c.example", "d.example", "e.example"):
        with places.place(host, rate=0.1, parallel=1):
            pass
    assert time.monotonic() - started < 1


def test_it_gives_up_on_a_crowded_host(places: Throttle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "_LONGEST_WAIT", 0.1)
    with (
        places.place("f.example", rate=1000, parallel=1),
        pytest.raises(CrowdedError),
        places.place("f.example", rate=1000, parallel=1),
    ):
        pass


def test_it_stays_polite_without_redis() -> None:
    started = time.monotonic()
    with Throttle("redis://127.0.0.1:9/0").place("g.example", rate=10, parallel=1):
        pass
    assert 0.1 <= time.monotonic() - started < 3
