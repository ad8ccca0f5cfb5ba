"""The choices a reader can narrow a search by, and how many postings each would leave.

Counting is handed a queryset and knows no model. Choices of one facet are "or" ("and" where it says so), facets among
each other are "and", and a facet's own choice does not narrow its own counts.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.expressions import Combinable

MOST_OPEN_CHOICES = 12


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    condition: Q
    counts: Q | None = None  # what its number counts, where that is not what it leaves


@dataclass(frozen=True, slots=True)
class Facet:
    """A fixed list of choices; or an open one, whose choices are the words of a column."""

    name: str  # in the address
    legend: str
    choices: tuple[Choice, ...] = ()
    every: bool = False  # several choices narrow further instead of widening
    single: bool = False  # one choice at a time
    open_to: Callable[[str], Q] | None = None
    grouped_by: Combinable | None = None  # an open facet's words
    folded: bool = False  # shown behind its legend, being long

    def condition(self, values: Sequence[str]) -> Q:
        """What the chosen values leave; no choice leaves everything."""
        if not values:
            return Q()
        known = {choice.value: choice.condition for choice in self.choices}
        parts = [self.open_to(value) if self.open_to else known[value] for value in values]
        return reduce(and_ if self.every else or_, parts)

    def label(self, value: str) -> str:
        return next((choice.label for choice in self.choices if choice.value == value), value)


@dataclass(frozen=True, slots=True)
class Counted:
    """One choice as a page shows it."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class CountedFacet:
    facet: Facet
    choices: tuple[Counted, ...]

    @property
    def has_choice(self) -> bool:
        return any(choice.chosen for choice in self.choices)


def count(
    base: "QuerySet[Any]", facets: Sequence[Facet], chosen: Mapping[str, Sequence[str]]
) -> tuple[int, list[CountedFacet]]:
    """The total and the counts of every facet.

    `base` is narrowed by everything but the facets. Fixed facets are counted in one pass over its rows; each open
    facet takes one grouped query.
    """
    conditions = {facet.name: facet.condition(chosen.get(facet.name, ())) for facet in facets}
    wanted = {"total": Count("pk", filter=_all_but("", conditions))}
    for facet in facets:
        others = _all_but(facet.name, conditions)
        for number, choice in enumerate(facet.choices):
            counted = choice.condition if choice.counts is None else choice.counts
            wanted[f"{facet.name}_{number}"] = Count("pk", filter=others & counted)
    numbers = base.aggregate(**wanted)
    shown = []
    for facet in facets:
        picked = chosen.get(facet.name, ())
        if facet.open_to:
            shown.append(_count_open(base.filter(_all_but(facet.name, conditions)), facet, picked))
            continue
        choices = (
            Counted(choice.value, choice.label, numbers[f"{facet.name}_{number}"], choice.value in picked)
            for number, choice in enumerate(facet.choices)
        )
        shown.append(CountedFacet(facet, tuple(choices)))
    return numbers["total"], shown


def _all_but(name: str, conditions: Mapping[str, Q]) -> Q:
    others = (condition for key, condition in conditions.items() if key != name and condition)
    return reduce(and_, others, Q(pk__isnull=False))


def _count_open(rows: "QuerySet[Any]", facet: Facet, picked: Sequence[str]) -> CountedFacet:
    """The most frequent words of a column; what is chosen stays, whatever it counts."""
    groups = (
        rows.order_by()
        .annotate(word=facet.grouped_by)
        .values_list("word")
        .annotate(n=Count("pk"))
        .order_by("-n", "word")[: MOST_OPEN_CHOICES + len(picked) + 1]
    )
    found = {word: n for word, n in groups if word}
    offered = [word for word in found if word not in picked][:MOST_OPEN_CHOICES]
    choices = [Counted(word, facet.label(word), found.get(word, 0), True) for word in picked]
    choices += [Counted(word, facet.label(word), found[word], False) for word in offered]
    return CountedFacet(facet, tuple(choices))
