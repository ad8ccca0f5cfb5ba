"""The receipt behind a figure: data set, files with their dates, legal names, and the rows themselves.

A receipt counts again from the facts, by the rules of companies.rollups, so that a figure and its receipt can be
compared by anyone.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from companies.insights.labels import field_name
from companies.insights.names import LINKED
from companies.models import Company, LcaCase, PermCase, PublishedFigure, SponsorshipYear, UscisCount
from companies.units import DENIALS, PERM, PETITIONS, POSITIONS, Unit
from sources.models import ImportRun

# H-1B, and the few extracts that do not state the class; H-1B1 and E-3 are counted apart.
LCA_CLASSES = ("H-1B", "")
CERTIFIED = ("certified", "certified_withdrawn")
PERM_CERTIFIED = ("certified", "certified_expired")
ROWS_ON_PAGE = 25

# What is published of a row. Never a person, a contact or a tax number.
COLUMNS = {
    "lca": [
        *["case_key", "case_status", "visa_class", "decided_on", "employer_name__raw", "job_title"],
        *["soc_code_filed", "job_field", "worker_positions", "worksite_city", "worksite_state"],
        *["wage_from", "wage_to", "wage_unit", "wage_level"],
    ],
    "perm": [
        *["case_key", "case_status", "decided_on", "employer_name__raw", "job_title", "soc_code_filed"],
        *["job_field", "worksite_city", "worksite_state", "wage_year_from", "wage_year_to"],
    ],
    "uscis": [
        *["employer_name__raw", "fiscal_year", "city", "state", "naics_code"],
        *["initial_approvals", "initial_denials", "continuing_approvals", "continuing_denials"],
    ],
}
SHOWN = {
    "lca": ["case_key", "decided_on", "employer_name__raw", "job_title", "worksite_state", "worker_positions"],
    "perm": ["case_key", "decided_on", "employer_name__raw", "job_title", "worksite_state"],
    "uscis": [
        *["employer_name__raw", "city", "state"],
        *["initial_approvals", "continuing_approvals", "initial_denials", "continuing_denials"],
    ],
}
WORDS = {"employer_name__raw": "legal name", "case_key": "case number", "soc_code_filed": "SOC code as filed"}


@dataclass(frozen=True, slots=True)
class NameShare:
    name: str
    rows: int
    value: int


@dataclass(frozen=True, slots=True)
class Receipt:
    company: Company
    fiscal_year: int
    unit: Unit
    field: str  # a job field id, "none" for rows without one, empty for all
    state: str
    shown: int | None  # the figure as pages show it; None for a part of a year
    total: int  # the same, counted again from the rows or published figures
    row_count: int
    names: tuple[NameShare, ...]
    files: tuple[ImportRun, ...]
    published: tuple[PublishedFigure, ...]
    rows: "QuerySet[Any]"

    @property
    def narrowed(self) -> str:
        """in Software Engineering, WA"""
        parts = []
        if self.field:
            parts.append("no job field" if self.field == "none" else field_name(self.field))
        if self.state:
            parts.append(self.state)
        return ", ".join(parts)

    @property
    def query(self) -> str:
        return "&".join(f"{name}={value}" for name, value in (("field", self.field), ("state", self.state)) if value)

    @property
    def headings(self) -> list[str]:
        return [WORDS.get(name, name.replace("_", " ")) for name in SHOWN[self.unit.dataset]]

    @property
    def first_rows(self) -> list[tuple[Any, ...]]:
        return list(self.rows.values_list(*SHOWN[self.unit.dataset])[:ROWS_ON_PAGE])


def receipt_of(company: Company, fiscal_year: int, unit: Unit, field: str = "", state: str = "") -> Receipt:
    """The receipt of a company's figure in one fiscal year, all told or of one job field (and state)."""
    rows = _rows(company, fiscal_year, unit, field, state)
    value = _value(unit)
    names = [
        NameShare(name, count, amount)
        for name, count, amount in rows.order_by()
        .values_list("employer_name__raw")
        .annotate(n=Count("pk"), amount=value)
        .order_by("-amount", "employer_name__raw")
    ]
    published = _published(company, fiscal_year, unit, field) if not names else []
    year = SponsorshipYear.objects.filter(company=company, fiscal_year=fiscal_year).first()
    return Receipt(
        company=company,
        fiscal_year=fiscal_year,
        unit=unit,
        field=field,
        state=state,
        shown=unit.of(year) if year and not field and not state else None,
        total=sum(name.value for name in names) or sum(figure.value for figure in published),
        row_count=sum(name.rows for name in names),
        names=tuple(names),
        files=tuple(_files(rows)),
        published=tuple(published),
        rows=rows,
    )


