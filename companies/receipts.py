"""The receipt behind a figure: data set, files with their dates, legal names, and the rows themselves.

A receipt counts again from the facts, by the rules of companies.rollups, so that a figure and its receipt can be
compared by anyone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add, or_
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Aggregate, Count, F, FloatField, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.http import urlencode

from companies.insights.names import LINKED
from companies.models import Company, LcaCase, PermCase, PublishedFigure, SponsorshipYear, UscisCount
from companies.narrowing import conditions, words_of
from companies.rollup_queries import CERTIFIED, FEWEST_WAGES, LCA_CLASSES, PERM_CERTIFIED
from companies.units import CHANGED, CONTINUED, DENIALS, NEW, PERM_DENIED, PETITIONS, POSITIONS, Unit
from sources.csv_answer import Rows
from sources.models import ImportRun

ROWS_ON_PAGE = 25
# Of a certified transfer, renewal or change, what is neither new nor continued employment.
_CHANGES = ("change_previous_employment", "new_concurrent_employment", "change_employer", "amended_petition")

# What is published of a row. Never a person, a contact or a tax number.
COLUMNS = {
    "lca": [
        *["case_key", "case_status", "visa_class", "received_on", "decided_on", "employer_name__raw", "job_title"],
        *["soc_code_filed", "job_field", "worker_positions", "new_employment", "continued_employment", *_CHANGES],
        *["worksite_city", "worksite_state", "secondary_entity", "h1b_dependent"],
        *["wage_from", "wage_to", "wage_unit", "wage_level", "wage_year_from"],
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
WORDS = {
    "employer_name__raw": "legal name",
    "case_key": "case number",
    "soc_code_filed": "SOC code as filed",
    "secondary_entity": "placed with another entity",
    "h1b_dependent": "H-1B dependent",
    "wage_year_from": "wage of a year, from",
}


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
    narrow: Mapping[str, str]  # companies.narrowing
    shown: int | None  # the figure as pages show it; None for a part of a year
    total: int  # the same, counted again from the rows or published figures
    row_count: int
    names: tuple[NameShare, ...]
    files: tuple[ImportRun, ...]
    published: tuple[PublishedFigure, ...]
    rows: "QuerySet[Any]"

    @property
    def narrowed(self) -> str:
        """Software Engineering, WA"""
        return words_of(self.narrow)

    @property
    def query(self) -> str:
        return urlencode(self.narrow)

    @property
    def wages(self) -> tuple[int, ...]:
        """Quartiles of the yearly wages of these rows, counted again; empty for fewer than ten and for other units."""
        if self.unit.dataset != "lca":
            return ()
        known = self.rows.order_by().exclude(wage_year_from=None)
        found = known.aggregate(n=Count("pk"), quartiles=_Quartiles("wage_year_from"))
        return tuple(round(value) for value in found["quartiles"]) if found["n"] >= FEWEST_WAGES else ()

    @property
    def headings(self) -> list[str]:
        return [WORDS.get(name, name.replace("_", " ")) for name in SHOWN[self.unit.dataset]]

    @property
    def first_rows(self) -> list[tuple[Any, ...]]:
        return list(self.rows.values_list(*SHOWN[self.unit.dataset])[:ROWS_ON_PAGE])


class _Quartiles(Aggregate):
    """The values at a quarter, a half and three quarters."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = ArrayField(FloatField())


def receipt_of(company: Company, fiscal_year: int, unit: Unit, narrow: Mapping[str, str] | None = None) -> Receipt:
    """The receipt of a company's figure in one fiscal year, all told or of a part (companies.narrowing)."""
    narrow = narrow or {}
    rows = _rows(company, fiscal_year, unit, narrow)
    value = _value(unit)
    names = [
        NameShare(name, count, amount)
        for name, count, amount in rows.order_by()
        .values_list("employer_name__raw")
        .annotate(n=Count("pk"), amount=value)
        .order_by("-amount", "employer_name__raw")
    ]
    published = _published(company, fiscal_year, unit, narrow) if not names else []
    year = SponsorshipYear.objects.filter(company=company, fiscal_year=fiscal_year).first()
    return Receipt(
        company=company,
        fiscal_year=fiscal_year,
        unit=unit,
        narrow=narrow,
        shown=unit.of(year) if year and not narrow else None,
        total=sum(name.value for name in names) or sum(figure.value for figure in published),
        row_count=sum(name.rows for name in names),
        names=tuple(names),
        files=tuple(_files(rows)),
        published=tuple(published),
        rows=rows,
    )


