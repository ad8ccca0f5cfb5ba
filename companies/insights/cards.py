"""The record as a result card shows it: five years at a glance, the newest whole year in words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Sum

from companies.charts import Point, Spark, spark
from companies.insights.years import YearFigure, latest_whole, sponsorship_by_year, units_with_figures, usual_unit
from companies.models import SponsorshipField, SponsorshipYear
from companies.rollup_queries import STATED
from companies.units import CASES, POSITIONS, Unit, fiscal_year_of

YEARS = 5


@dataclass(frozen=True, slots=True)
class CardRecord:
    """What is known of one company; `latest` None: no filing found."""

    unit: Unit | None
    latest: YearFigure | None
    spark: Spark | None
    by_field: dict[str, int]  # certified in that year, by job field


def records_for_cards(company_ids: Iterable[int | None], today: date) -> dict[int, CardRecord]:
    """The records of many companies in two queries."""
    ids = {company_id for company_id in company_ids if company_id is not None}
    since = fiscal_year_of(today) - YEARS - 1
    years: dict[int, list[SponsorshipYear]] = defaultdict(list)
    for year in SponsorshipYear.objects.filter(company__in=ids).defer(*STATED).order_by("-fiscal_year"):
        years[year.company_id].append(year)
    records = {company_id: _record(years[company_id], today) for company_id in ids}
    counts = (
        SponsorshipField.objects.filter(company__in=ids, fiscal_year__gte=since)
        .exclude(job_field="")
        .values_list("company_id", "fiscal_year", "job_field")
        .annotate(positions=Sum(F("lca_positions")), cases=Sum(F("lca_certified")))
    )
    for company_id, fiscal_year, job_field, positions, cases in counts:
        record = records[company_id]
        if record.latest and record.latest.fiscal_year == fiscal_year and record.unit in (POSITIONS, CASES):
            record.by_field[job_field] = positions if record.unit is POSITIONS else cases
    return records


def _record(years: list[SponsorshipYear], today: date) -> CardRecord:
    unit = usual_unit(years, units_with_figures(years))
    if unit is None:
        return CardRecord(None, None, None, {})
    figures = sponsorship_by_year(years, unit, today)
    shown = _last_years(figures)
    return CardRecord(unit, latest_whole(figures), spark(shown), {})


def _last_years(figures: list[YearFigure]) -> list[Point]:
    return [figure.point for figure in figures[:YEARS][::-1]]
