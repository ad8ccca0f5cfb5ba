"""Whatever stands in an address: never an error page, and what was not understood is said."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import make_company, make_posting, make_sponsorship_field, make_sponsorship_year

pytestmark = pytest.mark.django_db

NAMES = [
    *["q", "place", "stance", "hide", "record", "sponsors", "workplace", "level", "type", "field", "industry"],
    *["skill", "stage", "size", "company", "pay", "years", "posted", "sort", "page", "unit", "state", "exempt"],
    *["c", "add", "year"],
]
NASTY = st.sampled_from(
    [
        *["", "\x00", "'", '"', "\\", "%", "%00", "<script>", "-1", "0", "1e309", "NaN", "9" * 40, "１２", "1,5"],
        *["!!", "&|", '"unclosed', "a & !", "(((", ":*", "or or or", "-", "--", "or", "‮", "🦀", "\ud7ff", "x" * 500],
        *["offers", "remote", "WA", "newest", "record", "1-50", "software", "acme", "2024", "2", "7", "100000"],
    ]
)
VALUES = NASTY | st.text(max_size=30) | st.integers().map(str)
QUERIES = st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=6)
ADDRESSES = st.sampled_from(
    [
        *["/", "/postings/", "/postings/atom/", "/companies/", "/companies/acme/", "/companies/compare/", "/insights/"],
        *["/api/v1/postings", "/api/v1/companies", "/receipts/acme/2024/cases/", "/receipts/acme/2024/cases.csv"],
    ]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(address=ADDRESSES, query=QUERIES)
def test_no_query_string_breaks_a_page(client: Client, address: str, query: list[tuple[str, str]]) -> None:
    if not hasattr(client, "board"):
        client.board = make_company()  # type: ignore[attr-defined]
        make_sponsorship_year(client.board, 2024, lca_certified=5)  # type: ignore[attr-defined]
        make_sponsorship_field(client.board, "software", 2024, state="WA", lca_certified=5)  # type: ignore[attr-defined]
        make_posting("Engineer", client.board, job_field="software", state="WA", stance="offers")  # type: ignore[attr-defined]
    response = client.get(f"{address}?{urlencode(query, errors='surrogatepass')}")
    assert response.status_code == 200


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.text(max_size=40) | st.sampled_from(["postings/99999999999999999999/x/", "companies/%00/", "../etc"]))
def test_no_path_breaks_the_site(client: Client, path: str) -> None:
    response = client.get(f"/{path}")
    assert response.status_code < 500
