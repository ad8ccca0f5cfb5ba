"""We Work Remotely: https://weworkremotely.com/remote-jobs.rss"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from sources.reading import clean, words
from sources.reading.item import Item
from sources.reading.records import records
from sources.reading.rows import xml_rows
from sources.records import PostingRecord, Problem

VIA = "We Work Remotely"
_COMPANY_SITE = re.compile(r'<strong>URL:</strong>\s*<a href="([^"]{4,300})"')


def read(payload: bytes, *, token: str) -> Iterator[PostingRecord | Problem]:
    """Takes the RSS feed of all or one of the categories."""
    return records(xml_rows(payload, "item", root="rss"), _record)


def _record(item: Item) -> PostingRecord:
    """The title reads "Acme: Writer". `region` says where one may work; `state` where the company sits."""
    company, colon, title = item.line("title").partition(": ")
    html = item.markup("description")
    regions = words.places(item.line("region").replace(" Only", ""))
    return PostingRecord(
        external_id=item.line("guid", "link").rstrip("/").rpartition("/")[2][:200],
        title=title if colon else company,
        url=item.link("link", "guid"),
        html=html,
        company_name=company[:200] if colon else "",
        company_domain=_domain(html),
        locations=regions,
        country_code=words.country(regions[0]) if len(regions) == 1 else "",
        workplace="remote",
        employment_type=words.employment_type(item.line("type")),
        department=item.line("category", limit=200),
        date_posted=item.day("pubDate"),
        valid_through=item.moment("expires_at"),
        skills=tuple(part.strip() for part in item.line("skills").split(",") if part.strip())[:30],
        via=VIA,
    )


def _domain(html: str) -> str:
    found = _COMPANY_SITE.search(html[:5000])
    address = clean.link(found[1]) if found else ""
    return (urlsplit(address).hostname or "").removeprefix("www.") if address else ""
