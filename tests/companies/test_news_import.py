"""News from feeds to the panel."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from companies.importers.news import NO_COMPANY, import_news, store_news
from companies.models import NewsItem
from companies.panels import news_panel
from sources.imports import Counts
from sources.records import NewsRecord
from tests.factories import make_company, make_news_item, make_posting

pytestmark = pytest.mark.django_db


def feed(folder: Path, *titles: str, name: str = "feed.xml", host: str = "e.com") -> Path:
    items = "".join(
        f"<item><title>{title}</title><link>https://{host}/{number}</link>"
        f"<pubDate>Sun, 0{number} Nov 2026 10:00:00 GMT</pubDate></item>"
        for number, title in enumerate(titles, start=1)
    )
    path = folder / name
    path.write_text(f"<rss version='2.0'><channel><title>The Example</title>{items}</channel></rss>")
    return path


def test_a_feed_of_a_company_is_shown_newest_first_and_only_once(tmp_path: Path) -> None:
    company = make_company("Initech")
    path = feed(tmp_path, "Initech opens an office", "Initech hires fifty", "")
    (first,) = import_news([path], company=company)
    assert (first.created, first.failed) == (2, 1)
    (second,) = import_news([path], company=company)
    assert (second.created, second.updated, second.unchanged) == (0, 0, 2)
    assert [item.title for item in news_panel(company).items] == ["Initech hires fifty", "Initech opens an office"]
    assert {item.publisher for item in news_panel(company).items} == {"The Example"}


def test_the_same_story_elsewhere_is_joined_to_the_first(tmp_path: Path) -> None:
    company = make_company("Initech")
    import_news([feed(tmp_path, "Initech opens a large office in Ohio")], company=company)
    other = feed(tmp_path, "Initech Opens A Large Office in Ohio", name="other.xml", host="other.com")
    for updated, unchanged in ((1, 0), (0, 1)):
        (counts,) = import_news([other], company=company)
        assert (counts.created, counts.updated, counts.unchanged) == (0, updated, unchanged)
    (item,) = news_panel(company).items
    assert (item.url, item.elsewhere) == ("https://e.com/1", 1)


def test_an_item_of_a_common_word_waits_and_a_decision_stays(tmp_path: Path) -> None:
    company = make_company("Target")
    path = feed(tmp_path, "Target practice for archers")
    import_news([path], company=company)
    assert news_panel(company).items == ()
    held = NewsItem.objects.get()
    assert (held.state, bool(held.held_because)) == (NewsItem.State.HELD, True)
    held.state, held.decided_by_curator = NewsItem.State.SHOWN, True
    held.save()
    import_news([path], company=company)
    assert len(news_panel(company).items) == 1


def test_items_of_a_general_feed_go_where_their_titles_point(tmp_path: Path) -> None:
    hiring, other = make_company("Initech"), make_company("Globex", status="auto")
    make_posting(company=hiring)
    path = feed(tmp_path, "Initech’s new office", "Globex grows a lot", "Nobody does anything")
    (counts,) = import_news([path])
    assert (counts.created, counts.skipped[NO_COMPANY]) == (1, 2)
    assert (len(news_panel(hiring).items), len(news_panel(other).items)) == (1, 0)


def test_press_references_go_to_the_companies_they_name_by_key() -> None:
    company = make_company("Initech", crunchbase_permalink="initech")
    record = NewsRecord(
        "A deal",
        "https://e.com/deal",
        "E",
        datetime(2026, 1, 1, tzinfo=UTC),
        company_keys=("initech",),
        source="crunchbase",
    )
    stranger = NewsRecord("Else", "https://e.com/else", company_keys=("nobody",), source="crunchbase")
    counts = Counts()
    store_news([record, stranger], counts)
    assert (counts.created, counts.skipped[NO_COMPANY]) == (1, 1)
    assert news_panel(company).attribution == ("Company data provided by Crunchbase",)


def test_the_panel_makes_two_queries_for_two_hundred_items(django_assert_max_num_queries: Any) -> None:
    company = make_company()
    now = datetime(2026, 11, 1, tzinfo=UTC)
    for number in range(200):
        make_news_item(company, f"Item {number}", published_at=now - timedelta(days=number))
    make_news_item(company, "Hidden", state="hidden", published_at=now + timedelta(days=1))
    with django_assert_max_num_queries(2):
        panel = news_panel(company)
    assert (len(panel.items), panel.items[0].title) == (10, "Item 0")


def test_the_command_reads_feeds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_company("Initech")
    call_command("import_news", str(feed(tmp_path, "Initech opens an office")), "--company", "initech")
    assert "1 read, 1 created" in capsys.readouterr().out
    with pytest.raises(CommandError, match="slug"):
        call_command("import_news", str(tmp_path / "feed.xml"), "--company", "nobody")


@pytest.mark.data
def test_the_real_feeds_go_in_twice(shared_data: Path) -> None:
    slack = make_company("Slack", tickers=["WORK"])
    alerts = shared_data / "companies" / "news" / "google-alerts-slack-2019-07-10.atom.xml"
    (first,) = import_news([alerts], company=slack)
    (second,) = import_news([alerts], company=slack)
    assert (first.rows_read, second.created, second.updated) == (20, 0, 0)
    shown = {item.title for item in news_panel(slack, most=20).items}
    assert "Slack (NASDAQ:WORK) Insider Cal Henderson Sells 1500 Shares" in shown
    assert not any("Automotive Slack Market" in title for title in shown)
