"""An employer's whole record for one page: the rows are read once, every block is cut from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache

from companies.charts import BarChart
from companies.insights.decisions import DecisionTable, approvals_and_denials
from companies.insights.fields import (
    Distribution,
    certified_in,
    field_distribution,
    newest_fields,
)
from companies.insights.years import (
    YearFigure,
    company_years,
    latest_whole,
    sponsorship_by_year,
    trend_chart,
    trend_sentence,
    units_with_figures,
    usual_unit,
)
from companies.models import Company, SponsorshipField, SponsorshipYear
from companies.units import Unit
from sources.models import ImportRun

SOURCES = ("lca", "perm", "uscis")


@dataclass(frozen=True, slots=True)
class Record:
    """`unit` None: no filing was found under any linked name."""

    units: tuple[Unit, ...]
    unit: Unit | None
    figures: tuple[YearFigure, ...]  # newest first
    latest: YearFigure | None
    years: tuple[SponsorshipYear, ...]
    fields: tuple[SponsorshipField, ...]  # of the year of the distribution
    distribution: Distribution | None
    imports: dict[str, ImportRun]  # newest finished import by source

    @property
    def chart(self) -> BarChart | None:
        return trend_chart(self.figures) if self.figures else None

    @property
    def chart_says(self) -> str:
        return trend_sentence(self.figures, self.unit) if self.unit else ""

    @property
    def decisions(self) -> DecisionTable:
        return approvals_and_denials(self.years)

    @property
    def certified_share(self) -> tuple[float, int] | None:
        """Share of decided LCA cases that were certified, and its fiscal year: the newest with 30 or more."""
        for year in self.years:
            decided = (year.lca_certified or 0) + (year.lca_denied or 0)
            if year.lca_certified is not None and year.lca_denied is not None and decided >= 30:
                return year.lca_certified / decided, year.fiscal_year
        return None

    def in_field(self, job_field: str, states: Sequence[str] = ()) -> int | None:
        """Certified in a job field (and state) in the year of the distribution; None where fields are not known."""
        if not self.distribution or not job_field:
            return None
        return certified_in(self.fields, self.distribution.unit, job_field, states)

    @property
    def imported(self) -> ImportRun | None:
        """The import that the shown unit's figures were last renewed by."""
        return self.imports.get(self.unit.dataset) if self.unit else None

    @property
    def publisher(self) -> str:
        """Who published the figures, where no rows stand behind them here."""
        return next((figure.published_by for figure in self.figures if figure.published_by), "")

    @property
    def whole_values(self) -> list[int | None]:
        """The newest six whole years, oldest first, for a picture without words."""
        return [figure.value for figure in self.figures if not figure.partial][:6][::-1]

    @property
    def in_words(self) -> str:
        """The record in one line; absence is named as such."""
        if not self.unit or not self.latest:
            return "No filing found"
        reach = f" {self.latest.reach}" if self.latest.partial else ""
        return f"{self.latest.value:,} {self.unit.name}, fiscal year {self.latest.fiscal_year}{reach}"


def record_of(company: Company, unit_key: str, today: date, own_field: str = "") -> Record:
    """Two queries, whatever the page shows. A unit without figures is answered with the usual one."""
    years = company_years(company)
    fields = newest_fields(company, today)
    units = units_with_figures(years)
    unit = next((unit for unit in units if unit.key == unit_key), None) or usual_unit(years, units)
    figures = sponsorship_by_year(years, unit, today) if unit else []
    return Record(
        units=tuple(units),
        unit=unit,
        figures=tuple(figures),
        latest=latest_whole(figures),
        years=tuple(years),
        fields=tuple(fields),
        distribution=field_distribution(fields, own_field, today),
        imports=newest_imports(),
    )


def newest_imports() -> dict[str, ImportRun]:
    """The newest finished import of each source; asked of the database once a minute."""

    def ask() -> dict[str, ImportRun]:
        runs = ImportRun.objects.filter(source__in=SOURCES, status=ImportRun.Status.DONE)
        newest = runs.order_by("source", "-finished_at").distinct("source").only("source", "finished_at")
        return {run.source: run for run in newest}

    return cache.get_or_set("newest-imports", ask, timeout=60) or {}
