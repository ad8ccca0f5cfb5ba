"""The choices a reader can narrow a search by.

Choices of one facet are "or" ("and" where it says so), facets among each other are "and", and a facet's own choice does
not narrow its own counts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.db.models import Q
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
    about: bool = False  # the numbers come from a sample

    @property
    def has_choice(self) -> bool:
        return any(choice.chosen for choice in self.choices)
