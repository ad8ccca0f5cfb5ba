"""Top sponsors by job field, state and year."""

import re
from datetime import date

import pytest
from django.test import Client

from companies.models import Company, SponsorshipWage
from tests.factories import make_company, make_sponsorship_field
from tests.queries import page_queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _counts() -> None:
    acme, globex = make_company("Acme"), make_company("Globex")
    make_sponsorship_field(acme, "software", 2024, state="WA", lca_certified=10)
    make_sponsorship_field(acme, "finance", 2024, state="NY", lca_certified=50)
    make_sponsorship_field(globex, "software", 2024, state="WA", lca_certified=20)
    make_sponsorship_field(globex, "software", 2023, state="TX", lca_certified=99)
    make_sponsorship_field(acme, "software", 2026, state="WA", lca_certified=3, through=date(2026, 3, 31))


def ranked(client: Client, query: str = "") -> list[tuple[str, str]]:
    page = client.get(f"/insights/?{query}").content.decode()
    return re.findall(r'<a href="/companies/[a-z]+/">(\w+)</a></th>.*?data-l="LCA cases">(\d+) ', page, re.S)


def test_it_ranks_the_newest_whole_year(client: Client) -> None:
    assert ranked(client) == [("Acme", "60"), ("Globex", "20")]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("field=software", [("Globex", "20"), ("Acme", "10")]),
        ("field=software&state=NY", []),
        ("state=NY", [("Acme", "50")]),
        ("year=2023", [("Globex", "99")]),
        ("year=2026", [("Acme", "3")]),
        ("field=moon&state=moon&year=moon", [("Acme", "60"), ("Globex", "20")]),
    ],
)
def test_it_narrows(client: Client, query: str, rows: list[tuple[str, str]]) -> None:
    assert ranked(client, query) == rows


def test_it_marks_a_year_that_is_not_complete_and_says_what_it_left_out(client: Client) -> None:
    assert "to 31 Mar 2026 only" in client.get("/insights/?year=2026").content.decode()
    assert "State: “moon” is not one of its choices" in client.get("/insights/?state=moon").content.decode()


def test_every_row_has_its_receipt(client: Client) -> None:
    page = client.get("/insights/?field=software").content.decode()
    assert 'href="/receipts/globex/2024/cases/?field=software"' in page


def test_it_takes_four_queries(client: Client) -> None:
    assert len(page_queries(client, "/insights/")) == 4


def test_it_shows_what_the_cases_of_the_same_field_and_state_pay(client: Client) -> None:
    assert "Wage offered" not in client.get("/insights/").content.decode()
    for name, median in (("acme", 180_000), ("globex", 120_000)):
        company = Company.objects.get(slug=name)
        narrowed = {"cut": "field_state", "job_field": "software", "state": "WA", "fiscal_year": 2024}
        SponsorshipWage.objects.create(
            company=company, cases=10, p25=median - 20_000, median=median, p75=median + 20_000, **narrowed
        )
    here = "field=software&state=WA"
    page = client.get(f"/insights/?{here}").content.decode()
    assert "<b>$180,000</b>" in page
    assert "$100,000 – $140,000" in page
    assert ranked(client, here) == [("Globex", "20"), ("Acme", "10")]
    assert ranked(client, f"{here}&sort=pay") == [("Acme", "10"), ("Globex", "20")]
    assert (
        "Best-paying sponsors in Software Engineering in WA"
        in client.get(f"/insights/?{here}&sort=pay").content.decode()
    )
    assert "Wage offered" not in client.get("/insights/?field=software&state=TX&year=2023").content.decode()
