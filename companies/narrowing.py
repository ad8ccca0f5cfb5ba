"""The parts of a figure that a receipt can be of: a job field, a place, a wage level, a quarter, a month.

They stand in the address of the receipt. What is no value of its part is left out when it is read.
"""

from calendar import month_name
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from companies.insights.labels import field_name

LONGEST = 120
_FLAGS = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Part:
    """`condition` on the rows of the data sets that state it; `words` for the page; `is_valid` of a value."""

    condition: Callable[[str], Q]
    words: Callable[[str], str]
    is_valid: Callable[[str], bool] = bool
    datasets: tuple[str, ...] = ("lca",)


def _quarter(value: str) -> Q:
    """Of the US fiscal year: the first is October to December."""
    return Q(decided_on__quarter=(int(value) + 2) % 4 + 1)


def _one_of(*values: str) -> Callable[[str], bool]:
    return frozenset(values).__contains__


_NUMBERS = tuple(str(number) for number in range(1, 13))
PARTS = {
    "field": Part(
        lambda value: Q(job_field="" if value == "none" else value),
        lambda value: "no job field" if value == "none" else field_name(value),
        datasets=("lca", "perm"),
    ),
    "city": Part(lambda value: Q(worksite_city__iexact=value), str.title, datasets=("lca", "perm")),
    "state": Part(lambda value: Q(worksite_state=value), str, datasets=("lca", "perm")),
    "level": Part(
        lambda value: Q(wage_level=value),
        lambda value: f"wage level {value}",
        _one_of("I", "II", "III", "IV"),
    ),
    "quarter": Part(
        _quarter,
        lambda value: f"decided {('Oct–Dec', 'Jan–Mar', 'Apr–Jun', 'Jul–Sep')[int(value) - 1]}",
        _one_of(*_NUMBERS[:4]),
    ),
    "month": Part(
        lambda value: Q(received_on__month=int(value)),
        lambda value: f"received in {month_name[int(value)]}",
        _one_of(*_NUMBERS),
    ),
    "client": Part(
        lambda value: Q(secondary_entity=_FLAGS[value]),
        {"yes": "placed with another entity", "no": "not placed with another entity"}.__getitem__,
        _one_of(*_FLAGS),
    ),
    "dependent": Part(
        lambda value: Q(h1b_dependent=_FLAGS[value]),
        {"yes": "employer H-1B dependent", "no": "employer not H-1B dependent"}.__getitem__,
        _one_of(*_FLAGS),
    ),
}


def read_parts(query: Mapping[str, str]) -> dict[str, str]:
    """Part → value, of an address."""
    given = {name: query.get(name, "").replace("\x00", "")[:LONGEST] for name in PARTS}
    return {name: value for name, value in given.items() if value and PARTS[name].is_valid(value)}


def conditions(narrow: Mapping[str, str], dataset: str) -> list[Q]:
    """One for each part that the data set states."""
    return [PARTS[name].condition(value) for name, value in narrow.items() if dataset in PARTS[name].datasets]


def words_of(narrow: Mapping[str, str]) -> str:
    """Software Engineering, WA, wage level II"""
    return ", ".join(PARTS[name].words(value) for name, value in narrow.items())
