"""Random searches of 20,000 made-up postings on either layer, beside the plain way."""

import random
from collections.abc import Callable
from functools import cache

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from postings import search as searching
from postings.benchmarks.search import TODAY, asked, loaded
from postings.engine import table_search
from postings.engine.plan import Plan
from postings.models import Posting
from postings.search import Layer, TableSearch, best_layer
from tests.postings import plain_search

POSTINGS = 20_000
SEARCHES = 24
VALUES = {
    "q": [
        "engineer",
        "software engineer",
        "nurse -senior",
        '"software engineer"',
        "manager or scientist",
        "team",
        "ml",
    ],
    "place": ["WA", "California", "remote", "TX"],
    "stance": ["offers", "none", "refuses"],
    "hide": ["refuses", "agency"],
    "record": ["any", "field", "new"],
    "sponsors": ["10"],
    "workplace": ["remote", "hybrid"],
    "level": ["senior", "entry"],
    "posted": ["7", "30"],
    "pay": ["100000"],
    "skill": ["skill 1"],
    "stage": ["seed"],
    "sort": ["newest", "pay", "record"],
}
# A sampled number may be off by a twentieth, or by what so small a sample cannot tell: four standard errors.
NEAR = 0.05
MOST_STANDS_FOR = 128  # postings that one of the sample stands for


def _queries() -> list[str]:
    rolls = random.Random(11)
    names = sorted(VALUES)
    queries = ["", "q=engineer"]
    while len(queries) < SEARCHES:
        picked = rolls.sample(names, k=rolls.randint(1, 3))
        queries.append("&".join(f"{name}={rolls.choice(VALUES[name])}" for name in picked))
    return queries


def test_random_searches_agree_with_the_plain_way(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, monkeypatch: pytest.MonkeyPatch
) -> None:
    with django_db_blocker.unblock(), loaded(POSTINGS):
        assert Posting.objects.count() == POSTINGS
        for query in _queries():
            assert not _check(query, TableSearch), "every number of a table of this size is exact"
            _check(query, best_layer)
        # As in a table fifty times as large: what is more than a sample can tell is counted in it.
        monkeypatch.setattr(table_search, "LARGE", 1000)
        assert sum(_check(query, TableSearch) for query in _queries())
    connection.close()


@cache
def _expected(query: str) -> tuple[int, dict[str, dict[str, int]]]:
    return plain_search.counts(asked(query)[0])


def _check(query: str, layer_of: Callable[[Plan], Layer]) -> bool:
    """Whether the answer came from a sample."""
    wanted, page = asked(query)
    total, expected = _expected(query)
    found = searching.search(wanted, page, TODAY, layer_of=layer_of)
    matches = set(plain_search.matches(wanted).filter(pk__in=found.ids).values_list("pk", flat=True))
    assert set(found.ids) == matches
    assert _is_near(found.total, total, found.about), query
    for counted in found.facets:
        for choice in counted.choices:
            right = expected[counted.facet.name].get(choice.value, 0)
            assert _is_near(choice.count, right, counted.about), (query, counted.facet.name, choice, right)
    return found.about


def _is_near(said: int, right: int, about: bool) -> bool:
    if not about:
        return said == right
    return bool(abs(said - right) <= max(NEAR * right, 4 * (MOST_STANDS_FOR * max(said, right)) ** 0.5))
