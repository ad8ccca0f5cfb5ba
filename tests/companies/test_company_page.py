"""The company page: profile, record, names, postings, funding, news."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client

from companies.models import Company, EmployerAlias
from tests.factories import (
    make_closed_posting,
    make_company,
    make_employer_name,
    make_funding_round,
    make_news_item,
    make_posting,
    make_sponsorship_field,
    make_sponsorship_year,
)
from tests.queries import page_queries

pytestmark = pytest.mark.django_db


def get(client: Client, company: Company, query: str = "") -> str:
    response = client.get(company.get_absolute_url() + query)
    assert response.status_code == 200
    return response.content.decode()


def test_it_shows_profile_record_and_names(client: Client) -> None:
    acme = make_company(description="Acme makes things.", industries=["Retail"], city="Seattle", state="WA")
    make_sponsorship_year(acme, 2024, lca_certified=120, initial_approvals=90, initial_denials=10)
    make_sponsorship_field(acme, "software", 2024, lca_certified=100)
    make_employer_name("ACME INC", acme, volume=75, first_fiscal_year=2020, last_fiscal_year=2024)
    page = get(client, acme)
    assert "LCA cases certified, FY2024" in page
    assert "Acme makes things." in page
    assert 'href="/companies/?industry=retail"' in page
    assert "ACME INC</b><span>same name" in page
    assert "10.0% <span" in page  # denied, with its interval
    assert "Distribution of job fields receiving sponsorship, FY2024" in page


def test_it_says_unknown_where_nothing_is_known(client: Client) -> None:
    page = get(client, make_company())
    assert "no filing found" in page
    assert "not known" in page  # cap-exempt
    assert "No legal name is linked" in page
    assert "No open postings" in page
    assert "visas" not in page


def test_it_hides_rejected_names_closed_postings_and_held_news(client: Client) -> None:
    acme = make_company()
    make_employer_name("ACME BRICK CO", acme, alias_state=EmployerAlias.State.REJECTED)
    make_closed_posting("Closed role", company=acme)
    make_news_item(acme, "Held item", state="held")
    page = get(client, acme)
    for hidden in ("ACME BRICK", "Closed role", "Held item"):
        assert hidden not in page


def test_it_shows_funding_and_news(client: Client) -> None:
    acme = make_company()
    make_funding_round(acme, "series_a", announced_on=date(2020, 5, 1), amount_usd=Decimal(5_000_000))
    make_news_item(acme, "Acme opens an office", published_at=datetime(2026, 11, 1, tzinfo=UTC))
    page = get(client, acme)
    assert re.search(r"2020-05-01.*Series A.*\$5M", page, re.S)
    assert "Acme opens an office" in page
    assert "1 Nov 2026" in page


def test_it_links_parent_and_parts_and_keeps_their_records_apart(client: Client) -> None:
    parent = make_company("Parent")
    child = make_company("Child", parent=parent)
    make_sponsorship_year(child, 2024, lca_certified=77)
    assert 'part of <a href="/companies/parent/">' in get(client, child)
    page = get(client, parent)
    assert 'href="/companies/child/"' in page
    assert "77" not in page


def test_a_merged_company_leads_to_the_one_it_went_into(client: Client) -> None:
    acme = make_company()
    merged = make_company("Acme Labs", status="merged", merged_into=acme)
    response = client.get(merged.get_absolute_url())
    assert (response.status_code, response["Location"]) == (301, "/companies/acme/")


def test_it_counts_its_open_postings(client: Client) -> None:
    acme = make_company()
    for number in range(12):
        make_posting(f"Role {number}", acme)
    page = get(client, acme)
    assert "All 12 open postings" in page
    assert page.count('class="stance') == 10


def test_it_takes_at_most_twelve_queries_and_stays_small(client: Client) -> None:
    acme = make_company(industries=["Retail", "Games"])
    for year in range(2009, 2027):
        make_sponsorship_year(acme, year, lca_certified=year, lca_positions=year, initial_approvals=50)
        for number in range(10):
            make_sponsorship_field(acme, f"field-{number}", year, lca_certified=5)
    for number in range(60):
        make_employer_name(f"ACME {number} INC", acme, volume=number)
        make_posting(f"Role {number}", acme)
    for number in range(5):
        make_funding_round(acme, announced_on=date(2020, 1, number + 1))
    for number in range(12):
        make_news_item(acme, f"Item {number}")
    assert len(page_queries(client, acme.get_absolute_url())) <= 12
    page = get(client, acme)
    assert len(page.encode()) < 80_000
    assert "And 20 smaller names." in page
