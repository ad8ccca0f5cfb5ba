"""Search → ids, total and facet counts. Everything above asks only `search`, whichever layer answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from postings.choices import DAYS
from postings.engine import dictionary, listing, snapshot, table_search
from postings.engine.mapped_search import MappedSearch, StaleError
from postings.engine.plan import Plan, plan_of
from postings.engine.stems import NotMappedError
from postings.engine.table_search import Counted as CodeCounts
from postings.engine.table_search import Counts
from postings.facets import MOST_OPEN_CHOICES, Counted, CountedFacet, Facet
from postings.filters import PostingFilter

PAGE_SIZE = 25
# Deeper pages cost more than they are worth: nobody reads them, only robots do.
DEEPEST_PAGE = 400


@dataclass(frozen=True, slots=True)
class Found:
    ids: tuple[int, ...]  # of one page, in order
    total: int
    facets: tuple[CountedFacet, ...]
    about: bool = False  # total and counts come from a sample


class Layer(Protocol):
    def count(self) -> CodeCounts: ...
    def page(self, first: int, size: int) -> list[int]: ...


class TableSearch:
    """Layer 1."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def count(self) -> CodeCounts:
        return table_search.count(self.plan)

    def page(self, first: int, size: int) -> list[int]:
        return listing.page(self.plan, first, size, lambda tier, n: table_search.newest(self.plan, tier, n))


def search(
    asked: PostingFilter,
    page: int,
    today: date,
    size: int = PAGE_SIZE,
    layer_of: Callable[[Plan], Layer] | None = None,
) -> Found:
    """One page of a search. `page` counts from 1; beyond the last there are no ids. The best layer unless told."""
    plan = plan_of(asked, today)
    layer = (layer_of or best_layer)(plan)
    counts = layer.count()
    first = (page - 1) * size
    ids = tuple(layer.page(first, size)) if first < counts.total else ()
    chosen = asked.chosen
    by_facet = _by_facet(counts.codes) | {name: _by_facet(own).get(name, {}) for name, own in counts.chosen.items()}
    about = {facet.name: counts.about for facet in asked.facets}
    about |= {name: name in counts.about_chosen for name in counts.chosen}
    facets = tuple(
        _counted(facet, by_facet.get(facet.name, {}), chosen.get(facet.name, []), about=about[facet.name])
        for facet in asked.facets
    )
    return Found(ids, _told(counts.total, about=counts.about), facets, counts.about)


def total(asked: PostingFilter, today: date) -> int:
    """How many postings a search finds."""
    counts = best_layer(plan_of(asked, today)).count()
    return _told(counts.total, about=counts.about)


def _told(n: int, *, about: bool) -> int:
    """A number that comes from a sample, in the three digits that a sample can tell."""
    return round(n, min(3 - len(str(n)), 0)) if about else n


def best_layer(plan: Plan) -> Layer:
    """The snapshots where there are some that can tell; PostgreSQL alone else."""
    in_force = snapshot.current()
    if in_force:
        try:
            return MappedSearch(plan, in_force)
        except (StaleError, NotMappedError):
            pass
    return TableSearch(plan)


def _by_facet(numbers: Counts) -> dict[str, dict[str, int]]:
    """Code → postings, as facet → value → postings. Steps of the facet "posted" have numbers below zero."""
    found: dict[str, dict[str, int]] = {"posted": {days: numbers.get(-n, 0) for n, days in enumerate(DAYS, start=1)}}
    for number, (facet, value) in dictionary.codes_of([number for number in numbers if number > 0]).items():
        found.setdefault(facet, {})[value] = numbers[number]
    return found


def _counted(facet: Facet, found: dict[str, int], picked: list[str], *, about: bool) -> CountedFacet:
    """Counts of a facet for the page: a facet that is chosen has its own, not narrowed by its own choice."""
    found = {value: _told(n, about=about) for value, n in found.items()}
    if facet.open_to is None:
        values = [choice.value for choice in facet.choices]
    else:
        others = sorted(
            (value for value, n in found.items() if n and value not in picked), key=lambda value: (-found[value], value)
        )
        values = [*picked, *others[:MOST_OPEN_CHOICES]]
    return CountedFacet(
        facet,
        tuple(Counted(value, facet.label(value), found.get(value, 0), value in picked) for value in values),
        about,
    )
