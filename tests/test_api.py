"""The API: the same answers as the pages, and never an error for a bad question."""

from typing import Any

import pytest
from django.test import Client

from tests.factories import (
    make_closed_posting,
    make_company,
    make_posting,
    make_sponsorship_field,
    make_sponsorship_year,
)

pytestmark = pytest.mark.django_db


def get(client: Client, address: str) -> Any:
    response = client.get(f"/api/v1{address}")
    assert response.status_code == 200, response.content
    return response.json()


def test_it_finds_what_the_page_finds(client: Client) -> None:
    make_posting("Compiler Engineer", make_company(), workplace="hybrid", pay_min=100_000, pay_currency="USD")
    make_posting("Compiler Manager", workplace="remote")
    make_closed_posting("Compiler Intern")
    found = get(client, "/postings?q=compiler&workplace=hybrid")
    assert (found["total"], found["page"], found["pages"]) == (1, 1, 1)
    line = found["postings"][0]
    assert (line["title"], line["company_slug"]) == ("Compiler Engineer", "acme")
    assert line["pay"]["maximum"] is None
    assert get(client, "/postings?workplace=remote")["postings"][0]["pay"] is None


def test_it_says_what_it_did_not_understand(client: Client) -> None:
    found = get(client, "/postings?stance=purple&page=x&pay=lots")
    assert len(found["problems"]) == 3


def test_it_tells_one_posting_and_hides_what_a_curator_hid(client: Client) -> None:
    posting = make_posting("Engineer", required=["Know C++."])
    assert get(client, f"/postings/{posting.pk}")["required"] == ["Know C++."]
    hidden = make_posting("Hidden", is_hidden=True)
    assert client.get(f"/api/v1/postings/{hidden.pk}").status_code == 404


def test_it_tells_a_record_with_units_and_keeps_unknown_unknown(client: Client) -> None:
    acme = make_company()
    make_sponsorship_year(acme, 2022, lca_certified=10)
    make_sponsorship_year(acme, 2024, lca_certified=0)
    make_sponsorship_field(acme, "software", 2024, lca_certified=7)
    company = get(client, "/companies/acme")
    unit = company["record"][0]
    assert unit["name"] == "LCA cases certified"
    assert [(year["fiscal_year"], year["value"]) for year in unit["years"]] == [(2024, 0), (2023, None), (2022, 10)]
    assert unit["years"][0]["receipt"] == "http://testserver/receipts/acme/2024/cases/"
    assert company["distribution"]["fields"][0]["share"] == 1
    assert company["cap_exempt"] is None
    make_company("Globex")
    assert get(client, "/companies/globex")["record"] == []
    assert get(client, "/companies?q=glob")["companies"][0]["slug"] == "globex"


def test_its_page_names_every_address_of_the_document(client: Client) -> None:
    document = get(client, "/openapi.json")
    page = client.get("/api/").content.decode()
    assert len(document["paths"]) == 4
    for path in document["paths"]:
        assert f"GET {path}" in page


@pytest.mark.parametrize("address", ["/postings/999999999999999999999", "/companies/nobody", "/postings/x", "/moon"])
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(f"/api/v1{address}").status_code == 404