def all_rows(receipt: Receipt) -> Rows:
    """Every row of a receipt below its head; published figures where no row stands behind it."""
    columns = COLUMNS[receipt.unit.dataset]
    yield [WORDS.get(name, name) for name in columns] if not receipt.published else PUBLISHED_HEAD
    for figure in receipt.published:
        source = [figure.source_name, figure.source_url]
        yield [figure.employer_name.raw, figure.fiscal_year, figure.unit, figure.value, *source]
    yield from receipt.rows.values_list(*columns).iterator(chunk_size=2000)


PUBLISHED_HEAD = ["legal name", "fiscal year", "unit", "value", "published by", "address"]


def _rows(company: Company, fiscal_year: int, unit: Unit, narrow: Mapping[str, str]) -> "QuerySet[Any]":
    linked = Q(employer_name__aliases__company=company, employer_name__aliases__state__in=LINKED)
    part = conditions(narrow, unit.dataset)
    of_year = [linked, Q(fiscal_year=fiscal_year), *part]
    rows: QuerySet[Any]
    if unit.dataset == "uscis":
        rows = UscisCount.objects.filter(*of_year, _any_of(unit.columns)).order_by("employer_name__raw", "pk")
    elif unit.dataset == "perm":
        status = Q(case_status="denied") if unit is PERM_DENIED else Q(case_status__in=PERM_CERTIFIED)
        rows = PermCase.objects.filter(*of_year, status).order_by("-decided_on", "pk")
    else:
        certified = Q(case_status__in=CERTIFIED, visa_class__in=LCA_CLASSES)
        counted = _any_of(_SUMMED[unit]) if unit in (NEW, CONTINUED, CHANGED) else Q()
        rows = LcaCase.objects.filter(*of_year, certified, counted).order_by("-decided_on", "pk")
    # A part that the data set does not state has no rows.
    return rows.none() if len(part) < len(narrow) else rows


_SUMMED = {
    POSITIONS: ("worker_positions",),
    NEW: ("new_employment",),
    CONTINUED: ("continued_employment",),
    CHANGED: _CHANGES,
    PETITIONS: PETITIONS.columns,
    DENIALS: DENIALS.columns,
}


def _any_of(columns: Iterable[str]) -> Q:
    return reduce(or_, (Q(**{f"{column}__gt": 0}) for column in columns))


def _value(unit: Unit) -> Coalesce | Count:
    """Rows are counted, or what they state is added up."""
    if unit not in _SUMMED:
        return Count("pk")
    return Coalesce(Sum(reduce(add, (Coalesce(F(column), 0) for column in _SUMMED[unit]))), 0)


def _published(company: Company, fiscal_year: int, unit: Unit, narrow: Mapping[str, str]) -> list[PublishedFigure]:
    if narrow.keys() - {"field"}:
        return []
    figures = PublishedFigure.objects.filter(
        employer_name__aliases__company=company,
        employer_name__aliases__state__in=LINKED,
        fiscal_year=fiscal_year,
        unit__in=unit.columns,
        job_field=narrow.get("field", ""),
    )
    return list(figures.select_related("employer_name"))


def _files(rows: "QuerySet[Any]") -> list[ImportRun]:
    runs = rows.order_by().values("run").annotate(first=Min("pk")).values("run")
    return list(ImportRun.objects.filter(pk__in=runs).order_by("subject", "-started_at").defer("error"))
