"""One role in one place over the last eight quarters; of the state or the nation where the place has none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.cache import cache
from django.db.models import Q, Sum
from django.utils.http import urlencode

from companies.charts import BarChart, Point, bars
from companies.models import Company, FilingPeriod, SponsorshipPlace
from companies.units import fiscal_year_of

QUARTERS = 8
# A complete file may end a few days before its quarter does.
_SLACK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Quarter:
    """`value` None: no file of that quarter is here, which is not zero."""

    fiscal_year: int
    quarter: int  # 1: October to December
    value: int | None
    partial: bool

    @property
    def name(self) -> str:
        months = ("Oct–Dec", "Jan–Mar", "Apr–Jun", "Jul–Sep")[self.quarter - 1]
        return f"{months} {_first_day(self.fiscal_year, self.quarter).year}"


@dataclass(frozen=True, slots=True)
class RoleRecord:
    """`place` is where the counts are from: the city, else the state, else the nation."""

    quarters: tuple[Quarter, ...]  # newest first
    total: int
    place: str
    place_query: str  # what narrows a receipt to that place
    asked: tuple[str, ...]  # narrower places in which no filing was found
    chart: BarChart
    says: str

    @property
    def first(self) -> Quarter:
        return self.quarters[-1]

    @property
    def last(self) -> Quarter:
        return self.quarters[0]


def role_in_place(company: Company, job_field: str, city: str, state: str, state_name: str) -> RoleRecord | None:
    """Certified cases of a job field by quarter, newest first; None where the field is not sure or no file is here.

    `state` is a code of two letters. One query beside the periods, which are asked for once a minute.
    """
    covered = _covered()
    if not job_field or not covered:
        return None
    wanted = _last_quarters(max(covered.values()))
    places = _places(city, state, state_name)
    rows = (
        company.sponsorship_places.filter(job_field=job_field, fiscal_year__gte=wanted[-1][0])
        .values_list("fiscal_year", "quarter")
        .annotate(**{f"in_{n}": Sum("lca_certified", filter=place[0], default=0) for n, place in enumerate(places)})
    )
    counts = {(fiscal_year, quarter): sums for fiscal_year, quarter, *sums in rows}
    sums = {key: counts.get(key, [0] * len(places)) for key in wanted}
    totals = [sum(row[number] for row in sums.values()) for number in range(len(places))]
    chosen = next((number for number, total in enumerate(totals) if total), len(places) - 1)
    quarters = tuple(_quarter(key, sums[key][chosen], covered) for key in wanted)
    _, place, query = places[chosen]
    return RoleRecord(
        quarters,
        totals[chosen],
        place,
        query,
        tuple(name for _, name, _ in places[:chosen]),
        bars([_point(one) for one in quarters[::-1]], plot=90),
        f"LCA cases certified by quarter, {quarters[-1].name} to {quarters[0].name}, {place}: "
        f"{totals[chosen]:,} together. Table follows.",
    )


def _places(city: str, state: str, state_name: str) -> list[tuple[Q, str, str]]:
    """Narrowest first: what counts there, its name, and the query of a receipt."""
    found = []
    if city and state:
        here = {"state": state, "city": city.upper()}
        found.append((Q(**here), f"{city}, {state}", urlencode(here)))
    if state:
        found.append((Q(state=state), state_name, urlencode({"state": state})))
    return [*found, (Q(), "the whole United States", "")]


def _covered() -> dict[int, date]:
    """Fiscal year → last decision day of its imported LCA files; asked of the database once a minute.

    A year whose files date no case is not covered: what was decided when is unknown there, not zero.
    """

    def ask() -> dict[int, date]:
        dated = set(SponsorshipPlace.objects.values_list("fiscal_year", flat=True).distinct())
        periods = FilingPeriod.objects.filter(dataset="lca", fiscal_year__in=dated)
        return dict(periods.values_list("fiscal_year", "through"))

    return cache.get_or_set("lca-periods", ask, timeout=60) or {}


def _last_quarters(newest: date) -> list[tuple[int, int]]:
    """(fiscal year, quarter) of the eight quarters up to a day, newest first."""
    number = fiscal_year_of(newest) * 4 + (newest.month + 2) // 3 % 4
    return [(back // 4, back % 4 + 1) for back in range(number, number - QUARTERS, -1)]


def _quarter(key: tuple[int, int], value: int, covered: Mapping[int, date]) -> Quarter:
    fiscal_year, quarter = key
    through = covered.get(fiscal_year, date.min)
    known = through >= _first_day(fiscal_year, quarter)
    partial = known and through < _first_day(fiscal_year, quarter + 1) - _SLACK
    return Quarter(fiscal_year, quarter, value if known or value else None, partial)


def _first_day(fiscal_year: int, quarter: int) -> date:
    month = 10 + 3 * (quarter - 1)
    return date(fiscal_year - 1 + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _point(one: Quarter) -> Point:
    """Month over year, so that eight of them fit a phone."""
    months, _, year = one.name.partition(" ")
    return Point(months[:3], one.value, one.partial, year)
