"""A posting → the codes of every facet value it has. The meaning of a value is the filter's own condition.

The conditions of `postings.choices` are asked of the database for a batch of postings at once, so a facet can never
mean one thing in a filter and another in the engine.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, Value, When

from postings.analysis.skills import skills_of_title
from postings.choices import facets
from postings.conditions import record_in_field
from postings.models import Posting
from postings.places import town_code

# Facets that the engine answers from a column of its own instead of codes.
BY_COLUMN = frozenset({"posted"})
EPOCH = date(1970, 1, 1)
# The columns of the search table that counts are made of: three bundles of codes whose facets take few different values
# together, the codes of facets whose values are words, and the day.
BUNDLED = ("own", "firm", "filed")
COUNTED = (*BUNDLED, "listed", "day")
_COLUMN_OF = {
    **dict.fromkeys(("stance", "hide", "workplace", "level", "type"), "own"),
    **dict.fromkeys(("field", "stage", "size"), "firm"),
    **dict.fromkeys(("industry", "skill"), "listed"),
    "posted": "day",
}


def column_of(facet: str) -> str:
    """The column of COUNTED that a facet is counted from."""
    return _COLUMN_OF.get(facet, "filed")


Code = tuple[str, str]  # facet, value


@dataclass(frozen=True, slots=True)
class Row:
    """What the search table holds of a posting, but for its vectors."""

    id: int
    day: int
    pay: int
    years: int
    company: int
    record: int
    single: tuple[Code, ...]  # codes of facets with a fixed list of choices
    listed: tuple[Code, ...]  # of facets whose values are words: skills, industries
    places: tuple[Code, ...]
    title_skills: tuple[str, ...]  # the posting's skills that its title names


def rows_of(ids: Collection[int], today: date) -> Iterator[Row]:
    """Rows for those of `ids` that are live now. One query."""
    fixed = [(facet.name, choice) for facet in facets(today) if facet.name not in BY_COLUMN for choice in facet.choices]
    flags = {
        f"is_{number}": Case(
            When(choice.condition if choice.counts is None else choice.counts, then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
        for number, (_, choice) in enumerate(fixed)
    }
    codes = [(name, choice.value) for name, choice in fixed]
    postings = (
        Posting.objects.live()
        .filter(pk__in=ids)
        .annotate(record=record_in_field(today), **flags)
        .values_list(*COLUMNS, *flags)
    )
    for values in postings.iterator(2000):
        plain, said = values[: len(COLUMNS)], values[len(COLUMNS) :]
        yield _row(plain, tuple(code for code, is_so in zip(codes, said, strict=True) if is_so))


COLUMNS = (
    *(
        "pk",
        "date_posted",
        "first_seen_at",
        "pay_currency",
        "pay_year_max",
        "years_min",
        "company_id",
        "record",
    ),
    *("title", "industries", "skills", "remote_from", "city", "state", "country_code", "places"),
)


def _row(values: tuple[Any, ...], single: tuple[Code, ...]) -> Row:
    pk, posted, seen, currency, pay, years, company, record, title, industries, skills, remote_from, *place = values
    listed = [*(("industry", word) for word in industries), *(("skill", word) for word in skills)]
    return Row(
        id=pk,
        day=((posted or seen.date()) - EPOCH).days,
        pay=int(pay) if pay is not None and currency == "USD" else -1,
        years=-1 if years is None else years,
        company=company or 0,
        record=record,
        single=single,
        listed=tuple(dict.fromkeys(listed)),
        places=tuple(dict.fromkeys([*place_codes(*place), *(("remote_from", name.lower()) for name in remote_from)])),
        title_skills=tuple(skill for skill in skills_of_title(title) if skill in skills),
    )


def place_codes(city: str, state: str, country_code: str, places: list[dict[str, str]]) -> Iterator[Code]:
    """Every place of a posting counts, not the first alone. Cities and states without regard to case."""
    for place in ({"city": city, "state": state, "country_code": country_code}, *places):
        for part in ("city", "state", "country_code"):
            if word := place.get(part, ""):
                yield part, word.lower()
        if place.get("city"):
            yield "town", town_code(place["city"], place.get("state", ""), place.get("country_code", ""))
