"""What the certified LCAs of each year say of themselves: whom they are for, at which level, where, and when filed.

All of it is read from the yearly figures that the page has already; nothing here asks the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from companies.charts import BarChart, Point, Segment, bars, segments
from companies.insights.years import reach
from companies.models import SponsorshipYear
from companies.rollup_queries import LEVELS
from companies.units import CHANGED, CONTINUED, NEW, PERM, PERM_DENIED, is_partial

MOST_YEARS = 5
# Below this a share would mislead.
FEWEST_CASES = 10
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Part:
    """One figure of a year: the name of its column, and the query or unit that its receipt answers to."""

    name: str
    value: int
    share: float | None  # None: too few for a share
    receipt: str


@dataclass(frozen=True, slots=True)
class YearParts:
    fiscal_year: int
    reach: str  # of a year that is not complete
    parts: tuple[Part, ...]
    of: int  # how many state it
    bar: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """A table of years, newest first, each split into the same parts."""

    columns: tuple[str, ...]
    years: tuple[YearParts, ...]

    def __bool__(self) -> bool:
        return bool(self.years)


def kinds_of_employment(years: Sequence[SponsorshipYear], today: date) -> Split:
    """New hires against renewals and transfers, in positions; the receipt of a part is a unit of its own."""
    units = (NEW, CONTINUED, CHANGED)
    return _split(
        [(unit.short, unit.key) for unit in units],
        [(year, [unit.of(year) for unit in units]) for year in years],
        today,
    )


def wage_levels(years: Sequence[SponsorshipYear], today: date) -> Split:
    """Certified cases by the level of their prevailing wage: I is entry, IV is fully competent."""
    return _split(
        [(f"Level {level}", f"level={level}") for _, level in LEVELS],
        [(year, [getattr(year, f"level_{number}") for number, _ in LEVELS]) for year in years],
        today,
    )


def client_sites(years: Sequence[SponsorshipYear], today: date) -> Split:
    """Certified cases whose worker is placed with another entity, and those who are not."""
    return _split(
        [("At a client’s site", "client=yes"), ("Elsewhere", "client=no")],
        [(year, [year.at_client, year.not_at_client]) for year in years],
        today,
    )


def dependence(years: Sequence[SponsorshipYear], today: date) -> Split:
    """Certified cases in which the employer states that it is H-1B dependent, and those in which it does not."""
    return _split(
        [("States that it is", "dependent=yes"), ("States that it is not", "dependent=no")],
        [(year, [year.dependent, year.not_dependent]) for year in years],
        today,
    )


def _split(
    columns: Sequence[tuple[str, str]], years: Sequence[tuple[SponsorshipYear, Sequence[int | None]]], today: date
) -> Split:
    """The newest years in which any case states it."""
    found = []
    for year, values in years:
        known = [value or 0 for value in values]
        total = sum(known)
        if not total:
            continue
        parts = tuple(
            Part(name, value, value / total if total >= FEWEST_CASES else None, receipt)
            for (name, receipt), value in zip(columns, known, strict=True)
        )
        words = reach(year.fiscal_year, year.lca_through, today)
        found.append(YearParts(year.fiscal_year, words, parts, total, segments(known)))
    return Split(tuple(name for name, _ in columns), tuple(found[:MOST_YEARS]))


@dataclass(frozen=True, slots=True)
class Month:
    name: str
    cases: int
    share: float


@dataclass(frozen=True, slots=True)
class Season:
    """Certified cases by the month in which the Department received them."""

    months: tuple[Month, ...]
    fiscal_years: tuple[int, ...]  # newest first, added up
    partial: bool  # there is no whole year, so the months are not comparable
    chart: BarChart
    says: str


def filing_months(years: Sequence[SponsorshipYear], today: date) -> Season | None:
    """The newest five whole years added up; one that is not complete only where there is no other."""
    dated = [year for year in years if sum(year.received_by_month or ())]
    whole = [year for year in dated if not is_partial(year.fiscal_year, year.lca_through, today)]
    shown = whole[:MOST_YEARS] or dated[:1]
    sums = [sum(counts) for counts in zip(*(year.received_by_month or () for year in shown), strict=True)]
    total = sum(sums)
    if total < FEWEST_CASES:
        return None
    months = tuple(Month(name, cases, cases / total) for name, cases in zip(MONTHS, sums, strict=True))
    most = max(months, key=lambda month: month.cases)
    return Season(
        months,
        tuple(year.fiscal_year for year in shown),
        not whole,
        bars([Point(month.name, month.cases) for month in months], plot=90),
        f"LCA cases certified by the month they were received; most in {most.name} with {most.cases:,} of {total:,}.",
    )


@dataclass(frozen=True, slots=True)
class PermYear:
    fiscal_year: int
    reach: str
    certified: int | None
    denied: int | None
    bar: tuple[Segment, ...]


def perm_by_year(years: Sequence[SponsorshipYear], today: date) -> tuple[PermYear, ...]:
    """Green-card cases decided, newest first; the bars of all years have one scale."""
    known = [(year, PERM.of(year), PERM_DENIED.of(year)) for year in years]
    rows = [row for row in known if row[1] is not None or row[2] is not None]
    most = max(((certified or 0) + (denied or 0) for _, certified, denied in rows), default=0)
    return tuple(
        PermYear(
            year.fiscal_year,
            reach(year.fiscal_year, year.perm_through, today),
            certified,
            denied,
            segments((certified or 0, denied or 0), most) if most else (),
        )
        for year, certified, denied in rows
    )
