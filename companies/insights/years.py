"""One company's yearly figures: which unit, which years are whole, what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from companies.charts import BarChart, Kind, Point, bars
from companies.models import Company, SponsorshipYear
from companies.units import SWITCH, Unit, is_partial

MOST_BARS = 8


@dataclass(frozen=True, slots=True)
class YearFigure:
    """One fiscal year of one unit. `value` None: no data, which is not zero."""

    fiscal_year: int
    value: int | None
    partial: bool
    through: date | None
    published_by: str  # set where somebody's figure, and no row of ours, stands behind it
    change: float | None  # against the year before, both whole; 0.1 is 10 % more

    @property
    def point(self) -> Point:
        return Point(str(self.fiscal_year), self.value, self.partial, self.reach)

    @property
    def kind(self) -> Kind:
        return self.point.kind

    @property
    def reach(self) -> str:
        """How far a partial year is covered: "to 30 Jun"."""
        return partial_words(self.through) if self.partial else ""


def partial_words(through: date | None) -> str:
    return f"to {through.day} {through:%b}" if through else "so far"


def reach(fiscal_year: int, through: date | None, today: date) -> str:
    """ "to 30 Jun" for a year that is not complete, else empty."""
    return partial_words(through) if is_partial(fiscal_year, through, today) else ""


def company_years(company: Company) -> list[SponsorshipYear]:
    """All yearly figures of a company, newest first: one query for every block of a page."""
    return list(company.sponsorship_years.order_by("-fiscal_year"))


def units_with_figures(years: Sequence[SponsorshipYear]) -> list[Unit]:
    """The units that the reader can switch among, in their fixed order."""
    return [unit for unit in SWITCH if any(unit.of(year) is not None for year in years)]


def usual_unit(years: Sequence[SponsorshipYear], units: Sequence[Unit]) -> Unit | None:
    """What a page opens with: the unit known for most fiscal years, so that a part of a year hides no longer record."""
    return max(units, key=lambda unit: sum(unit.of(year) is not None for year in years), default=None)


def sponsorship_by_year(years: Sequence[SponsorshipYear], unit: Unit, today: date) -> list[YearFigure]:
    """One figure for each fiscal year from the first to the last with data, newest first, gaps as missing."""
    by_year = {year.fiscal_year: year for year in years if unit.of(year) is not None}
    if not by_year:
        return []
    figures: list[YearFigure] = []
    before: YearFigure | None = None
    for fiscal_year in range(min(by_year), max(by_year) + 1):
        before = _figure(fiscal_year, by_year.get(fiscal_year), unit, today, before)
        figures.append(before)
    return figures[::-1]


def _figure(
    fiscal_year: int, year: SponsorshipYear | None, unit: Unit, today: date, before: YearFigure | None
) -> YearFigure:
    if year is None:
        return YearFigure(fiscal_year, None, False, None, "", None)
    value = unit.of(year)
    through = {"lca": year.lca_through, "perm": year.perm_through}.get(unit.dataset)
    partial = is_partial(fiscal_year, through, today)
    comparable = before and before.value and not before.partial and not partial
    change = value / before.value - 1 if comparable and before and before.value and value is not None else None
    publisher = next((str(year.published_units[name]) for name in unit.columns if name in year.published_units), "")
    return YearFigure(fiscal_year, value, partial, through, publisher, change)


def latest_whole(figures: Sequence[YearFigure]) -> YearFigure | None:
    """The newest whole year with a figure; a partial one only where there is no other."""
    known = [figure for figure in figures if figure.value is not None]
    return next((figure for figure in known if not figure.partial), known[0] if known else None)


def trend_chart(figures: Sequence[YearFigure]) -> BarChart:
    """The newest years as bars, oldest left."""
    return bars([figure.point for figure in figures[:MOST_BARS][::-1]])


def trend_sentence(figures: Sequence[YearFigure], unit: Unit) -> str:
    """What a screen reader hears instead of the chart."""
    shown = figures[:MOST_BARS]
    whole = [figure for figure in shown if figure.value is not None and not figure.partial]
    said = f"{unit.name} by fiscal year, {shown[-1].fiscal_year} to {shown[0].fiscal_year}."
    if whole:
        highest = max(whole, key=lambda figure: figure.value or 0)
        said += f" Highest {highest.fiscal_year} with {highest.value:,}; latest whole year "
        said += f"{whole[0].fiscal_year} with {whole[0].value:,}."
    for figure in shown:
        if figure.partial and figure.value is not None:
            said += f" {figure.fiscal_year} {figure.reach}: {figure.value:,}, not comparable."
    return f"{said} Table follows."
