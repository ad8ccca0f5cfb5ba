"""Atom for any search, through the same filter as the page."""

import feedparser
import pytest
from django.test import Client

from tests.factories import make_closed_posting, make_posting
from tests.queries import page_queries

pytestmark = pytest.mark.django_db


def test_it_holds_what_the_search_finds_and_nothing_closed(client: Client) -> None:
    make_posting("Compiler Engineer", stance="offers")
    make_posting("Compiler Manager")
    make_closed_posting("Compiler Intern", stance="offers")
    response = client.get("/postings/atom/?q=compiler&stance=offers")
    feed = feedparser.parse(response.content)
    assert response["Content-Type"].startswith("application/atom+xml")
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == ["Compiler Engineer at Acme"]
    assert feed.feed.title == "Jobboard: jobs for “compiler”"
    assert feed.entries[0].link.endswith("/compiler-engineer/")


def test_it_names_its_own_address_and_the_page(client: Client) -> None:
    feed = feedparser.parse(client.get("/postings/atom/?stance=offers").content)
    links = {link.rel: link.href for link in feed.feed.links}
    assert links["self"].endswith("/postings/atom/?stance=offers")
    assert links["alternate"].endswith("/postings/?stance=offers")


def test_it_says_what_it_did_not_understand(client: Client) -> None:
    feed = feedparser.parse(client.get("/postings/atom/?stance=purple").content)
    assert "“purple” is not one of its choices" in feed.feed.subtitle


def test_it_reads_the_postings_in_one_query(client: Client) -> None:
    for number in range(5):
        make_posting(f"Posting {number}")
    assert len(page_queries(client, "/postings/atom/?workplace=hybrid")) == 1


def test_characters_that_xml_cannot_hold_are_left_out(client: Client) -> None:
    make_posting("Compiler\x0bEngineer", summary="A\x1f summary", industries=["Re\x02tail"])
    feed = feedparser.parse(client.get("/postings/atom/?q=%1f-nothing&stance=%02").content)
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == ["CompilerEngineer at Acme"]
