"""Search → ids, total and facet counts. Everything above asks only `search`, whichever layer answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from postings.engine import dictionary, listing, snapshot, table_search
from postings.engine.mapped_search import MappedSearch, StaleError
from postings.engine.plan import Plan, plan_of
from postings.engine.stems import NotMappedError
from postings.engine.table_search import Counted as CodeCounts
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
    def count(self, open_codes: list[int]) -> CodeCounts: ...
    def page(self, first: int, size: int) -> list[int]: ...


class TableSearch:
    """Layer 1."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def count(self, open_codes: list[int]) -> CodeCounts:
        return table_search.count(self.plan, open_codes)

    def page(self, first: int, size: int) -> list[int]:
        return listing.page(self.plan, first, size, lambda column, n: table_search.newest(self.plan, column, n))


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
    counts = layer.count(dictionary.numbers_in({facet.name for facet in asked.facets if facet.open_to}))
    first = (page - 1) * size
    ids = tuple(layer.page(first, size)) if first < counts.total else ()
    facets = tuple(_counted(facet, counts, asked.chosen.get(facet.name, [])) for facet in asked.facets)
    return Found(ids, counts.total, facets, counts.about)


def best_layer(plan: Plan) -> Layer:
    """The snapshot where there is one that can tell; PostgreSQL alone else."""
    mapped = snapshot.current()
    if mapped is not None:
        try:
            return MappedSearch(plan, mapped)
        except (StaleError, NotMappedError):
            pass
    return TableSearch(plan)


def _counted(facet: Facet, counts: CodeCounts, picked: list[str]) -> CountedFacet:
    """Counts of a facet for the page: a facet that is chosen has its own, not narrowed by its own choice."""
    numbers = counts.chosen.get(facet.name, counts.codes)
    if facet.name == "posted":
        found = {choice.value: numbers.get(-n, 0) for n, choice in enumerate(facet.choices, start=1)}
    else:
        codes = dictionary.codes_of([number for number in numbers if number > 0])
        found = {value: numbers[number] for number, (name, value) in codes.items() if name == facet.name}
    if facet.open_to is None:
        values = [choice.value for choice in facet.choices]
    else:
        others = sorted((value for value in found if value not in picked), key=lambda value: (-found[value], value))
        values = [*picked, *others[:MOST_OPEN_CHOICES]]
    return CountedFacet(
        facet,
        tuple(Counted(value, facet.label(value), found.get(value, 0), value in picked) for value in values),
    )
