"""Searches of the mix, answered by ours and by other ways in turns, in one run on the same made-up postings."""

import random
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.http import QueryDict

from postings import search as searching
from postings.benchmarks.importing import scratch_database
from postings.benchmarks.search_engines import (
    Answer,
    Engine,
    Limit,
    Tantivy,
    answer_of,
    icontains,
    ours,
    plain_way,
    table_alone,
)
from postings.benchmarks.search_load import load
from postings.benchmarks.search_mix import MIX
from postings.engine import dictionary, snapshot, snapshot_writer
from postings.filters import PostingFilter
from postings.words import vocabulary

OURS, TABLE, PLAIN, LIMIT, TANTIVY, ICONTAINS = (
    "ours",
    "ours, PostgreSQL alone",
    "plain way",
    "limit",
    "tantivy",
    "icontains",
)
ROUNDS = 5
# The plain way takes seconds a search, so it is asked in so many rounds only; icontains reads every text.
PLAIN_ROUNDS = 1
MOST_FOR_ICONTAINS = 100_000
TODAY = date(2026, 11, 22)


@dataclass
class Times:
    """Milliseconds of each search of the mix, per engine; of a search, the median of its rounds counts."""

    taken: dict[str, dict[int, list[float]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    plain: dict[int, Answer] = field(default_factory=dict)  # what the plain way said: it takes too long to ask again

    def of(self, engine: str) -> list[float]:
        return [statistics.median(rounds) for _, rounds in sorted(self.taken[engine].items())]

    def quantile(self, engine: str, share: float) -> float:
        values = sorted(self.of(engine))
        return values[min(len(values) - 1, round(share * (len(values) - 1)))]

    def mean(self, engine: str) -> float:
        return statistics.fmean(self.of(engine))


@contextmanager
def loaded(postings: int) -> Iterator[Path]:
    """A database of its own with so many postings, and a folder with the snapshot of them; both thrown away."""
    with scratch_database(), tempfile.TemporaryDirectory(prefix="search-") as folder:
        before, settings.VAR_DIR = settings.VAR_DIR, Path(folder)
        connection.close()
        connection.settings_dict["OPTIONS"]["options"] += " -c statement_timeout=0"
        dictionary.forget()
        snapshot.close()
        try:
            load(postings, TODAY)
            snapshot_writer.write()
            vocabulary.rebuild()
            yield Path(folder)
        finally:
            settings.VAR_DIR = before
            dictionary.forget()
            snapshot.close()


def asked(query: str) -> tuple[PostingFilter, int]:
    """A search of the mix and the page that is asked for."""
    values = QueryDict(query)
    return PostingFilter(values, today=TODAY), int(values.get("page", "1"))


def total_of(query: str) -> int:
    return searching.search(*asked(query), TODAY).total


def engines(folder: Path, postings: int, *, with_plain: bool) -> dict[str, Engine]:
    found: dict[str, Engine] = {
        OURS: ours(TODAY),
        TABLE: table_alone(TODAY),
        LIMIT: Limit(TODAY, [asked(query)[0] for _, query in MIX]),
        TANTIVY: Tantivy(folder / "tantivy", TODAY),
    }
    if with_plain:
        found[PLAIN] = plain_way
    if postings <= MOST_FOR_ICONTAINS:
        found[ICONTAINS] = icontains
    return found


def measure(all_engines: dict[str, Engine], rounds: int = ROUNDS) -> Times:
    """Every engine answers every search, in an order that is shuffled each round. The first round warms up."""
    times = Times()
    rolls = random.Random(1)  # noqa: S311 - repeatable, not secret
    for number in range(rounds + 1):
        turns = [(name, search) for name in all_engines for search in range(len(MIX))]
        rolls.shuffle(turns)
        for name, search in turns:
            if name in (PLAIN, ICONTAINS) and number not in range(1, 1 + PLAIN_ROUNDS):
                continue
            taken, answer = _timed(all_engines[name], MIX[search][1])
            if number:
                times.taken[name][search].append(taken)
            if name == PLAIN:
                times.plain[search] = answer
    return times


def _timed(engine: Engine, query: str) -> tuple[float, Answer]:
    started = time.perf_counter()
    answer = engine(*asked(query))
    return (time.perf_counter() - started) * 1000, answer


def differences(plain: Mapping[int, Answer]) -> list[str]:
    """Where ours and the plain way do not say the same: totals, counts of the facets both have, ids not in the set.

    Of a search that says "about", the total must be within a twentieth; how far its counts are off is told.
    """
    found = []
    for number, (_, query) in enumerate(MIX):
        ours_found = searching.search(*asked(query), TODAY)
        ids, total, counts = answer_of(ours_found)
        _, right, plain_counts = plain[number]
        shared = {key: (counts[key], n) for key, n in plain_counts.items() if key in counts}
        if ours_found.about:
            off = sorted(abs(mine - n) / n for mine, n in shared.values() if n >= 1000)
            words = (
                f"counts of 1,000 and more off by {statistics.median(off):.1%}, at most {off[-1]:.1%}" if off else ""
            )
            found.append(f"{query} (about): total {total:,}, plain way {right:,} ({total / right - 1:+.1%}); {words}")
        elif total != right:
            found.append(f"{query}: WRONG total {total:,}, plain way {right:,}")
        else:
            wrong = {key: numbers for key, numbers in shared.items() if numbers[0] != numbers[1]}
            found += [f"{query}: WRONG {key} {mine:,}, plain way {n:,}" for key, (mine, n) in wrong.items()]
        within = asked(query)[0].qs.filter(pk__in=ids).count()
        if within != len(ids):
            found.append(f"{query}: WRONG, {len(ids) - within} listed postings do not match")
    return found


def sizes() -> list[tuple[str, int]]:
    """What lies on disk: (name, bytes)."""
    names = ["postings_posting", "posting_search", "search_posting"]
    names += ["search_posting_all", "search_posting_title", "search_sample", "search_sample_all"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, CASE WHEN relkind = 'i' THEN pg_relation_size(name::regclass) "
            "ELSE pg_table_size(name::regclass) END FROM unnest(%s::text[]) AS name "
            "JOIN pg_class ON oid = name::regclass",
            [names],
        )
        found = [(str(name), int(size)) for name, size in cursor.fetchall()]
    whole = snapshot.folder() / snapshot.names()[0]
    return [*found, *((f"snapshot {file.name}", file.stat().st_size) for file in sorted(whole.iterdir()))]
