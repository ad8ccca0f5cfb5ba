"""News feeds: RSS and Atom by feedparser, Google News query feeds, Google Alerts. Text only; authors are not
read.
"""

import calendar
import html
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from time import struct_time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import feedparser

from sources import values
from sources.records import NewsRecord, Problem

# A feed of 100 items with whole articles has some 2 MB.
MOST_BYTES = 8 * 2**20
MOST_ITEMS = 500
_TAG = re.compile(r"<[^<>]{0,300}>")
_GOOGLE_NEWS = "news.google.com"


def read_news(data: bytes, place: str) -> Iterator[NewsRecord | Problem]:
    """Items of one feed. A malformed feed gives what can be read of it; an item without title or link is a
    Problem.
    """
    if len(data) > MOST_BYTES:
        yield Problem(place, "", f"larger than {MOST_BYTES} bytes")
        return
    # Feeds that begin with a blank line, or that lack an end tag, are "bozo" to feedparser and yet whole. It
    # is given a stream because it takes bare bytes for the name of a file to open.
    try:
        feed = feedparser.parse(io.BytesIO(data), response_headers={"content-type": "application/xml"})
    except Exception as error:  # it promises to raise nothing, and breaks on bytes that lie about their encoding
        yield Problem(place, "", f"cannot be read: {type(error).__name__}: {error}"[:300])
        return
    if not feed.entries and not feed.get("version"):
        yield Problem(place, "", "neither RSS nor Atom")
        return
    home = feed.feed.get("title", "")
    for number, entry in enumerate(feed.entries[:MOST_ITEMS], start=1):
        try:
            yield _item(entry, values.text(home, 200))
        except ValueError as error:
            yield Problem(f"{place}:{number}", "", str(error))


def _item(entry: Any, home: str) -> NewsRecord:
    title = plain(entry.get("title", ""))
    url = real_link(entry.get("feedburner_origlink") or entry.get("link", ""))
    if not title:
        raise ValueError("an item without title")
    if not url:
        raise ValueError("an item without a link")
    source = entry.get("source", {})
    publisher = plain(source.get("title", "")) if isinstance(source, dict) else ""
    kind = "rss"
    if urlsplit(url).hostname == _GOOGLE_NEWS:
        kind = "google_news"
        # Its titles are "Headline - Publisher"; a headline may hold " - " itself.
        if publisher:
            title = title.removesuffix(f" - {publisher}")
        elif " - " in title:
            title, publisher = title.rsplit(" - ", maxsplit=1)
    elif "google.com/alerts" in entry.get("id", "") or "googlealerts" in entry.get("id", ""):
        kind, publisher = "google_alerts", publisher or values.domain(url)
    publisher = publisher or plain(entry.get("publisher", "") or entry.get("news_source", ""))
    return NewsRecord(
        title=title[:400],
        url=url,
        publisher=(publisher or (home if kind == "rss" else "") or values.domain(url))[:200],
        published_at=_moment(entry.get("published_parsed")) or _moment(dict(entry).get("updated_parsed")),
        external_id=values.text(entry.get("id"), 300),
        source=kind,
    )


def plain(value: object) -> str:
    """A title as text: marks of html gone, entities resolved."""
    return values.text(html.unescape(_TAG.sub("", str(value or "")[:2000])), 400)


def real_link(value: object) -> str:
    """The address that a reader reaches: a Google Alerts link holds it in `url=`. Only http and https."""
    link = values.text(value, 2000)
    try:
        parts = urlsplit(link)
        if parts.hostname in ("www.google.com", "google.com") and parts.path == "/url":
            query = parse_qs(parts.query)
            link = (query.get("url") or query.get("q") or [""])[0]
            parts = urlsplit(link)
        host = parts.hostname
    except ValueError:
        return ""
    return link if parts.scheme in ("http", "https") and host and len(link) <= 1000 else ""


def _moment(value: struct_time | None) -> datetime | None:
    """feedparser's UTC time; a year out of range is no date."""
    if value is None or not 1990 <= value.tm_year <= 2100:
        return None
    return datetime.fromtimestamp(calendar.timegm(value), UTC)
