"""Who files most, over all fields or in one."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Sum

from companies.insights.labels import field_name
from companies.models import SponsorshipField, SponsorshipYear
from companies.units import CASES, PETITIONS, POSITIONS, Unit, fiscal_year_of, is_partial

MOST = 10


@dataclass(frozen=True, slots=True)
class TopRow:
    name: str
    slug: str
    value: int
    fiscal_year: int


@dataclass(frozen=True, slots=True)
class FieldChip:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class TopTable:
    unit: Unit
    rows: tuple[TopRow, ...]
    caption: str
    field: str
    fields: tuple[FieldChip, ...]
    partial: bool = False  # the year is not complete


def top_sponsors(field: str, today: date) -> TopTable:
    """The ten companies with the highest figures of the newest whole fiscal year with enough companies.

    Without a field: petitions approved or LCA cases certified, whichever covers more companies. Two or three queries.
    """
    fields = _fields()
    if field in {chip.id for chip in fields}:
        return _in_field(field, fields, today)
    return _overall(fields, today)


def _fields() -> tuple[FieldChip, ...]:
    largest = (
        SponsorshipField.objects.exclude(job_field="")
        .values_list("job_field")
        .annotate(cases=Sum("lca_certified"))
        .order_by("-cases")[:12]
    )
    return tuple(FieldChip(job_field, field_name(job_field)) for job_field, _ in largest)


def _in_field(field: str, fields: tuple[FieldChip, ...], today: date) -> TopTable:
    """Of the newest whole year; while there is none, of as much of the newest as is here, which is said."""
    rows = SponsorshipField.objects.filter(job_field=field)
    reach = dict(rows.values_list("fiscal_year").annotate(through=Max("through")).order_by("-fiscal_year"))
    whole = (year for year, through in reach.items() if not is_partial(year, through, today))
    year = next(whole, next(iter(reach), 0))
    through = reach.get(year)
    partial = is_partial(year, through, today)
    sums = (
        rows.filter(fiscal_year=year)
        .values_list("company__name", "company__slug")
        .annotate(value=Sum("lca_certified"))
        .filter(value__gt=0)
        .order_by("-value", "company__name")[:MOST]
    )
    found = tuple(TopRow(name, slug, value, year) for name, slug, value in sums)
    said = f", to {through.day} {through:%b %Y} only" if partial and through else ", not complete" if partial else ""
    caption = f"{CASES.name} in {field_name(field)}, fiscal year {year}{said}"
    return TopTable(CASES, found, caption, field, fields, partial)


def _overall(fields: tuple[FieldChip, ...], today: date) -> TopTable:
    best: tuple[Unit, int, list[tuple[str, str, int]]] = (CASES, 0, [])
    years = SponsorshipYear.objects.filter(fiscal_year__lt=fiscal_year_of(today))
    for unit in (POSITIONS, CASES, PETITIONS):
        column = unit.columns[0]
        known = years.filter(**{f"{column}__isnull": False})
        year = known.aggregate(newest=Max("fiscal_year"))["newest"] or 0
        total = sum((Sum(name) for name in unit.columns[1:]), Sum(column))
        rows = list(
            known.filter(fiscal_year=year)
            .values_list("company__name", "company__slug")
            .annotate(value=total)
            .filter(value__gt=0)
            .order_by("-value", "company__name")[:MOST]
        )
        if len(rows) > len(best[2]):
            best = (unit, year, rows)
    unit, year, rows = best
    found = tuple(TopRow(name, slug, value, year) for name, slug, value in rows)
    return TopTable(unit, found, f"{unit.name}, fiscal year {year}, all job fields", "", fields)
