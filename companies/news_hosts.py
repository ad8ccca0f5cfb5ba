"""Where news of a company can be read: a table of hosts, so that no address is ever free-form.

Left out: Bing News (its feed may be used in a personal aggregator only) and company sites' own feeds (any
host).
"""

from dataclasses import dataclass
from urllib.parse import quote_plus


@dataclass(frozen=True, slots=True)
class NewsHost:
    """One host. In `url` stands {token}: a search, an organisation's name there, or a stock symbol."""

    name: str
    label: str
    url: str
    host: str
    rate: float  # requests a second, over all workers
    terms: str  # what we keep to, in our words


HOSTS = {
    host.name: host
    for host in (
        NewsHost(
            "google_news",
            "Google News",
            "https://news.google.com/rss/search?q={token}&hl=en-US&gl=US&ceid=US:en",
            "news.google.com",
            0.2,
            "Headline, publisher, date and link only; each item links to the publisher.",
        ),
        NewsHost(
            "globenewswire",
            "GlobeNewswire",
            "https://www.globenewswire.com/RssFeed/organization/{token}",
            "www.globenewswire.com",
            0.5,
            "Headline, date and link of the issuer's own releases.",
        ),
        NewsHost(
            "nasdaq",
            "Nasdaq",
            "https://www.nasdaq.com/feed/rssoutbound?symbol={token}",
            "www.nasdaq.com",
            0.5,
            "Headline, date and link only.",
        ),
    )
}


def address(host: str, token: str) -> str:
    """The feed's address. Raises KeyError for a host that is not in the table."""
    return HOSTS[host].url.format(token=quote_plus(token))


def query_for(name: str, *, is_common: bool, industry: str = "") -> str:
    """The search for a company: its name as a phrase; a common word needs a second word beside it."""
    phrase = f'"{name}"'
    return f"{phrase} {industry or 'company'}" if is_common else phrase
