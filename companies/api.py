"""Companies and their record as JSON: the same functions as the pages."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from companies.directory import DirectoryPage
from companies.insights.record import record_of
from companies.insights.years import company_years, sponsorship_by_year, units_with_figures
from companies.models import Company
from companies.units import Unit

router = Router(tags=["Companies"])


class CompanyQuery(Schema):
    """The parameters of the directory. What cannot be understood is left out and named in `problems`."""

    q: str = Field("", description="A part of the name, or of a legal name.")
    record: str = Field("", description="any, new, perm")
    exempt: str = Field("", description="yes")
    stage: str = ""
    industry: str = Field("", description="Slug of an industry.")
    state: str = ""
    sort: str = Field("", description="record, name")
    page: str = Field("", description="From 1; 50 a page.")


class CompanyLine(Schema):
    slug: str
    name: str
    address: str
    city: str
    state: str
    country_code: str
    employees_min: int | None
    employees_max: int | None
    cap_exempt: bool | None = Field(description="None: not known.")
    is_sample: bool


class CompaniesOut(Schema):
    total: int
    page: int
    pages: int
    problems: list[str]
    companies: list[CompanyLine]


class YearOut(Schema):
    fiscal_year: int
    value: int | None = Field(description="None: no data, which is not zero.")
    complete: bool
    through: date | None = Field(description="Last decision day covered, where known.")
    published_by: str = Field(description="Set where no row of ours stands behind the figure.")
    receipt: str


class UnitOut(Schema):
    unit: str
    name: str = Field(description="What is counted: LCA cases certified, H-1B petitions approved, …")
    source: str
    years: list[YearOut] = Field(description="Newest first.")


class FieldOut(Schema):
    job_field: str
    name: str
    value: int
    share: float


class DistributionOut(Schema):
    fiscal_year: int
    complete: bool
    unit: str
    fields: list[FieldOut]


class CompanyOut(CompanyLine):
    description: str
    website: str
    notice: str
    record: list[UnitOut] = Field(description="Empty: no filing found.")
    distribution: DistributionOut | None


NOTICE = "A record is not a promise: it shows what this employer has filed before."


def _line(company: Company) -> dict[str, Any]:
    same = [
        "slug",
        "name",
        "city",
        "state",
        "country_code",
        "employees_min",
        "employees_max",
        "cap_exempt",
        "is_sample",
    ]
    return {
        **{name: getattr(company, name) for name in same},
        "address": settings.SITE_URL + company.get_absolute_url(),
    }


def _unit(company: Company, unit: Unit, years: list[Any], today: date) -> dict[str, Any]:
    return {
        "unit": unit.key,
        "name": unit.name,
        "source": unit.source,
        "years": [
            {
                "fiscal_year": figure.fiscal_year,
                "value": figure.value,
                "complete": not figure.partial,
                "through": figure.through,
                "published_by": figure.published_by,
                "receipt": settings.SITE_URL
                + reverse("companies:receipt", args=[company.slug, figure.fiscal_year, unit.key]),
            }
            for figure in sponsorship_by_year(years, unit, today)
        ],
    }


@router.get("/companies", response=CompaniesOut, summary="Search companies")
def companies(request: HttpRequest, asked: Query[CompanyQuery]) -> dict[str, Any]:
    """`asked` documents the parameters; the page's own filter reads them."""
    page = DirectoryPage(request.GET, timezone.localdate())
    return {
        "total": page.total,
        "page": page.number,
        "pages": page.pages.last,
        "problems": page.problems,
        "companies": [_line(line.company) for line in page.lines],
    }


@router.get("/companies/{slug:slug}", response=CompanyOut, summary="One company with its record")
def company(request: HttpRequest, slug: str) -> dict[str, Any]:
    today = timezone.localdate()
    found = get_object_or_404(Company.objects.public(), slug=slug)
    years = company_years(found)
    distribution = record_of(found, "", today).distribution
    return {
        **_line(found),
        "description": found.description,
        "website": found.website,
        "notice": NOTICE,
        "record": [_unit(found, unit, years, today) for unit in units_with_figures(years)],
        "distribution": distribution
        and {
            "fiscal_year": distribution.fiscal_year,
            "complete": not distribution.partial,
            "unit": distribution.unit.name,
            "fields": [
                {"job_field": row.job_field, "name": row.name, "value": row.value, "share": row.share}
                for row in distribution.rows
            ],
        },
    }
