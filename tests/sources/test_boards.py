"""Addresses come from the table and a checked token, and from nothing else."""

import json

import pytest

from sources.board_table import SOURCES
from sources.board_types import Source
from sources.boards import UnknownBoardError, clean_token, detail_request, list_request, source_of


def test_it_builds_the_address_of_a_board() -> None:
    request = list_request(SOURCES["greenhouse"], "acme")
    assert request.url == "https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true&pay_transparency=true"
    assert request.hosts == {"boards-api.greenhouse.io"}
    assert request.body is None


def test_it_pages_by_offset_in_the_address_or_the_body() -> None:
    assert "offset=200" in list_request(SOURCES["smartrecruiters"], "acme", page=3).url
    request = list_request(SOURCES["workday"], "acme|wd5|Careers", page=2)
    assert request.url == "https://acme.wd5.myworkdayjobs.com/wday/cxs/acme/Careers/jobs"
    assert json.loads(request.body or b"") == {
        "appliedFacets": {},
        "limit": 20,
        "offset": 20,
        "searchText": "",
    }


def test_an_id_from_outside_cannot_leave_its_place_in_an_address() -> None:
    url = detail_request(SOURCES["smartrecruiters"], "acme", "../../x?y#z").url
    assert url == "https://api.smartrecruiters.com/v1/companies/acme/postings/..%2F..%2Fx%3Fy%23z"


@pytest.mark.parametrize(
    ("ats", "token"),
    [
        ("recruitee", "evil.example/"),
        ("recruitee", "a.b"),
        ("greenhouse", ".."),
        ("greenhouse", "a/b"),
        ("greenhouse", "a%2Fb"),
        ("greenhouse", ""),
        ("lever", "x" * 200),
        ("workday", "a.evil|wd5|x"),
        ("workday", "a|evil.example|x"),
        ("ashby", "a?b"),
        ("remotive", "acme"),
    ],
)
def test_it_refuses_a_token_that_could_change_the_address(ats: str, token: str) -> None:
    with pytest.raises(UnknownBoardError):
        list_request(SOURCES[ats], token)


def test_it_takes_a_token_as_it_stands_in_an_address() -> None:
    assert clean_token(SOURCES["ashby"], "Hyperliquid%20Labs") == "Hyperliquid Labs"


def test_it_names_the_sources_it_knows() -> None:
    with pytest.raises(UnknownBoardError, match="greenhouse"):
        source_of("monster")


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_every_source_says_its_terms(source: Source) -> None:
    assert source.terms.endswith(".")
    assert source.terms_url.startswith("https://")
    assert source.url.startswith("https://")
