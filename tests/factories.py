"""Plain functions that make objects for tests. Every field has a plain default; pass only what the test is about."""

import hashlib
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from companies.models import (
    Company,
    EmployerAlias,
    EmployerName,
    FundingRound,
    Industry,
    LcaCase,
    NewsItem,
    PublishedFigure,
    SponsorshipField,
    SponsorshipYear,
    UscisCount,
)
from postings.models import Board, Posting, PostingEvent
from sources.models import ImportRun

_numbers = count(1)


def make_industry(name: str = "Artificial Intelligence") -> Industry:
    return Industry.objects.get_or_create(slug=slugify(name), defaults={"name": name})[0]


def make_company(name: str = "Acme", **fields: Any) -> Company:
    industries = fields.pop("industries", [])
    company = Company.objects.create(name=name, **{"slug": slugify(name), **fields})
    company.industries.set([make_industry(industry) for industry in industries])
    return company


def make_board(token: str = "acme", **fields: Any) -> Board:
    return Board.objects.get_or_create(token=token, **{"ats": "greenhouse", **fields})[0]


def make_posting(title: str = "Software Engineer", company: Company | None = None, **fields: Any) -> Posting:
    """A live posting, posted today, silent on sponsorship."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "external_id": f"job-{number}",
        "company_name": company.name if company else "Acme",
        "url": f"https://boards.example.com/acme/jobs/{number}",
        "description_text": f"{title}. You build things that people use.",
        "description_html": f"<p>{title}. You build things that people use.</p>",
        "date_posted": timezone.localdate(),
        "content_hash": hashlib.blake2b(str(number).encode(), digest_size=16).digest(),
    }
    board = fields.pop("board", None) or make_board()
    return Posting.objects.create(board=board, title=title, company=company, **{**defaults, **fields})


def make_closed_posting(title: str = "Software Engineer", **fields: Any) -> Posting:
    return make_posting(title, closed_at=timezone.now() - timedelta(days=1), **fields)


def make_posting_event(posting: Posting, kind: str = "changed", **fields: Any) -> PostingEvent:
    return PostingEvent.objects.create(posting=posting, kind=kind, **fields)


def make_run(source: str = "lca", subject: str = "LCA_Disclosure_Data_FY2024_Q4.xlsx", **fields: Any) -> ImportRun:
    defaults = {"status": ImportRun.Status.DONE, "finished_at": timezone.now()}
    return ImportRun.objects.create(source=source, subject=subject, **{**defaults, **fields})


def make_employer_name(
    raw: str = "ACME INC", company: Company | None = None, source: str = "lca", **fields: Any
) -> EmployerName:
    """A legal name as published; with `company` it is linked, by the rule named in `rule` (A1)."""
    rule = fields.pop("rule", "A1")
    state = fields.pop("alias_state", EmployerAlias.State.AUTO)
    name = EmployerName.objects.create(source=source, raw=raw, **fields)
    if company:
        EmployerAlias.objects.create(employer_name=name, company=company, state=state, rule=rule)
    return name


def make_lca_case(employer_name: EmployerName, **fields: Any) -> LcaCase:
    """A certified H-1B case of one new position, decided in fiscal year 2024."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "case_key": f"I-200-24001-{number:06}",
        "row_hash": number.to_bytes(16, "big"),
        "case_status": "certified",
        "visa_class": "H-1B",
        "fiscal_year": 2024,
        "decided_on": date(2024, 3, 1),
        "job_title": "Software Engineer",
        "worker_positions": 1,
        "new_employment": 1,
    }
    run = fields.pop("run", None) or make_run()
    return LcaCase.objects.create(employer_name=employer_name, run=run, **{**defaults, **fields})


def make_uscis_count(employer_name: EmployerName, **fields: Any) -> UscisCount:
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "row_key": f"row-{number}",
        "row_hash": number.to_bytes(16, "big"),
        "fiscal_year": 2024,
        "initial_approvals": 10,
    }
    run = fields.pop("run", None) or make_run("uscis", "h1b_datahubexport-2024.csv")
    return UscisCount.objects.create(employer_name=employer_name, run=run, **{**defaults, **fields})


def make_published_figure(employer_name: EmployerName, value: int, **fields: Any) -> PublishedFigure:
    defaults = {"fiscal_year": 2024, "unit": "lca_positions", "source_name": "US Department of Labor"}
    return PublishedFigure.objects.create(employer_name=employer_name, value=value, **{**defaults, **fields})


def make_sponsorship_year(company: Company, fiscal_year: int = 2024, **fields: Any) -> SponsorshipYear:
    return SponsorshipYear.objects.create(company=company, fiscal_year=fiscal_year, **fields)


def make_sponsorship_field(
    company: Company, job_field: str, fiscal_year: int = 2024, **fields: Any
) -> SponsorshipField:
    return SponsorshipField.objects.create(company=company, job_field=job_field, fiscal_year=fiscal_year, **fields)


def make_funding_round(company: Company, kind: str = "series_a", **fields: Any) -> FundingRound:
    return FundingRound.objects.create(company=company, kind=kind, **fields)


def make_news_item(company: Company, title: str = "Acme opens an office", **fields: Any) -> NewsItem:
    url = f"https://news.example.com/{next(_numbers)}"
    defaults = {"url": url, "normalised_url": url, "publisher": "The Example", "source": "rss"}
    return NewsItem.objects.create(company=company, title=title, **{**defaults, **fields})
