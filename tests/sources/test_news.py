"""News feeds: RSS, Atom, Google News and Google Alerts."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sources.news import read_news, real_link
from sources.records import NewsRecord, Problem


def rss(*items: str, title: str = "The Example") -> bytes:
    return f"<rss version='2.0'><channel><title>{title}</title>{''.join(items)}</channel></rss>".encode()


def one(data: bytes) -> NewsRecord:
    (record,) = read_news(data, "feed")
    assert isinstance(record, NewsRecord)
    return record


def test_a_google_news_title_loses_its_publisher() -> None:
    item = (
        "<item><title>Acme - a history - The Example</title><link>https://news.google.com/rss/articles/abc?oc=5</link>"
        "<pubDate>Sun, 08 Mar 2020 10:32:07 GMT</pubDate><source url='https://e.com'>The Example</source></item>"
    )
    record = one(rss(item, title="Google News"))
    assert (record.title, record.publisher, record.source) == ("Acme - a history", "The Example", "google_news")
    assert record.published_at == datetime(2020, 3, 8, 10, 32, 7, tzinfo=UTC)


def test_a_google_alert_gives_the_page_itself_and_a_plain_title() -> None:
    feed = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Google Alert - Acme</title><entry>
      <id>tag:google.com,2013:googlealerts/feed:1</id>
      <title type="html">&lt;b&gt;Acme&lt;/b&gt; &amp;amp; Co grow</title>
      <link href="https://www.google.com/url?rct=j&amp;url=https://e.com/acme%3Fa%3D1&amp;ct=ga"/>
      <published>2019-07-10T13:53:37+02:00</published></entry></feed>"""
    record = one(feed)
    assert (record.title, record.url) == ("Acme & Co grow", "https://e.com/acme?a=1")
    assert (record.publisher, record.source) == ("e.com", "google_alerts")
    assert record.published_at == datetime(2019, 7, 10, 11, 53, 37, tzinfo=UTC)


def test_a_date_that_cannot_be_read_is_left_empty() -> None:
    odd = "<pubDate><time>Fri, 05/03/2019 - 15:21</time></pubDate>"
    item = f"<item><title>Recall</title><link>http://e.com/1</link>{odd}</item>"
    assert one(rss(item)).published_at is None


def test_a_feed_that_begins_with_a_blank_line_or_lacks_its_end_is_read() -> None:
    item = "<item><title>Acme</title><link>http://e.com/1</link></item>"
    assert one(b"\n" + rss(item)).title == "Acme"
    assert one(rss(item)[: -len("</rss>")]).title == "Acme"


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "ftp://e.com/x", "//e.com", "", "http://[", "data:text/html,x"]
)
def test_an_item_without_a_link_that_can_be_followed_is_a_problem(link: str) -> None:
    (record,) = read_news(rss(f"<item><title>Acme</title><link>{link}</link></item>"), "feed")
    assert isinstance(record, Problem)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"/etc/passwd",
        b"http://127.0.0.1:9/",
        b"<html><p>no</p></html>",
        b"\xff\xfe\x00",
        b"<?xml version='1.0' encoding='\x89'?>",
    ],
)
def test_what_is_no_feed_is_a_problem_and_nothing_is_opened(data: bytes) -> None:
    assert [type(record) for record in read_news(data, "feed")] == [Problem]


def test_a_link_wrapped_by_google_is_unwrapped_once() -> None:
    assert real_link("https://www.google.com/url?q=https://e.com/a") == "https://e.com/a"
    assert real_link("https://www.google.com/url?q=javascript:x") == ""


@pytest.mark.data
def test_the_real_feeds_are_read_whole(shared_data: Path) -> None:
    counts = {
        p.name: [type(r) for r in read_news(p.read_bytes(), p.name)] for p in (shared_data / "companies/news").iterdir()
    }
    assert sorted(map(len, counts.values())) == [1, 1, 2, 20, 20]
    assert all(kind is NewsRecord for kinds in counts.values() for kind in kinds)
