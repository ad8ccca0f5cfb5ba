"""The search page: what was found, how to widen or narrow it, all as links."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict

from companies.pages import Pages, read_number
from postings.cards import Card, cards_of
from postings.choices import PAY_STEPS
from postings.facets import CountedFacet
from postings.filters import DISTANCES, SORTS, PostingFilter
from postings.places import read_place, towns_of
from postings.search import DEEPEST_PAGE, PAGE_SIZE, Found, search, total
from postings.situations import BY_KEY, SITUATIONS, Situation


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in use and the address without it."""

    label: str
    query: str


@dataclass(frozen=True, slots=True)
class Sort:
    label: str
    query: str
    current: bool


@dataclass(frozen=True, slots=True)
class Drop:
    """What one would find without one filter."""

    label: str
    query: str
    count: int


class SearchPage:
    """All that the search templates show."""

    def __init__(self, query: QueryDict, today: date) -> None:
        self.filter = PostingFilter(query, today=today)
        self.asked = self.filter.asked
        self.number, page_problem = read_number(query.get("page", ""), DEEPEST_PAGE)
        self.problems = [*self.filter.problems, *page_problem]
        self.today = today

    @cached_property
    def found(self) -> Found:
        return search(self.filter, self.number, self.today)

    @property
    def total(self) -> int:
        return self.found.total

    @property
    def facets(self) -> tuple[CountedFacet, ...]:
        return self.found.facets

    @cached_property
    def cards(self) -> list[Card]:
        return cards_of(self.found.ids, self.today)

    @property
    def pages(self) -> Pages:
        return Pages(self.number, PAGE_SIZE, self.total, self.query, DEEPEST_PAGE)

    @property
    def query(self) -> str:
        """The search as a clean query string: what was understood, in a fixed order, no page."""
        return self._without("page")

    @property
    def query_with_page(self) -> str:
        return "&".join(filter(None, [self.query, f"page={self.number}" if self.number > 1 else ""]))

    @property
    def as_typed(self) -> str:
        """The address of the search without its slips mended."""
        query = QueryDict(self.query, mutable=True)
        query["q"], query["exact"] = self.filter.typed, "1"
        return query.urlencode()

    @property
    def distances(self) -> list[Sort]:
        """A choice for each distance, where the field for the place names a town."""
        place = read_place(self.asked.get("place", ""))
        if not towns_of(place, 10):
            return []
        usual = f"Within {place.miles} miles" if place.miles else "In the town itself"
        now = self.asked.get("within", "")
        choices = [("", usual), *((miles, f"Within {label}") for miles, label in DISTANCES.items())]
        return [Sort(label, value, value == now) for value, label in choices]

    @property
    def subject(self) -> str:
        """The words of the search: for “compiler” in Texas."""
        words = []
        if text := self.asked.get("q"):
            words.append(f"for “{text}”")
        if place := self.asked.get("place"):
            near = f"within {within} miles of" if (within := self.asked.get("within")) else "in"
            words.append("remote" if place.lower() == "remote" else f"{near} {place}")
        return " ".join(words)

    @property
    def heading(self) -> str:
        if self.total:
            about = "About " if self.found.about else ""
            return f"{about}{self.total:,} job{'' if self.total == 1 else 's'} {self.subject}".strip()
        if len(self.chips) > 1:
            return f"No jobs match all {len(self.chips)} filters"
        return f"No jobs {self.subject or 'match'}"

    @property
    def title(self) -> str:
        page = f", page {self.number}" if self.number > 1 else ""
        return f"{self.heading}{page} | Jobboard"

    @property
    def chips(self) -> list[Chip]:
        return [Chip(label, self._without(name, value)) for name, value, label in self._in_use()]

    @property
    def sorts(self) -> list[Sort]:
        usual = "best" if self.asked.get("q") else "newest"
        now = self.asked.get("sort") or usual
        return [
            Sort(label, self._with("sort", "" if key == usual else key), key == now)
            for key, label in SORTS.items()
            if key != "best" or self.asked.get("q")
        ]

    @property
    def situation(self) -> Situation | None:
        """The reader's situation, as long as every filter that belongs to it is in use."""
        asked = BY_KEY.get(self.asked.get("situation", ""))
        in_use = set(self._pairs())
        return asked if asked and in_use.issuperset(asked.filters) else None

    @property
    def situations(self) -> list[Sort]:
        """A link for each situation: this search with its filters added, and those of the one before taken away."""
        now = self.situation
        links = []
        for situation in SITUATIONS:
            query = QueryDict(self.query, mutable=True)
            for name, value in now.filters if now else ():
                query.setlist(name, [one for one in query.getlist(name) if one != value])
            for name, value in situation.filters:
                if value not in query.getlist(name):
                    query.appendlist(name, value)
            query["situation"] = situation.key
            links.append(Sort(situation.name, query.urlencode(), situation == now))
        return links

    @property
    def pay_steps(self) -> list[tuple[int, str, bool]]:
        asked = self.asked.get("pay")
        steps = sorted({*PAY_STEPS, *([int(asked)] if asked else [])})
        return [(step, f"${step:,} or more", asked is not None and step == int(asked)) for step in steps]

    @property
    def kept_by_ask(self) -> list[tuple[str, str]]:
        """What the keyword form must carry along: everything but its own two fields."""
        return [(name, value) for name, value in self._pairs() if name not in ("q", "place", "page", "exact")]

    @property
    def kept_by_facets(self) -> list[tuple[str, str]]:
        """What the filter form must carry along: everything it shows no control for."""
        shown = {
            "pay",
            *(["within"] if self.distances else []),
            *(counted.facet.name for counted in self.facets if counted.choices),
        }
        return [(name, value) for name, value in self._pairs() if name not in shown]

    @cached_property
    def drops(self) -> list[Drop]:
        """For an empty result: each filter in use and what would be found without it, the most first."""
        drops = [Drop(chip.label, chip.query, self._total_of(chip.query)) for chip in self.chips]
        return sorted(drops, key=lambda drop: -drop.count)

    @property
    def alones(self) -> list[Drop]:
        """Where dropping one filter is not enough: what each finds alone, the most first."""
        if len(self.chips) < 3 or any(drop.count for drop in self.drops):
            return []
        queries = [(label, urlencode({name: value})) for name, value, label in self._in_use()]
        alones = [Drop(label, query, self._total_of(query)) for label, query in queries]
        return sorted((drop for drop in alones if drop.count), key=lambda drop: -drop.count)

    def _total_of(self, query: str) -> int:
        return total(PostingFilter(QueryDict(query), today=self.today), self.today)

    def _in_use(self) -> Iterator[tuple[str, str, str]]:
        """(name, value, words) of every filter in use."""
        facets = {facet.name: facet for facet in self.filter.facets}
        for name, value in self._pairs():
            if name in ("sort", "situation", "exact"):
                continue
            if name in facets:
                facet = facets[name]
                label = facet.label(value)
                prefix = {"hide": "Not: ", "sponsors": "Filed "}.get(name, "")
                yield name, value, prefix + label
            elif name == "pay":
                yield name, value, f"${int(self.asked['pay']):,} or more"
            elif name == "within":
                yield name, value, f"Within {DISTANCES[value]}"
            elif name == "years":
                yield name, value, f"Asks for {value} years or fewer"
            else:
                yield name, value, value

    def _pairs(self) -> list[tuple[str, str]]:
        pairs: list[tuple[str, str]] = []
        for name, value in self.asked.items():
            pairs += [(name, str(one)) for one in (value if isinstance(value, list) else [value])]
        return pairs

    def _without(self, name: str, value: str = "") -> str:
        query = QueryDict(mutable=True)
        for key, one in self._pairs():
            if key != name or (value and one != value):
                query.appendlist(key, one)
        return query.urlencode()

    def _with(self, name: str, value: str) -> str:
        query = QueryDict(self._without(name), mutable=True)
        if value:
            query[name] = value
        return query.urlencode()
