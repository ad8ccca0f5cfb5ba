"""A board that means harm is taken or refused row by row, and grows no worker."""

import gzip
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import stamina

from postings import importers
from postings.models import Posting
from tests.factories import make_board
from tests.sources.local_server import Answer, serve

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)><a href='javascript:alert(1)'>x</a>"
BIDI = "\u202egnp.exe\u202c \u2066hidden\u2069"
CONTROLS = "".join(map(chr, range(32))) + "\x7f\x9b"
MEGABYTE = 1 << 20
JOBS = int(os.environ.get("HOSTILE_JOBS", "80"))  # HOSTILE_JOBS=5000: the same, only longer


def hostile_jobs() -> Iterator[dict[str, Any]]:
    poisons: list[Any] = [
        SCRIPT,
        BIDI,
        CONTROLS,
        "x" * 5000,
        "' OR 1=1; --",
        "{{ 7*7 }}",
        None,
        -1,
        [],
        {"$ne": 1},
        "\ud800",
    ]
    for number in range(JOBS):
        poison = poisons[number % len(poisons)]
        yield {
            "id": f"{number}",
            "title": poison if number % 2 else f"Engineer {number} {SCRIPT if number % 3 else BIDI}",
            "absolute_url": f"https://x.example/{number}" if number % 5 else poison,
            "location": {"name": poison} if number % 3 else poison,
            "content": f"&lt;p&gt;{poison}&lt;/p&gt;" + "&lt;div&gt;" * (number % 7) * 200,
            "company_name": poison,
            "departments": poison,
            "metadata": [{"name": "Employment Type", "value": poison, "value_type": "x"}, poison],
            "first_published": poison,
            "updated_at": "2026-01-01T00:00:00Z" if number % 2 else poison,
            "language": poison,
            "pay_input_ranges": [{"min_cents": 1e300, "max_cents": poison, "currency_type": "USD"}],
        }
    for number, text in enumerate(("a " * 5 * MEGABYTE, "&lt;b&gt;" * MEGABYTE, SCRIPT * 50_000)):
        yield {"id": f"huge-{number}", "title": "Huge", "absolute_url": "https://x.example/h", "content": text}


@contextmanager
def most_memory() -> Iterator[list[int]]:
    """The growth of this process while inside, in bytes."""
    status, done = Path("/proc/self/statm"), threading.Event()
    before = int(status.read_text().split()[1]) * 4096
    grown = [0]

    def watch() -> None:
        while not done.wait(0.02):
            grown[0] = max(grown[0], int(status.read_text().split()[1]) * 4096 - before)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    yield grown
    done.set()
    watcher.join()


def test_every_row_is_taken_or_refused_and_memory_stays_small() -> None:
    jobs = list(hostile_jobs())
    payload = json.dumps({"jobs": jobs}).encode()
    with most_memory() as grown:
        run, counts = importers.import_saved(make_board(), payload)
    assert counts.rows_read == len(jobs)
    assert counts.created + counts.failed + counts.skipped.total() == len(jobs)
    assert counts.created > JOBS / 2
    assert run.problems.count() == counts.failed
    assert grown[0] < 300 * MEGABYTE
    for posting in Posting.objects.iterator(100):
        shown = posting.title + posting.description_html + posting.company_name + posting.department
        # Plain fields are escaped where they are shown; the text is the one that is not.
        assert not any(word in posting.description_html for word in ("<script", "<img", "<a href='javascript:"))
        assert not set(shown) & set("\x00\x07\x1b\u202e\u2066")
        assert posting.url.startswith("https://")
        assert len(posting.description_html) < MEGABYTE
    assert importers.import_saved(make_board(), payload)[1].unchanged == counts.created


def test_an_answer_that_unfolds_to_gigabytes_is_refused(settings: Any) -> None:
    bomb = gzip.compress(b'{"jobs": [' + b" " * (200 * MEGABYTE) + b"]}")
    board = make_board()
    with serve(lambda _: Answer(body=bomb, headers={"Content-Encoding": "gzip"})) as (address, _):
        settings.ATS_MIRROR_URL = address
        with stamina.set_testing(True, attempts=1), most_memory() as grown:
            assert importers.import_board(board.pk) is None
    board.refresh_from_db()
    assert "larger than" in board.last_error
    assert grown[0] < 200 * MEGABYTE
