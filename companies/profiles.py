"""One profile from several sources: for each field the first source, in a written order, that has it.

The order: Crunchbase's newest publication, Y Combinator, the S&P 500 list, IPEDS, university domains,
rankings, the SEC's ticker list, Form D, older Crunchbase exports, lists of private companies. What is exact
to its source goes first: symbols come from the SEC, the control of a college from IPEDS. A curator's word
stands above all of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from companies.industries import Tag, tags_of

_ORDER = (
    *(("crunchbase", d) for d in ("api", "bulk", "api search", "export 2016")),
    *(("yc", ""), ("yc", "table"), ("sp500", ""), ("ipeds", ""), ("universities", ""), ("ranking", "")),
    *(("sec_tickers", ""), ("form_d", "form_d")),
    *(("crunchbase", d) for d in ("export 2015-12", "export 2014", "export 2013-10")),
    ("unicorns", ""),
)
_SEC_FIRST = {("sec_tickers", ""): -2, ("sp500", ""): -1}
# The year of incorporation in a Form D is not that of the founding, so it comes last of all.
_FORM_D_LAST = {("form_d", "form_d"): 99}
# Fields that say one thing together are taken from one source.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "description": ("description",),
    "website": ("website",),
    "headquarters": ("city", "state", "country_code"),
    "employees": ("employees_min", "employees_max"),
    "founded": ("founded_on", "founded_precision"),
    "tickers": ("tickers",),
    "domain": ("domain",),
    "cik": ("cik",),
    "crunchbase_permalink": ("crunchbase_permalink",),
}
_CAP_EXEMPT = {
    "public": (True, "IPEDS: public institution of higher education"),
    "private_nonprofit": (True, "IPEDS: private non-profit institution of higher education"),
    "private_for_profit": (False, "IPEDS: for-profit institution, which the exemption leaves out"),
}


class Said(Protocol):
    """A statement of one source (models.CompanyStatement)."""

    source: str
    dataset: str
    as_of: date | None
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The value of each field of a group, and the statement that gave them."""

    fields: dict[str, Any]
    source: str
    dataset: str
    as_of: date | None


def profile_of(statements: Iterable[Said]) -> dict[str, Chosen]:
    """Group of fields → what is chosen for it. A group that no source fills is missing."""
    every = list(statements)
    found: dict[str, Chosen] = {}
    for group, fields in GROUPS.items():
        special = {"tickers": _SEC_FIRST, "cik": _SEC_FIRST, "founded": _FORM_D_LAST}.get(group, {})
        for statement in sorted(every, key=lambda s: _place(s, special)):
            if any(statement.values.get(name) for name in fields if name != "founded_precision"):
                values = {name: statement.values.get(name) for name in fields}
                found[group] = Chosen(values, statement.source, statement.dataset, statement.as_of)
                break
    return found


def industries_of(statements: Iterable[Said]) -> tuple[list[Tag], Chosen | None]:
    """Tags of the first source whose words mean any."""
    for statement in sorted(statements, key=lambda s: _place(s, {})):
        if tags := tags_of(statement.values.get("industries") or ()):
            return tags, Chosen({}, statement.source, statement.dataset, statement.as_of)
    return [], None


def cap_exemption(statements: Iterable[Said]) -> tuple[bool | None, str]:
    """(cap-exempt or not, the evidence) for institutions of IPEDS; (None, "") where nothing is known."""
    control = next((s.values["control"] for s in statements if s.values.get("control")), "")
    return _CAP_EXEMPT.get(control, (None, ""))


def _place(statement: Said, special: Mapping[tuple[str, str], int]) -> tuple[int, int]:
    key = (statement.source, statement.dataset)
    order = special.get(key, _ORDER.index(key) if key in _ORDER else len(_ORDER))
    return order, -(statement.as_of or date.min).toordinal()
