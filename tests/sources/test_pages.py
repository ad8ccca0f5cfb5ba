"""The standing pages: sources, method, sample, and what robots read."""

import re

import pytest
from django.test import Client

from tests.factories import make_closed_posting, make_company, make_posting, make_run

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/sources/", "/method/", "/about-the-sample/", "/companies/", "/postings/"])
def test_every_page_stands_on_an_empty_board(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    page = response.content.decode()
    assert page.count("<h1") == 1
    assert 'lang="en"' in page
    assert "style=" not in page
    assert not re.search(r"<script(?![^>]*(src=|ld\+json))", page)


def test_it_says_what_was_imported_when(client: Client) -> None:
    make_run("lca", "LCA_FY2024_Q4.xlsx", rows_read=1234)
    page = client.get("/sources/").content.decode()
    assert "LCA_FY2024_Q4.xlsx" in page
    assert "1,234" in page
    assert "not yet" in page  # the sources that were not imported


def test_it_marks_sample_data_on_every_page(client: Client) -> None:
    assert 'class="sample"' not in client.get("/").content.decode()
    from django.core.cache import cache

    cache.clear()
    make_run("sample", "sample")
    for address in ("/", "/postings/", "/companies/", "/sources/"):
        assert 'href="/about-the-sample/"' in client.get(address).content.decode()


def test_robots_find_the_sitemaps_and_every_live_page(client: Client) -> None:
    make_company()
    live = make_posting("Live role")
    closed = make_closed_posting("Closed role")
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()
    index = client.get("/sitemap.xml").content.decode()
    maps = re.findall(r"<loc>http://testserver(/sitemap-[^<]+)</loc>", index)
    assert len(maps) == 3
    everything = "".join(client.get(address).content.decode() for address in maps)
    assert live.get_absolute_url() in everything
    assert closed.get_absolute_url() not in everything
    assert "/companies/acme/" in everything


def test_a_page_that_is_not_here_helps(client: Client) -> None:
    response = client.get("/nothing/")
    assert response.status_code == 404
    assert 'role="search"' in response.content.decode()
