"""Postings as JSON: any search, through the same filter as the page, and one posting."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from postings.models import Posting
from postings.results import SearchPage

router = Router(tags=["Postings"])


class SearchQuery(Schema):
    """The parameters of the search page. What cannot be understood is left out and named in `problems`."""

    q: str = Field("", description="Keywords: all words, “phrases”, -without, or.")
    exact: str = Field("", description="1: slips of the finger in the keywords are not mended.")
    place: str = Field("", description="City, state, country, metropolitan area or “remote”.")
    within: str = Field("", description="Miles around the city of `place`: 10, 25, 50, 100.")
    stance: list[str] = Field([], description="What the posting says: offers, none, refuses, …")
    hide: list[str] = Field([], description="refuses, citizenship_required, clearance_required, agency")
    record: list[str] = Field([], description="any, field, here, new, perm, exempt")
    sponsors: str = Field("", description="Least filings in the employer’s best recent year: 10, 100, 1000.")
    workplace: list[str] = Field([], description="on_site, hybrid, remote")
    level: list[str] = Field([], description="intern, entry, mid, senior, staff, manager, executive")
    type: list[str] = Field([], description="schema.org employment types: FULL_TIME, INTERN, …")
    field: list[str] = Field([], description="Job field ids.")
    industry: list[str] = []
    skill: list[str] = []
    stage: list[str] = Field([], description="Funding stage of the employer.")
    size: list[str] = Field([], description="Employees: 1-50, 51-200, 201-1000, 1001-5000, 5001-")
    company: str = Field("", description="Slug of a company.")
    pay: str = Field("", description="The stated pay reaches so many US$ a year.")
    years: str = Field("", description="At most so many years of experience are asked.")
    posted: str = Field("", description="Posted within so many days: 1, 7, 30.")
    sort: str = Field("", description="best, newest, pay, record")
    page: str = Field("", description="From 1; 25 a page.")


class PayOut(Schema):
    minimum: Decimal | None
    maximum: Decimal | None
    currency: str
    period: str = Field(description="year, month, week, day, hour, as posted")


class PostingLine(Schema):
    id: int
    title: str
    company: str
    company_slug: str | None = Field(description="None: not linked to a company.")
    address: str
    employer_address: str
    places: list[dict[str, Any]]
    workplace: str
    employment_type: str
    seniority: str
    job_field: str
    stance: str
    stance_sentence: str
    pay: PayOut | None = Field(description="As stated; None: not stated.")
    date_posted: date | None
    first_seen_at: datetime
    last_checked_at: datetime
    closed_at: datetime | None
    is_sample: bool


class PostingOut(PostingLine):
    summary: str
    responsibilities: list[str]
    required: list[str]
    preferred: list[str]
    benefits: list[str]
    industries: list[str]
    skills: list[str]
    description_html: str


class FoundOut(Schema):
    total: int
    page: int
    pages: int
    problems: list[str]
    mended: str = Field(description="The keywords without the slips that were found in them; empty where none were.")
    postings: list[PostingLine]


def _line(posting: Posting) -> dict[str, Any]:
    """What a list shows of a posting."""
    has_pay = posting.pay_min is not None or posting.pay_max is not None
    pay = {
        "minimum": posting.pay_min,
        "maximum": posting.pay_max,
        "currency": posting.pay_currency,
        "period": posting.pay_period,
    }
    same = ["id", "title", "places", "workplace", "employment_type", "seniority", "job_field", "stance"]
    same += ["date_posted", "first_seen_at", "last_checked_at", "closed_at", "is_sample"]
    return {
        **{name: getattr(posting, name) for name in same},
        "company": posting.company_name,
        "company_slug": posting.company.slug if posting.company else None,
        "address": settings.SITE_URL + posting.get_absolute_url(),
        "employer_address": posting.url,
        "stance_sentence": posting.stance_evidence,
        "pay": pay if has_pay else None,
    }


@router.get("/postings", response=FoundOut, summary="Search open postings")
def search(request: HttpRequest, asked: Query[SearchQuery]) -> dict[str, Any]:
    """`asked` documents the parameters; the page's own filter reads them, so that both always agree."""
    page = SearchPage(request.GET, timezone.localdate())
    return {
        "total": page.total,
        "page": page.number,
        "pages": page.pages.last,
        "problems": page.problems,
        "mended": page.asked["q"] if page.filter.typed else "",
        "postings": [_line(card.posting) for card in page.cards],
    }


@router.get("/postings/{int:pk}", response=PostingOut, summary="One posting, open or closed")
def posting(request: HttpRequest, pk: int) -> dict[str, Any]:
    found = get_object_or_404(Posting.objects.for_page(), pk=pk)
    if found.is_hidden:
        raise Http404
    texts = ["summary", "responsibilities", "required", "preferred", "benefits", "industries", "skills"]
    return {**_line(found), **{name: getattr(found, name) for name in [*texts, "description_html"]}}
