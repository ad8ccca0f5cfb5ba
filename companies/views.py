"""Companies: directory, profile with record, and the receipt behind every figure."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from companies import tables
from companies.compare import ComparePage
from companies.directory import DirectoryPage
from companies.insights.record import record_of
from companies.insights_page import InsightsPage
from companies.models import Company
from companies.narrowing import read_parts
from companies.page import CompanyPage, company_for_page
from companies.pictures import picture
from companies.receipts import Receipt, all_rows, receipt_of
from companies.units import BY_KEY
from sources.csv_answer import csv_answer

FIRST_FISCAL_YEAR = 1990  # the H-1B class exists since October 1990


@require_safe
def company_list(request: HttpRequest) -> HttpResponse:
    page = DirectoryPage(request.GET, timezone.localdate())
    return render(request, "companies/company_list.html", {"page": page})


@require_safe
def company(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(company_for_page(), slug=slug)
    if found.merged_into is not None:
        return redirect(found.merged_into, permanent=True)
    page = CompanyPage(found, request.GET.get("unit", ""), timezone.localdate())
    return render(request, "companies/company.html", {"page": page})


@require_safe
@cache_control(public=True, max_age=86400)
def company_picture(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Company.objects.public(), slug=slug)
    record = record_of(found, "", timezone.localdate())
    return HttpResponse(
        picture("H-1B record", found.name, record.in_words, record.whole_values), content_type="image/png"
    )


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    page = ComparePage(request.GET, timezone.localdate())
    return render(request, "companies/compare.html", {"page": page})


@require_safe
def insights(request: HttpRequest) -> HttpResponse:
    page = InsightsPage(request.GET, timezone.localdate())
    return render(request, "companies/insights.html", {"page": page})


@require_safe
def company_csv(request: HttpRequest, slug: str, table: str) -> StreamingHttpResponse:
    if table not in tables.OF_COMPANY:
        raise Http404(f"no table {table}")
    found = get_object_or_404(Company.objects.public(), slug=slug)
    return csv_answer(f"{slug}-{table}", tables.OF_COMPANY[table](CompanyPage(found, "", timezone.localdate())))


@require_safe
def company_list_csv(request: HttpRequest) -> StreamingHttpResponse:
    return csv_answer("companies", tables.directory(DirectoryPage(request.GET, timezone.localdate())))


@require_safe
def compare_csv(request: HttpRequest) -> StreamingHttpResponse:
    return csv_answer("comparison", tables.compare(ComparePage(request.GET, timezone.localdate())))


@require_safe
def insights_csv(request: HttpRequest) -> StreamingHttpResponse:
    return csv_answer("sponsors", tables.insights(InsightsPage(request.GET, timezone.localdate())))


@require_safe
def receipt(request: HttpRequest, slug: str, fiscal_year: int, unit: str) -> HttpResponse:
    return render(request, "companies/receipt.html", {"receipt": _receipt(request, slug, fiscal_year, unit)})


@require_safe
def receipt_csv(request: HttpRequest, slug: str, fiscal_year: int, unit: str) -> StreamingHttpResponse:
    asked = _receipt(request, slug, fiscal_year, unit)
    return csv_answer(f"{slug}-fy{fiscal_year}-{unit}", all_rows(asked))


def _receipt(request: HttpRequest, slug: str, fiscal_year: int, unit: str) -> Receipt:
    found = get_object_or_404(Company.objects.public(), slug=slug)
    if unit not in BY_KEY or not FIRST_FISCAL_YEAR <= fiscal_year <= 9999:
        raise Http404(f"no {unit} of fiscal year {fiscal_year}")
    return receipt_of(found, fiscal_year, BY_KEY[unit], read_parts(request.GET))
