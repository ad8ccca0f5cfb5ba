"""News about a company: one story once, and only when it is surely about this company. Pure: no database, no
clock.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from rapidfuzz import fuzz

_WORDS = Path(__file__).parent / "data" / "common_words.txt"
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|msclkid|yclid|mc_[ce]id|_hs\w+|cmpid|cmp|ncid|ref|ref_src|referrer"
    r"|source|src|smid|smtyp|tsrc|guccounter|guce_\w+|spm|igshid|oc|ceid|hl|gl|share|sh|sr_share|mod|partner"
    r"|rss|feed\w*"
)
_ALIKE = 92  # of 100, rapidfuzz's ratio of letters
_SAME_STORY = timedelta(days=4)
_LEAST_WORDS = 4
_LAW_FIRM = re.compile(
    r"\b(investor alert|shareholder alert|class action|lead plaintiff|securities fraud|law firm|law offices"
    r"|reminds (investors|shareholders)|investigat\w+ (claims )?on behalf"
    r"|encourages (investors|shareholders))\b",
    re.IGNORECASE,
)
_LEGAL = r"(?:Inc|Corp|Corporation|Co|Company|Ltd|LLC|PLC|plc|Group|Holdings|Technologies|Labs|Software|Systems)"

SAYS_SO = ""
NOT_NAMED = "the title does not name the company"
COMMON_WORD = "the company's name is a common word and nothing else points to it"
OTHER_COMPANY = "names another company: {name}"
LAW_FIRM = "a law firm's notice to investors"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is known of the company that an item may be about."""

    name: str
    domain: str = ""
    tickers: tuple[str, ...] = ()
    permalink: str = ""
    other_names: tuple[str, ...] = ()  # other companies whose name begins with this one's


@dataclass(frozen=True, slots=True)
class Item:
    """A news item as it was read."""

    title: str
    url: str
    publisher: str = ""
    published_at: datetime | None = None
    company_keys: tuple[str, ...] = ()


def normalised_link(url: str) -> str:
    """The address without what varies between two links to a page: scheme, www, tracking, last slash."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").lower()
    host = re.sub(r"^(www\d?|m|amp|mobile)\.", "", host)
    path = re.sub(r"/(amp|index\.html?)/?$", "", parts.path).rstrip("/")
    query = [(k, v) for k, v in parse_qsl(parts.query) if not _TRACKING.fullmatch(k.lower())]
    return f"{host}{path}" + (f"?{urlencode(sorted(query))}" if query else "")


def same_story(one: Item, other: Item) -> bool:
    """Whether two items tell one story: near-equal titles with the same numbers, a few days apart at most."""
    if one.published_at and other.published_at and abs(one.published_at - other.published_at) > _SAME_STORY:
        return False
    left, right = _plain(one), _plain(other)
    if min(len(left.split()), len(right.split())) < _LEAST_WORDS or _numbers(left) != _numbers(right):
        return left == right
    return fuzz.ratio(left, right, score_cutoff=_ALIKE) > 0


def names(title: str, name: str) -> bool:
    """Whether a title holds a company's name as a whole phrase; a one-word name with its capital."""
    flags = re.IGNORECASE if " " in name else 0
    found = re.search(rf"(?<![\w&-]){re.escape(name)}(?![\w&]|-\w)", title, flags)
    return found is not None


def held_because(item: Item, subject: Subject) -> str:
    """Why an item must wait for a curator; empty when it is surely about the company."""
    if _LAW_FIRM.search(item.title):
        return LAW_FIRM
    if subject.permalink and subject.permalink in item.company_keys:
        return SAYS_SO
    own_site = bool(subject.domain) and _on(item.url, subject.domain)
    if own_site:
        return SAYS_SO
    if not names(item.title, subject.name):
        return "" if _symbol(item.title, subject) else NOT_NAMED
    for other in subject.other_names:
        if names(item.title, other):
            return OTHER_COMPANY.format(name=other)
    if is_common(subject.name) and not (_symbol(item.title, subject) or _legal_name(item.title, subject.name)):
        return COMMON_WORD
    return SAYS_SO


def is_common(name: str) -> bool:
    """Whether a name is an everyday word, or so short that it is many things."""
    plain = name.strip().lower()
    return len(plain) < 3 or (" " not in plain and plain in _common_words())


def beginning_alike(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """Names of other companies that go on where this one ends: "Apple Bank" for "Apple"."""
    start = f"{name.lower()} "
    return tuple(other for other in others if other.lower().startswith(start))


def _on(url: str, domain: str) -> bool:
    host = (urlsplit(url).hostname or "").lower()
    return host == domain or host.endswith(f".{domain}")


def _symbol(title: str, subject: Subject) -> bool:
    """A stock symbol as releases write it: (NASDAQ: AAPL), NYSE:F, $TGT."""
    return any(
        re.search(rf"(?:\b(?:NASDAQ|NYSE|OTC\w*|AMEX)\s*:\s*|\$){re.escape(ticker)}\b", title, re.IGNORECASE)
        for ticker in subject.tickers
    )


def _legal_name(title: str, name: str) -> bool:
    """The name with its legal form behind it."""
    return re.search(rf"\b{re.escape(name)},? {_LEGAL}\b", title) is not None


def _plain(item: Item) -> str:
    title = item.title.casefold()
    if item.publisher:
        title = title.removesuffix(f" - {item.publisher.casefold()}").removesuffix(f" | {item.publisher.casefold()}")
    return " ".join(re.sub(r"[^\w$%.]+", " ", title).split())


def _numbers(title: str) -> list[str]:
    return sorted(re.findall(r"\d[\d.,]*", title))


@cache
def _common_words() -> frozenset[str]:
    return frozenset(_WORDS.read_text(encoding="utf-8").split())
