"""Both layers of the engine answer what the plain way answers: same postings, same total, same counts, same order."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker

from companies.models import Company, SponsorshipField, SponsorshipYear
from postings import search as searching
from postings.engine import dictionary, snapshot, snapshot_search, snapshot_writer, sync
from postings.engine.plan import plan_of
from postings.facets import MOST_OPEN_CHOICES
from postings.filters import PostingFilter
from postings.models import Board, Posting
from postings.search import search
from tests.factories import make_board, make_company
from tests.postings import plain_search

TODAY = date(2026, 11, 22)
WORDS = ["engineer", "manager", "data", "nurse", "python", "cloud", "payments", "robots", "analyst", "senior", "team"]
TITLES = [
    "Software Engineer",
    "Data Engineer",
    "Nurse Manager",
    "Data Analyst, Payments",
    "Robotics Engineer",
    "Nurse",
    "Go Developer",
]
SKILLS = ["Python", "SQL", "Go", "R", "Java", "C++", "Kubernetes", "Machine learning"]
LAYERS = ("table", "snapshot", "changes", "small")
FEW_OPEN_CHOICES = 2  # on the snapshot: few enough that counting stops early
PLACES = [("Seattle", "WA"), ("Austin", "TX"), ("New York", "NY"), ("Portland", "OR"), ("", "CA")]


def _company(number: int, rolls: random.Random) -> Company:
    company = make_company(
        f"Company {number}",
        cap_exempt=rolls.choice([True, None]),
        funding_stage=rolls.choice(["seed", "ipo", ""]),
        employees_min=rolls.choice([1, 60, 300, 6000, None]),
    )
    if rolls.random() < 0.7:
        SponsorshipYear.objects.create(
            company=company,
            fiscal_year=2025,
            lca_certified=rolls.choice([0, 3, 40, 2000]),
            perm_certified=rolls.choice([0, 5]),
        )
        SponsorshipField.objects.create(
            company=company, fiscal_year=2025, job_field="software", state="WA", lca_certified=rolls.randint(0, 9)
        )
    return company


def _posting(number: int, companies: list[Company], rolls: random.Random) -> Posting:
    city, state = rolls.choice(PLACES)
    pay = rolls.choice([None, 90_000, 120_000, 180_000])
    company = rolls.choice([*companies, None])
    return Posting(
        board=make_board(),
        external_id=f"p{number}",
        company=company,
        company_name=company.name if company else "Nobody",
        title=rolls.choice(TITLES),
        url="https://example.com/",
        description_text=" ".join(rolls.choices(WORDS, k=12)),
        stance=rolls.choice(Posting.Stance.values),
        workplace=rolls.choice(["", *Posting.Workplace.values]),
        remote_from=rolls.choice([[], ["US"], ["DE", "Europe"]]),
        seniority=rolls.choice(["", *Posting.Seniority.values]),
        employment_type=rolls.choice(["", "FULL_TIME", "INTERN"]),
        job_field=rolls.choice(["", "software", "nursing"]),
        industries=rolls.sample(["Retail", "Energy", "Games"], k=rolls.randint(0, 2)),
        skills=sorted({rolls.choice(SKILLS[: rolls.randint(1, len(SKILLS))]) for _ in range(rolls.randint(0, 3))}),
        city=city,
        state=state,
        country_code="US",
        places=[{"city": city, "state": state, "country_code": "US", "raw": ""}],
        pay_year_max=None if pay is None else Decimal(pay),
        pay_currency="" if pay is None else rolls.choice(["USD", "USD", "EUR"]),
        years_min=rolls.choice([None, 0, 3, 8]),
        date_posted=rolls.choice([None, TODAY - timedelta(days=rolls.randint(0, 50))]),
        is_agency=rolls.choice([True, False, None]),
        content_hash=b"x",
    )


@pytest.fixture(scope="module")
def postings(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[Posting]]:
    """1,200 postings for all tests of this file, taken away at its end."""
    rolls = random.Random(7)
    with django_db_blocker.unblock():
        companies = [_company(number, rolls) for number in range(20)]
        made = Posting.objects.bulk_create([_posting(number, companies, rolls) for number in range(1200)])
        sync.catch_up(TODAY)
        yield made
        Posting.objects.all().delete()
        sync.catch_up(TODAY)
        Board.objects.all().delete()
        for company in companies:
            company.delete()


@pytest.fixture(scope="module")
def folders(
    postings: list[Posting], tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> dict[str, Path]:
    """One without a snapshot; one with a snapshot of all; one where that is followed by two of what changed after it,
    and by changes that are in none; one with a snapshot that has a row for everything.
    """
    found = {name: tmp_path_factory.mktemp(name) for name in LAYERS}
    ids = [posting.pk for posting in postings]
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patched:
        for name in ("LEAST_STEM", "LEAST_TITLE", "LEAST_CODE"):
            patched.setattr(snapshot_writer, name, 30)
        patched.setattr(snapshot_writer, "WORTH_CHANGES", 50)
        patched.setattr(snapshot_writer, "SMALL", 0)
        with override_settings(VAR_DIR=found["changes"]):
            snapshot_writer.write()
            Posting.objects.filter(pk__in=ids[:250]).update(title="Cloud Nurse", skills=["Rust", "Go"])
            Posting.objects.filter(pk__in=ids[200:300]).update(closed_at="2026-11-01T00:00:00Z")
            sync.catch_up(TODAY)
            Posting.objects.filter(pk__in=ids[240:280]).update(closed_at=None, title="Data Pilot")
            Posting.objects.filter(pk__in=ids[:40]).update(pay_year_max=130_000, date_posted=TODAY)
            Posting.objects.filter(pk__in=ids[40:60]).update(closed_at="2026-11-01T00:00:00Z")
            sync.catch_up(TODAY)
            Posting.objects.filter(pk__in=ids[30:50]).update(closed_at=None, date_posted=None, skills=["R"])
            sync.catch_up(TODAY)
            assert [name.count("-") for name in snapshot.names()] == [0, 1, 1]
        with override_settings(VAR_DIR=found["snapshot"]):
            snapshot_writer.write()
            assert not snapshot.current()[0].snapshot.has_all_rows
        patched.undo()
        with override_settings(VAR_DIR=found["small"]):
            snapshot_writer.write()
            assert snapshot.current()[0].snapshot.has_all_rows
    return found


@pytest.fixture(params=LAYERS)
def layer(request: Any, folders: dict[str, Path], monkeypatch: Any, settings: Any, db: None) -> str:
    """Each test runs on either layer, and on snapshots of what changed. They are small enough for every way of
    counting to be taken.
    """
    settings.VAR_DIR = folders[request.param]
    dictionary.forget()
    monkeypatch.setattr(snapshot, "CODES_PER_WORD", 40)
    monkeypatch.setattr(snapshot_search, "STRETCH", 1)
    if request.param != "table":
        for module in (snapshot_search, searching):
            monkeypatch.setattr(module, "MOST_OPEN_CHOICES", FEW_OPEN_CHOICES)
    return str(request.param)


QUERIES = [
    "",
    "q=engineer",
    "q=data+-nurse",
    "q=nurse+or+robots",
    "q=%22data+engineer%22",
    "q=%22data+engineer%22&sort=newest&stance=offers&posted=30",
    "q=engineer+-%22data+engineer%22",
    "q=python+cloud&sort=newest",
    "q=the",
    "q=go+engineer",
    "q=engineer+-c%2B%2B",
    "q=k8s+or+ml",
    "q=golang&place=Seattle%2C+WA&within=50",
    "place=Seattle%2C+WA",
    "place=California&stance=offers&stance=none",
    "hide=refuses&hide=agency&level=senior",
    "record=any&record=exempt&q=engineer",
    "record=here&posted=7",
    "pay=100000&years=5&sort=pay",
    "skill=Python&skill=Go&industry=Retail&sort=record",
    "sponsors=100&stage=seed&size=1-50&size=5001-",
    "posted=30&type=INTERN&field=software&place=remote",
    "skill=unheard-of",
]


@pytest.mark.parametrize("query", QUERIES)
def test_it_answers_what_the_plain_way_answers(layer: str, query: str) -> None:
    _check(query, layer)


VALUES = {
    "q": [
        "engineer",
        "data nurse",
        "senior -team",
        '"nurse manager"',
        "python or cloud",
        "zebra",
        "man",
        "go",
        "nurse -r",
        "ml",
    ],
    "place": ["Austin", "WA", "remote", "New York, NY", "Bay Area", "remote, US"],
    "within": ["10", "100"],
    "stance": Posting.Stance.values,
    "hide": ["refuses", "citizenship_required", "clearance_required", "agency"],
    "record": ["any", "field", "here", "new", "perm", "exempt"],
    "sponsors": ["10", "1000"],
    "workplace": Posting.Workplace.values,
    "level": ["entry", "senior"],
    "posted": ["1", "7", "30"],
    "industry": ["Retail", "Games"],
    "skill": ["Python", "R"],
    "pay": ["100000"],
    "years": ["4"],
    "sort": ["newest", "pay", "record", "best"],
}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.sampled_from(sorted(VALUES)), st.integers(0, 99), max_size=4).map(
        lambda picks: "&".join(f"{name}={VALUES[name][n % len(VALUES[name])]}" for name, n in picks.items())
    )
)
def test_it_answers_any_combination_like_the_plain_way(layer: str, query: str) -> None:
    _check(query, layer)


def test_it_follows_what_changes_after_the_snapshot(layer: str, postings: list[Posting]) -> None:
    first, second = postings[0], postings[1]
    Posting.objects.filter(pk=first.pk).update(closed_at="2026-11-01T00:00:00Z")
    Posting.objects.filter(pk=second.pk).update(title="Zeppelin Pilot", skills=["sailing"])
    sync.catch_up(TODAY)
    for query in ["", "q=zeppelin", "skill=sailing", "q=engineer&sort=newest", "record=any"]:
        _check(query, layer)
    found = search(PostingFilter(QueryDict("q=zeppelin"), today=TODAY), 1, TODAY)
    assert found.ids == (second.pk,)


def _check(query: str, layer: str) -> None:
    asked = PostingFilter(QueryDict(query), today=TODAY)
    total, expected = plain_search.counts(asked)
    found = search(asked, 1, TODAY, size=2000)
    assert found.total == total
    assert not found.about
    for counted in found.facets:
        for choice in counted.choices:
            assert choice.count == expected[counted.facet.name].get(choice.value, 0), (counted.facet.name, choice)
        if counted.facet.open_to:
            numbers = expected[counted.facet.name]
            others = sorted(numbers.keys() - {one.value for one in counted.choices if one.chosen})
            shown = MOST_OPEN_CHOICES if layer == "table" else FEW_OPEN_CHOICES
            most = sorted(others, key=lambda value: -numbers[value])[:shown]
            assert [one.value for one in counted.choices if not one.chosen] == most
    by_match = asked.asked.get("q") and asked.asked.get("sort", "best") == "best"
    order = plain_search.by_best_match if by_match else plain_search.by_date
    assert list(found.ids) == order(asked, TODAY)
    assert isinstance(searching.best_layer(plan_of(asked, TODAY)), searching.TableSearch) == (
        layer == "table" or "-%22" in query
    )