def csv_lines(receipt: Receipt) -> Iterator[str]:
    """Every row of a receipt as CSV, streamed; published figures where no row stands behind it."""
    columns = COLUMNS[receipt.unit.dataset]
    yield _line([WORDS.get(name, name) for name in columns] if not receipt.published else PUBLISHED_HEAD)
    for figure in receipt.published:
        yield _line(
            [
                figure.employer_name.raw,
                figure.fiscal_year,
                figure.unit,
                figure.value,
                figure.source_name,
                figure.source_url,
            ]
        )
    for row in receipt.rows.values_list(*columns).iterator(chunk_size=2000):
        yield _line(row)


PUBLISHED_HEAD = ["legal name", "fiscal year", "unit", "value", "published by", "address"]


def _line(values: Iterable[object]) -> str:
    out = StringIO()
    csv.writer(out).writerow([_inert(value) for value in values])
    return out.getvalue()


def _inert(value: object) -> object:
    """A text that a spreadsheet would run as a formula is quoted: names in these files come from strangers."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _rows(company: Company, fiscal_year: int, unit: Unit, field: str, state: str) -> "QuerySet[Any]":
    linked = Q(employer_name__aliases__company=company, employer_name__aliases__state__in=LINKED)
    if unit.dataset == "uscis":
        counted = Q(initial_approvals__gt=0) | Q(continuing_approvals__gt=0)
        if unit is DENIALS:
            counted = Q(initial_denials__gt=0) | Q(continuing_denials__gt=0)
        rows = UscisCount.objects.filter(linked, counted, fiscal_year=fiscal_year)
        # Petitions carry no job field or worksite: a narrowed receipt has no rows.
        return (rows.none() if field or state else rows).order_by("employer_name__raw", "pk")
    cases: QuerySet[Any]
    if unit is PERM:
        cases = PermCase.objects.filter(linked, fiscal_year=fiscal_year, case_status__in=PERM_CERTIFIED)
    else:
        cases = LcaCase.objects.filter(
            linked, fiscal_year=fiscal_year, case_status__in=CERTIFIED, visa_class__in=LCA_CLASSES
        )
    if field:
        cases = cases.filter(job_field="" if field == "none" else field)
    if state:
        cases = cases.filter(worksite_state=state)
    return cases.order_by("-decided_on", "pk")


def _value(unit: Unit) -> Coalesce | Count:
    if unit is POSITIONS:
        return Coalesce(Sum("worker_positions"), 0)
    if unit in (PETITIONS, DENIALS):
        first, second = unit.columns
        return Coalesce(Sum(F(first) + F(second)), 0)
    return Count("pk")


def _published(company: Company, fiscal_year: int, unit: Unit, field: str) -> list[PublishedFigure]:
    figures = PublishedFigure.objects.filter(
        employer_name__aliases__company=company,
        employer_name__aliases__state__in=LINKED,
        fiscal_year=fiscal_year,
        unit__in=unit.columns,
        job_field=field,
    )
    return list(figures.select_related("employer_name"))


def _files(rows: "QuerySet[Any]") -> list[ImportRun]:
    runs = rows.order_by().values("run").annotate(first=Min("pk")).values("run")
    return list(ImportRun.objects.filter(pk__in=runs).order_by("subject", "-started_at").defer("error"))
