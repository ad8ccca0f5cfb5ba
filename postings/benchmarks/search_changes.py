"""Searches while postings change."""

import os
import statistics
import time
from datetime import date
from multiprocessing import get_context
from queue import Empty
from typing import Any

from django.db import connections

from postings.benchmarks.postings_generator import words
from postings.benchmarks.search_mix import MIX
from postings.engine import sync
from postings.models import Posting

BATCH = 500
LONGEST_WAIT = 60  # seconds, after which something is wrong


def while_changing(search: Any, changes: int, today: date) -> dict[str, float]:
    """p50 of the mix before and during `changes` title changes, and the longest time until one was found.

    `search(query)` answers a total. Seconds for times, milliseconds for the p50s.
    """
    before = statistics.median(_taken(search, query) for _ in range(3) for _, query in MIX)
    connections.close_all()  # a connection is not shared over fork
    context = get_context("fork")
    committed = context.Queue()
    writer = context.Process(target=_change, args=(changes, today, committed))
    writer.start()
    during: list[float] = []
    waits: list[float] = []
    waiting: list[tuple[str, float]] = []
    done = False
    while not done or waiting:
        for _, query in MIX:
            during.append(_taken(search, query))
            try:
                while not done:
                    word, at = committed.get_nowait()
                    done = word == ""
                    waiting += [] if done else [(word, at)]
            except Empty:
                pass
            if waiting and time.time() - waiting[0][1] > LONGEST_WAIT:
                raise RuntimeError(f"not found in {LONGEST_WAIT} seconds: {waiting[0][0]}")
            for word, at in [one for one in waiting if search(f"q={one[0]}") == BATCH]:
                waits.append(time.time() - at)
                waiting.remove((word, at))
    writer.join()
    return {"p50 before": before, "p50 during": statistics.median(during), "longest wait": max(waits)}


def _taken(search: Any, query: str) -> float:
    started = time.perf_counter()
    search(query)
    return (time.perf_counter() - started) * 1000


def _change(changes: int, today: date, committed: Any) -> None:
    ids = list(Posting.objects.order_by("pk").values_list("pk", flat=True)[: changes * 7 : 7])
    for number, first in enumerate(range(0, changes, BATCH)):
        word = str(words().all[-1 - number]) * 2  # no text has it
        Posting.objects.filter(pk__in=ids[first : first + BATCH]).update(title=f"Changed {word}")
        committed.put((word, time.time()))
        sync.catch_up(today)
    committed.put(("", 0.0))
    committed.close()
    committed.join_thread()
    connections.close_all()
    os._exit(0)
