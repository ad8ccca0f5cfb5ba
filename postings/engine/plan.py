"""What a PostingFilter asks, as the engine needs it: codes, columns and the words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from companies.models import Company
from postings.choices import DAYS
from postings.engine.codes import EPOCH, Code
from postings.engine.dictionary import numbers_of
from postings.engine.stems import some_of
from postings.filters import PostingFilter
from postings.places import read_place, town_code, towns_of
from postings.words.query import read
from postings.words.titles import Words, terms_of
from postings.words.tsquery import tsquery_of


@dataclass(frozen=True, slots=True)
class Clause:
    """Codes of which a posting must have any (none, if `no`). Number 0 is in no posting: no code of them is known."""

    codes: tuple[int, ...]
    no: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """All clauses must hold. Those of a facet are left out where that facet is counted."""

    words: str = ""  # as PostgreSQL's text query
    some: str = ""  # a text query for any of the words, where there are several
    terms: tuple[tuple[Words, ...], ...] = ()  # the same for weighing titles: the ways to say each
    fixed: tuple[Clause, ...] = ()  # place
    facets: Mapping[str, tuple[Clause, ...]] = field(default_factory=dict)
    since: Mapping[str, int] = field(default_factory=dict)  # facet "posted": first day
    steps: tuple[int, ...] = ()  # the first day of each choice of that facet; step n is counted as code -n
    pay: int | None = None
    years: int | None = None
    company: int | None = None
    sort: str = "newest"

    def clauses(self, without: str = "") -> list[Clause]:
        """Every clause but those of one facet."""
        chosen = [clause for name, clauses in self.facets.items() if name != without for clause in clauses]
        return [*self.fixed, *chosen]

    def first_day(self, without: str = "") -> int | None:
        days = [day for name, day in self.since.items() if name != without]
        return max(days, default=None)


def plan_of(asked: PostingFilter, today: date) -> Plan:
    """Two queries at most: the numbers of the codes, the company."""
    wanted = asked.asked
    chosen = asked.chosen
    groups: dict[str, list[tuple[tuple[Code, ...], bool]]] = {}
    for facet in asked.facets:
        values = chosen.get(facet.name, [])
        if not values or facet.name == "posted":
            continue
        left_out = {choice.value for choice in facet.choices if choice.counts is not None}
        if facet.every:
            groups[facet.name] = [(((facet.name, value),), value in left_out) for value in values]
        else:
            groups[facet.name] = [(tuple((facet.name, value) for value in values), False)]
    words = tsquery_of(wanted["q"]) if "q" in wanted else ""
    place = _place_codes(wanted.get("place", ""), int(wanted.get("within", 0)))
    numbers = numbers_of(
        [code for group in groups.values() for codes, _ in group for code in codes]
        + [code for codes in place for code in codes]
    )
    return Plan(
        words=words,
        some=some_of(words) if words else "",
        terms=terms_of(read(wanted["q"])) if words else (),
        fixed=tuple(Clause(_known(codes, numbers)) for codes in place),
        facets={
            name: tuple(Clause(_known(codes, numbers), no) for codes, no in group) for name, group in groups.items()
        },
        since={"posted": (today - EPOCH).days - int(days[0])} if (days := chosen.get("posted")) else {},
        steps=tuple((today - EPOCH).days - int(days) for days in DAYS),
        pay=int(wanted["pay"]) if "pay" in wanted else None,
        years=int(wanted["years"]) if "years" in wanted else None,
        company=_company(wanted["company"]) if "company" in wanted else None,
        sort=wanted.get("sort") or ("best" if "q" in wanted else "newest"),
    )


def _known(codes: Iterable[Code], numbers: Mapping[Code, int]) -> tuple[int, ...]:
    return tuple(numbers[code] for code in codes if code in numbers) or (0,)


def _place_codes(text: str, within: int) -> list[list[Code]]:
    """Like conditions.place: remote, state, country and city must all hold, each in any place of the posting."""
    place = read_place(text)
    clauses: list[list[Code]] = []
    if place.remote:
        clauses.append([("workplace", "remote")])
    if towns := towns_of(place, within or place.miles):
        return [*clauses, [("town", town_code(*town)) for town in towns]]
    if place.states:
        clauses.append([("state", state.lower()) for state in place.states])
    if country := place.country_code.lower():
        clauses.append([("country_code", country), *([("remote_from", country)] if place.remote else [])])
    if place.city:
        clauses.append([("city", place.city.lower())])
    return clauses


def _company(slug: str) -> int:
    return Company.objects.filter(slug=slug).values_list("pk", flat=True).first() or -1
