"""Which company a statement is about, by identifiers alone. A name joins nothing: it only stops a second
company.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

C = TypeVar("C")

# Many companies stand behind one of these hosts, so it names none of them.
SHARED_HOSTS = frozenset(
    """
    facebook.com twitter.com x.com linkedin.com instagram.com youtube.com medium.com github.com github.io
    sites.google.com google.com docs.google.com wordpress.com blogspot.com tumblr.com wixsite.com weebly.com
    squarespace.com notion.site notion.so webflow.io vercel.app netlify.app herokuapp.com carrd.co linktr.ee
    angel.co wellfound.com crunchbase.com ycombinator.com producthunt.com kickstarter.com indiegogo.com
    apple.com apps.apple.com itunes.apple.com play.google.com amazonaws.com myshopify.com bit.ly t.me
    techcrunch.com gofundme.com patreon.com substack.com
    """.split()  # noqa: SIM905 - a list of a screenful reads better as words
)
CONFLICT = "its identifiers belong to different companies"
SAME_NAME = "a company of this name exists; a person decides whether it is the same"


@dataclass(frozen=True, slots=True)
class Identifiers:
    """What a statement, or a company, is known by."""

    cik: str = ""
    permalink: str = ""
    uuid: str = ""
    domain: str = ""
    tickers: tuple[str, ...] = ()
    name_key: str = ""  # names.name_keys(...).k2


@dataclass(slots=True)
class Index(Generic[C]):
    """Companies by each of their identifiers. An identifier that two companies claim names neither."""

    by_cik: dict[str, list[C]] = field(default_factory=dict)
    by_permalink: dict[str, list[C]] = field(default_factory=dict)
    by_uuid: dict[str, list[C]] = field(default_factory=dict)
    by_domain: dict[str, list[C]] = field(default_factory=dict)
    by_ticker: dict[str, list[C]] = field(default_factory=dict)
    by_name: dict[str, list[C]] = field(default_factory=dict)
    ciks: dict[int, str] = field(default_factory=dict)  # id(company) → its CIK
    names: dict[int, str] = field(default_factory=dict)

    def add(self, company: C, known: Identifiers) -> None:
        """Makes a company findable by what is known of it; may be called again with more."""
        for table, key in (
            (self.by_cik, known.cik),
            (self.by_permalink, known.permalink),
            (self.by_uuid, known.uuid),
            (self.by_domain, own_domain(known.domain)),
            (self.by_name, known.name_key),
            *((self.by_ticker, ticker) for ticker in known.tickers),
        ):
            if key and company not in table.setdefault(key, []):
                table[key].append(company)
        if known.cik:
            self.ciks[id(company)] = known.cik
        if known.name_key:
            self.names.setdefault(id(company), known.name_key)

    def find(self, stated: Identifiers) -> tuple[C | None, str]:
        """(the company, "") or (None, why not); (None, "") when nothing is known of it.

        In this order: CIK, Crunchbase permalink and uuid, web domain, and a stock symbol together with the
        first word of the name (symbols are given anew). All that point somewhere must point to the same
        company.
        """
        found: list[C] = []
        for table, key in (
            (self.by_cik, stated.cik),
            (self.by_permalink, stated.permalink),
            (self.by_uuid, stated.uuid),
            (self.by_domain, own_domain(stated.domain)),
        ):
            found += _only(table.get(key, [])) if key else []
        if not found:
            found += [c for t in stated.tickers for c in _only(self.by_ticker.get(t, [])) if self._alike(c, stated)]
        if not found:
            return None, ""
        first = found[0]
        other_cik = self.ciks.get(id(first), "")
        if any(company is not first for company in found) or (stated.cik and other_cik not in ("", stated.cik)):
            return None, CONFLICT
        return first, ""

    def same_name(self, name_key: str) -> bool:
        """Whether a company is known by this comparable name."""
        return bool(name_key and self.by_name.get(name_key))

    def _alike(self, company: C, stated: Identifiers) -> bool:
        known = self.names.get(id(company), "")
        return bool(known) and known.split(" ")[0] == stated.name_key.split(" ")[0]


def own_domain(domain: str) -> str:
    """The domain, unless it is one that many share."""
    host = domain.lower().removeprefix("www.")
    shared = host in SHARED_HOSTS or any(host.endswith(f".{other}") for other in SHARED_HOSTS)
    return "" if shared else host


def _only(companies: Sequence[C]) -> list[C]:
    return list(companies) if len(companies) == 1 else []
