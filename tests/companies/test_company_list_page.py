"""The directory of companies and its filter."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from companies.units import fiscal_year_of
from tests.factories import make_company, make_employer_name, make_sponsorship_year
from tests.queries import page_queries

pytestmark = pytest.mark.django_db
LAST_YEAR = fiscal_year_of(timezone.localdate()) - 1


def names(client: Client, query: str = "") -> list[str]:
    response = client.get(f"/companies/?{query}")
    assert response.status_code == 200
    return re.findall(r'<h2><a href="/companies/[^"]+/">([^<]+)</a></h2>', response.content.decode())


def test_it_lists_the_largest_records_first_and_unknown_last(client: Client) -> None:
    for name, cases in (("Small", 5), ("Large", 500)):
        make_sponsorship_year(make_company(name), LAST_YEAR, lca_certified=cases)
    make_company("Unknown")
    assert names(client) == ["Large", "Small", "Unknown"]
    assert names(client, "sort=name") == ["Large", "Small", "Unknown"]


def test_it_hides_merged_companies(client: Client) -> None:
    acme = make_company()
    make_company("Gone", status="merged", merged_into=acme)
    assert names(client) == ["Acme"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=acm", ["Acme"]),
        ("q=GLOBEX+HOLDINGS", ["Globex"]),  # a legal name finds its company
        ("record=any", ["Acme"]),
        ("record=perm", []),
        ("exempt=yes", ["Globex"]),
        ("stage=seed", ["Acme"]),
        ("industry=retail", ["Acme"]),
        ("state=wa", ["Acme"]),
    ],
)
def test_it_filters(client: Client, query: str, found: list[str]) -> None:
    acme = make_company("Acme", industries=["Retail"], funding_stage="seed", state="WA")
    globex = make_company("Globex", cap_exempt=True)
    make_sponsorship_year(acme, LAST_YEAR, lca_certified=5)
    make_employer_name("GLOBEX HOLDINGS LLC", globex)
    assert names(client, query) == found


@pytest.mark.parametrize("query", ["record=moon", "stage=moon", "page=x", "q=%00", "sort=moon"])
def test_it_says_what_it_did_not_understand(client: Client, query: str) -> None:
    make_company()
    response = client.get(f"/companies/?{query}")
    assert response.status_code == 200
    assert 'class="note problem"' in response.content.decode()
    assert names(client, query) == ["Acme"]


def test_it_takes_a_fixed_number_of_queries(client: Client) -> None:
    for number in range(60):
        make_sponsorship_year(make_company(f"Company {number}"), LAST_YEAR, lca_certified=5)
    assert len(page_queries(client, "/companies/")) == 5
    assert len(names(client)) == 50
