"""Whatever stands in an address: never an error page, and what was not understood is said.

`FUZZ_EXAMPLES=2000 python3 dev.py test tests/test_fuzz_addresses.py` asks so often for each
parameter; an ordinary run, five times.
"""

import os
import re
from html import unescape
from urllib.parse import parse_qs, urlencode

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
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "5"))
OF_POSTINGS = [
    *["q", "place", "stance", "hide", "record", "sponsors", "workplace", "level", "type", "field", "industry"],
    *["skill", "stage", "size", "company", "pay", "years", "posted", "sort", "page", "situation"],
]
OF_COMPANIES = ["q", "record", "exempt", "stage", "industry", "state", "sort", "page"]
PARAMETERS = [("/postings/", name) for name in OF_POSTINGS] + [("/companies/", name) for name in OF_COMPANIES]
ADDRESSES = st.sampled_from(
    [
        *["/", "/postings/", "/postings/atom/", "/companies/", "/companies/acme/", "/companies/compare/", "/insights/"],
        *["/api/v1/postings", "/api/v1/companies", "/receipts/acme/2024/cases/", "/receipts/acme/2024/cases.csv"],
    ]
)


@pytest.mark.parametrize(("address", "name"), PARAMETERS)
def test_a_value_is_understood_or_the_page_says_that_it_was_not(client: Client, address: str, name: str) -> None:
    make_posting("Engineer", make_company(), job_field="software", state="WA", stance="offers")

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(value=VALUES)
    def ask(value: str) -> None:
        response = client.get(f"{address}?{urlencode({name: value}, errors='surrogatepass')}")
        assert response.status_code == 200
        page = response.content.decode()
        said = 'role="alert"' in page
        feeds = re.findall(r'href="/(?:postings/atom/|companies\.csv)\?([^"]*)"', page)
        understood = any(name in parse_qs(unescape(feed)) for feed in feeds)
        # A list may be shorter than the page asked for, and its usual order is no filter.
        plain = name in ("page", "sort") and re.fullmatch(r"[1-9][0-9]{0,3}|best|newest|record|name|pay", value)
        assert said or understood or "Remove filter:" in page or plain or not value.replace("\x00", "").strip(), value

    ask()


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
