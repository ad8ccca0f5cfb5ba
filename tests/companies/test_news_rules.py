"""News rules: one story once, and only when it is surely about the company."""

from datetime import UTC, datetime, timedelta

import pytest

from companies import news
from companies.news import COMMON_WORD, LAW_FIRM, NOT_NAMED, Item, Subject, held_because, normalised_link, same_story
from companies.news_hosts import HOSTS, address, query_for

NOW = datetime(2026, 11, 1, tzinfo=UTC)
APPLE = Subject("Apple", "apple.com", ("AAPL",), "apple", ("Apple Bank",))
STRIPE = Subject("Initech", "initech.com", ("INI",), "initech")


@pytest.mark.parametrize(
    "link",
    [
        "https://www.example.com/a/b?utm_source=x&id=7",
        "http://example.com/a/b/?id=7&fbclid=9#top",
        "https://m.example.com/a/b/amp?ref=home&id=7",
        "https://EXAMPLE.com/a/b/index.html?id=7",
    ],
)
def test_links_to_one_page_are_one_link(link: str) -> None:
    assert normalised_link(link) == "example.com/a/b?id=7"


def test_links_to_two_pages_stay_two() -> None:
    assert normalised_link("https://e.com/a?id=7") != normalised_link("https://e.com/a?id=8")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Acme raises $40M in a Series B round", "Acme Raises $40M In A Series B Round - The Example", True),
        ("Acme raises $40M in a Series B round", "Acme raises $50M in a Series B round", False),
        ("Acme to report third quarter results", "Acme to report fourth quarter results", False),
        ("Acme opens a plant in Ohio", "Acme opens an office in Texas", False),
        ("Acme grows", "Acme grows", True),
        ("Acme grows", "Acme grows fast", False),
    ],
)
def test_near_equal_titles_are_one_story(one: str, other: str, same: bool) -> None:
    left = Item(one, "https://a.com/1", published_at=NOW)
    right = Item(other, "https://b.com/2", "The Example", NOW + timedelta(days=1))
    assert same_story(left, right) is same
    assert not same_story(left, Item(one, "https://b.com/2", published_at=NOW + timedelta(days=30)))


@pytest.mark.parametrize(
    ("subject", "title", "why"),
    [
        (STRIPE, "Initech raises $40M", ""),
        (STRIPE, "initech raises $40M", NOT_NAMED),
        (STRIPE, "A rival of InitechSoft raises $40M", NOT_NAMED),
        (STRIPE, "Why (NASDAQ: INI) rose today", ""),
        (STRIPE, "INVESTOR ALERT: the Smith law firm on behalf of Initech holders", LAW_FIRM),
        (APPLE, "Apple harvest is poor this year", COMMON_WORD),
        (APPLE, "Why Apple (NASDAQ:AAPL) fell", ""),
        (APPLE, "Apple Inc. sued in Texas", ""),
        (APPLE, "Apple Bank opens a branch", "names another company: Apple Bank"),
        (APPLE, "An apple a day", NOT_NAMED),
    ],
)
def test_an_item_that_may_be_about_another_company_is_held(subject: Subject, title: str, why: str) -> None:
    assert held_because(Item(title, "https://example.com/1"), subject) == why


def test_what_the_source_or_the_companys_own_site_says_is_believed() -> None:
    assert held_because(Item("A harvest", "https://e.com/1", company_keys=("apple",)), APPLE) == ""
    assert held_because(Item("A harvest", "https://www.apple.com/newsroom/1"), APPLE) == ""
    assert held_because(Item("A harvest", "https://notapple.com/1"), APPLE) == NOT_NAMED


def test_names_that_begin_alike_are_found() -> None:
    assert news.beginning_alike("Apple", ["Apple Bank", "Applebee's", "apple"]) == ("Apple Bank",)
    assert news.is_common("Target")
    assert news.is_common("X")
    assert not news.is_common("Initech")


def test_an_address_is_built_from_the_table_only() -> None:
    assert address("google_news", '"Acme" x&y').startswith("https://news.google.com/rss/search?q=%22Acme%22+x%26y&")
    assert all(host.url.startswith(f"https://{host.host}/") for host in HOSTS.values())
    with pytest.raises(KeyError):
        address("https://evil.example", "x")
    assert query_for("Target", is_common=True) == '"Target" company'
