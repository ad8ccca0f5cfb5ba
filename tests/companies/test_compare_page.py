"""Companies side by side."""

import pytest
from django.test import Client

from tests.factories import make_company, make_posting, make_sponsorship_field, make_sponsorship_year
from tests.queries import page_queries

pytestmark = pytest.mark.django_db


def get(client: Client, query: str) -> str:
    response = client.get(f"/companies/compare/?{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_it_sets_records_side_by_side_with_receipts(client: Client) -> None:
    acme, globex = make_company("Acme"), make_company("Globex")
    make_sponsorship_year(acme, 2024, lca_certified=120)
    make_sponsorship_field(acme, "software", 2024, lca_certified=100)
    make_sponsorship_year(globex, 2023, initial_approvals=95, continuing_approvals=5, initial_denials=3)
    make_posting("Role", acme)
    page = get(client, "c=acme&c=globex")
    assert "<h1>Compare Acme and Globex</h1>" in page
    assert "/receipts/acme/2024/cases/" in page
    assert "95 new, 5 continuing" in page
    assert "2.9%" in page
    assert "Software Engineering" in page
    assert "no data" in page
    assert "not known" in page


def test_a_company_is_added_by_name_and_removed_by_a_link(client: Client) -> None:
    make_company("Acme")
    make_company("Globex Holdings")
    page = get(client, "c=acme&add=globex+holdings")
    assert "Compare Acme and Globex Holdings" in page
    assert 'href="?c=acme"' in page
    assert '<input type="hidden" name="c" value="globex-holdings">' in page


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("c=nobody", "There is no company “nobody” here."),
        ("add=Nobody", "No company here is called “Nobody”."),
        ("c=a0&c=a1&c=a2&c=a3&c=a4", "At most 4 companies fit"),
        ("c=%00&add=%00", "Name two to four companies"),
        ("", "Name two to four companies"),
    ],
)
def test_it_says_what_it_could_not_do(client: Client, query: str, says: str) -> None:
    for number in range(5):
        make_company(f"A{number}")
    assert says in get(client, query)


def test_four_companies_take_twelve_queries(client: Client) -> None:
    for number in range(4):
        make_sponsorship_year(make_company(f"A{number}"), 2024, lca_certified=5)
    assert len(page_queries(client, "/companies/compare/?c=a0&c=a1&c=a2&c=a3")) == 12
