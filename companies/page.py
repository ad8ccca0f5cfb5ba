"""The company page: profile, record, names, open postings, funding, news."""

from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, QuerySet, Window
from django.db.models.functions import JSONObject

from companies.insights import filed
from companies.insights.names import Ledger, legal_names
from companies.insights.record import record_of
from companies.insights.wages import Wages, wages_of
from companies.models import Company, Industry
from companies.panels import funding_panel, news_panel

MOST_POSTINGS = 10


def company_for_page() -> "QuerySet[Company]":
    """Companies with their industries and subsidiaries as lists of {slug, name}: one query for the profile."""
    named = JSONObject(slug="slug", name="name")
    industries = Industry.objects.filter(companies=OuterRef("pk")).order_by("name").values(json=named)
    parts = Company.objects.public().filter(parent=OuterRef("pk")).order_by("name").values(json=named)
    rows: QuerySet[Company] = Company.objects.select_related("parent", "merged_into")
    return rows.annotate(industry_list=ArraySubquery(industries), part_list=ArraySubquery(parts))


class CompanyPage:
    """All that the company template shows. `unit` is the reader's choice for the trend."""

    def __init__(self, company: Company, unit: str, today: date) -> None:
        self.company = company
        self.today = today
        self.record = record_of(company, unit, today)
        self.funding = funding_panel(company)
        self.news = news_panel(company)

    @cached_property
    def postings(self) -> list[Any]:
        """The newest open postings, each with the number of all (`open_count`)."""
        rows = self.company.postings.live().for_cards()
        counted = rows.annotate(open_count=Window(Count("pk")))
        return list(counted.order_by("-date_posted", "-pk")[:MOST_POSTINGS])

    @property
    def posting_count(self) -> int:
        return self.postings[0].open_count if self.postings else 0

    @cached_property
    def ledger(self) -> Ledger:
        return legal_names(self.company)

    @cached_property
    def wages(self) -> Wages | None:
        year = self.record.distribution
        return wages_of(self.company, year.fiscal_year, year.through, self.today) if year else None

    @cached_property
    def hires(self) -> filed.Split:
        return filed.kinds_of_employment(self.record.years, self.today)

    @property
    def levels(self) -> filed.Split:
        return filed.wage_levels(self.record.years, self.today)

    @property
    def client_sites(self) -> filed.Split:
        return filed.client_sites(self.record.years, self.today)

    @property
    def dependence(self) -> filed.Split:
        return filed.dependence(self.record.years, self.today)

    @property
    def season(self) -> filed.Season | None:
        return filed.filing_months(self.record.years, self.today)

    @cached_property
    def perm(self) -> tuple[filed.PermYear, ...]:
        return filed.perm_by_year(self.record.years, self.today)
