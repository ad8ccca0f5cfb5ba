"""CSV beside every table: the same figures, unknown stays empty, and nothing a spreadsheet would run."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.test import Client

from companies.models import SponsorshipWage
from companies.tables import OF_COMPANY
from tests.factories import (
    make_company,
    make_employer_name,
    make_funding_round,
    make_news_item,
    make_posting,
    make_run,
    make_sponsorship_field,
    make_sponsorship_year,
)

pytestmark = pytest.mark.django_db


def rows(client: Client, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response["Content-Disposition"]
    return list(csv.DictReader(StringIO(b"".join(response).decode())))


@pytest.fixture(autouse=True)
def board() -> None:
    acme = make_company(city="Seattle", state="WA")
    filed = {"new_positions": 40, "continued_positions": 9, "level_1": 20, "level_2": 15, "at_client": 5}
    for year, cases in ((2025, 120), (2023, 0)):
        make_sponsorship_year(
            acme, year, lca_certified=cases, initial_approvals=90, initial_denials=9, perm_certified=4, **filed
        )
    make_sponsorship_year(make_company("Globex"), 2025, lca_certified=3)
    make_sponsorship_field(acme, "software", 2025, state="WA", lca_certified=110)
    for cut, narrowed in (("all", {}), ("field", {"job_field": "software"})):
        SponsorshipWage.objects.create(
            company=acme, fiscal_year=2025, cut=cut, cases=110, p25=100_000, median=130_000, p75=150_000, **narrowed
        )
    make_employer_name("ACME INC", acme, volume=500, first_fiscal_year=2023, last_fiscal_year=2025)
    make_funding_round(acme, "series_a", announced_on=date(2020, 5, 1), amount_usd=Decimal(5_000_000))
    make_news_item(acme, "=HYPERLINK(1)")
    make_posting("Engineer", acme, workplace="hybrid", pay_min=Decimal(100_000), pay_currency="USD", pay_period="year")
    make_posting("Nurse", acme, workplace="remote")


def linked(page: str) -> Iterator[str]:
    for address in re.findall(r'href="([^"]*\.csv[^"]*)"', page):
        yield address.replace("&amp;", "&")


@pytest.mark.parametrize(
    ("address", "least"),
    [
        *[("/companies/acme/", 9), ("/insights/?field=software&sort=pay", 1), ("/companies/?q=acme", 1)],
        *[("/companies/compare/?c=acme&c=globex", 1), ("/postings/?q=engineer", 1), ("/sources/", 1)],
    ],
)
def test_every_link_to_a_table_leads_to_rows(client: Client, address: str, least: int) -> None:
    make_run()
    found = set(linked(client.get(address).content.decode()))
    assert len(found) >= least
    for one in found:
        assert rows(client, one), one


def test_every_table_of_a_company_has_a_head_even_when_it_is_empty(client: Client) -> None:
    make_company("Initech")
    for name in OF_COMPANY:
        assert rows(client, f"/companies/initech/{name}.csv") == []
    assert client.get("/companies/initech/secrets.csv").status_code == 404
    assert client.get("/companies/nobody/years.csv").status_code == 404


def test_a_missing_year_is_empty_and_a_zero_is_zero(client: Client) -> None:
    cases = [row for row in rows(client, "/companies/acme/years.csv") if row["unit"] == "LCA cases certified"]
    assert [(row["fiscal year"], row["value"]) for row in cases] == [("2025", "120"), ("2024", ""), ("2023", "0")]


def test_a_search_passes_the_same_filter(client: Client) -> None:
    found = rows(client, "/postings.csv?workplace=hybrid")
    assert [(row["title"], row["pay from"], row["pay to"]) for row in found] == [("Engineer", "100000.00", "")]
    assert found[0]["address"].startswith("http")
    assert [row["company"] for row in rows(client, "/companies.csv?q=glob")] == ["Globex"]


def test_what_a_spreadsheet_would_run_is_quoted(client: Client) -> None:
    assert rows(client, "/companies/acme/news.csv")[0]["title"] == "'=HYPERLINK(1)"
