"""The one meaning of a search: every filter, alone, and what is said of a filter that cannot be understood."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone

from companies.units import fiscal_year_of
from postings.filters import PostingFilter
from tests.factories import (
    make_closed_posting,
    make_company,
    make_posting,
    make_sponsorship_field,
    make_sponsorship_year,
)

pytestmark = pytest.mark.django_db
LAST_YEAR = fiscal_year_of(timezone.localdate()) - 1


def titles(query: str) -> set[str]:
    return set(PostingFilter(QueryDict(query)).qs.values_list("title", flat=True))


def problems(query: str) -> list[str]:
    return PostingFilter(QueryDict(query)).problems


def test_it_shows_only_live_postings() -> None:
    shown = make_posting("Shown")
    make_closed_posting("Closed")
    make_posting("Hidden", is_hidden=True)
    make_posting("Copy", duplicate_of=shown)
    assert titles("") == {"Shown"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=compiler", {"Compiler Engineer"}),
        ("q=compilers", {"Compiler Engineer"}),
        ("q=engineer+-compiler", {"Data Engineer"}),
        ('q="data+engineer"', {"Data Engineer"}),
        ("q=compiler+or+nurse", {"Compiler Engineer", "Nurse"}),
        ("q=the", {"Compiler Engineer", "Data Engineer", "Nurse"}),
    ],
)
def test_it_reads_keywords_as_a_web_search(query: str, found: set[str]) -> None:
    for title in ("Compiler Engineer", "Data Engineer", "Nurse"):
        make_posting(title, description_text=title)
    if query != "q=the":  # a stop word alone asks for nothing
        assert titles(query) == found


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("Seattle", {"Seattle"}),
        ("Seattle, WA", {"Seattle"}),
        ("washington", {"Seattle"}),
        ("WA", {"Seattle"}),
        ("Germany", {"Berlin"}),
        ("remote", {"Anywhere"}),
        ("Austin, TX", {"Second place"}),
        ("Atlantis", set()),
    ],
)
def test_it_finds_a_place_by_any_of_its_names(place: str, found: set[str]) -> None:
    make_posting("Seattle", city="Seattle", state="WA", country_code="US")
    make_posting("Berlin", city="Berlin", country_code="DE")
    make_posting("Anywhere", workplace="remote", country_code="US")
    make_posting(
        "Second place",
        city="Boston",
        state="MA",
        country_code="US",
        places=[{"city": "Boston", "state": "MA"}, {"city": "Austin", "state": "TX"}],
    )
    assert titles(f"place={place}") == found


@pytest.mark.parametrize(
    ("field", "value", "query"),
    [
        ("stance", "offers", "stance=offers"),
        ("workplace", "hybrid", "workplace=hybrid"),
        ("seniority", "senior", "level=senior"),
        ("employment_type", "INTERN", "type=INTERN"),
        ("job_field", "software", "field=software"),
        ("industries", ["Retail", "Games"], "industry=Games"),
        ("skills", ["C++"], "skill=C%2B%2B"),
        ("years_min", 2, "years=3"),
    ],
)
def test_it_filters_by_a_fact_of_the_posting(field: str, value: Any, query: str) -> None:
    make_posting("Wanted", **{field: value})
    make_posting("Other")
    assert titles(query) == {"Wanted"}


def test_it_widens_within_a_facet_and_narrows_between_facets() -> None:
    make_posting("Hybrid senior", workplace="hybrid", seniority="senior")
    make_posting("Remote senior", workplace="remote", seniority="senior")
    make_posting("Remote entry", workplace="remote", seniority="entry")
    assert titles("workplace=hybrid&workplace=remote&level=senior") == {"Hybrid senior", "Remote senior"}


def test_it_finds_stated_pay_that_reaches_an_amount_and_leaves_unstated_pay_out() -> None:
    make_posting("Paid", pay_currency="USD", pay_year_max=150_000)
    make_posting("Paid less", pay_currency="USD", pay_year_max=90_000)
    make_posting("Silent on pay")
    assert titles("pay=100000") == {"Paid"}


def test_it_counts_days_from_the_first_sight_where_the_employer_gives_no_date() -> None:
    make_posting("Old", date_posted=timezone.localdate() - timedelta(days=20))
    make_posting("Undated", date_posted=None)
    make_posting("Undated and old", date_posted=None, first_seen_at=timezone.now() - timedelta(days=20))
    assert titles("posted=7") == {"Undated"}


def test_it_leaves_out_what_the_reader_cannot_take_but_nothing_that_is_unknown() -> None:
    agency = make_company("Agency", is_agency=True)
    make_posting("Refuses", stance="refuses")
    make_posting("Citizens", stance="citizenship_required")
    make_posting("Agency's", agency)
    make_posting("Unknown", make_company("Unknown"))
    make_posting("Without company")
    assert titles("hide=refuses&hide=citizenship_required&hide=agency") == {"Unknown", "Without company"}


def test_it_finds_employers_by_their_record() -> None:
    filer, silent, old = make_company("Filer"), make_company("Silent"), make_company("Old")
    make_sponsorship_year(filer, LAST_YEAR, lca_certified=150, initial_approvals=0, perm_certified=2)
    make_sponsorship_year(old, 2009, lca_certified=900)
    make_sponsorship_field(filer, "software", LAST_YEAR, state="WA", lca_certified=150)
    for company in (filer, silent, old):
        make_posting(f"{company} software", company, job_field="software", state="WA")
    make_posting("Filer nurse", filer, job_field="healthcare", state="WA")
    make_posting("Filer elsewhere", filer, job_field="software", state="TX")
    everywhere = {"Filer software", "Filer nurse", "Filer elsewhere"}
    assert titles("record=any") == everywhere
    assert titles("record=perm") == everywhere
    assert titles("record=new") == set()
    assert titles("record=field") == {"Filer software", "Filer elsewhere"}
    assert titles("record=here") == {"Filer software"}
    assert titles("sponsors=100") == everywhere
    assert titles("sponsors=1000") == set()


def test_it_finds_employers_by_what_they_are() -> None:
    exempt = make_company("University", cap_exempt=True, employees_min=1001, funding_stage="")
    startup = make_company("Startup", employees_min=11, employees_max=50, funding_stage="seed")
    make_posting("Exempt", exempt)
    make_posting("Small", startup)
    assert titles("record=exempt") == {"Exempt"}
    assert titles("size=1-50") == {"Small"}
    assert titles("stage=seed") == {"Small"}
    assert titles("company=university") == {"Exempt"}


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("stance=purple", "“purple” is not one of its choices"),
        ("workplace=hybrid&workplace=moon", "“moon”"),
        ("pay=lots", "Stated pay, US$ a year: It must be a number"),
        ("pay=-1", "must not be below 0"),
        ("pay=99999999999999", "at most 10,000,000"),
        ("posted=1&posted=7", "Only one choice"),
        ("sort=luck", "“luck” is not one of its choices"),
        ("q=" + "x" * 201, "200"),
        ("q=%00", "Null characters"),
        ("industry=%00", "“\x00” is not one of its choices"),
    ],
)
def test_it_says_in_words_what_it_did_not_understand(query: str, says: str) -> None:
    make_posting("Still shown")
    assert any(says in problem for problem in problems(query)), problems(query)
    assert titles(query) == {"Still shown"}


def test_it_takes_no_offence_at_empty_fields_and_unknown_names() -> None:
    assert problems("q=&place=&stance=&pay=&posted=&utm_source=mail") == []
