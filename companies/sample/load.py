"""The sample's companies and their true figures. All of it carries `is_sample` and can be taken away."""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max, Min, Q, Sum
from django.utils import timezone
from django.utils.text import slugify

from companies import rollups
from companies.models import (
    Company,
    CompanyStatement,
    EmployerAlias,
    EmployerName,
    FundingRound,
    Industry,
    Investment,
    Investor,
    NewsItem,
    PublishedFigure,
    RoundStatement,
)
from companies.names import name_keys

HERE = Path(__file__).resolve().parent
USCIS_SOURCE = "USCIS H-1B Employer Data Hub, export of fiscal year {fiscal_year}"
USCIS_UNITS = ("initial_approvals", "initial_denials", "continuing_approvals", "continuing_denials")
LCA_SOURCE = "DOL LCA disclosure, fiscal year 2024, October to December 2023, full-time cases, counted by us"


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure of one legal name."""

    company: str
    legal_name: str
    source: str  # uscis or lca: whose list the name stands on
    fiscal_year: int
    unit: str
    value: int
    source_name: str
    job_field: str = ""
    through: date | None = None


@transaction.atomic
def load_companies() -> list[Company]:
    """Makes the sample companies with their records. Returns them; call it on an empty board only."""
    entries = _toml("companies.toml")["company"]
    companies = [_company(entry) for entry in entries]
    by_name = {company.name: company for company in companies}
    _figures(by_name)
    published = _toml("figures.toml")
    for name, panel in published["funding"].items():
        _funding(by_name[name], panel)
    for name, items in published["news"].items():
        _news(by_name[name], items)
    rollups.recompute([company.pk for company in companies])
    return companies


@transaction.atomic
def remove_companies() -> int:
    """Takes the sample companies away with their figures; real filings stay. Returns how many."""
    PublishedFigure.objects.filter(is_sample=True).delete()
    CompanyStatement.objects.filter(is_sample=True).delete()
    samples = Company.objects.filter(is_sample=True)
    names = EmployerName.objects.filter(aliases__company__in=samples)
    unused = names.filter(lca_cases=None, perm_cases=None, uscis_counts=None, published_figures=None).values_list(
        "pk", flat=True
    )
    unused_ids = list(unused)
    removed = samples.count()
    samples.delete()
    EmployerName.objects.filter(pk__in=unused_ids).delete()
    Investor.objects.filter(is_sample=True).delete()
    Industry.objects.filter(companies=None).delete()
    return removed


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def _company(entry: dict[str, Any]) -> Company:
    least, most = entry["employees"]
    company = Company.objects.create(
        name=entry["name"],
        slug=slugify(entry["name"]),
        domain=entry["domain"],
        website=entry["website"],
        cik=entry.get("cik", ""),
        tickers=entry.get("tickers", []),
        description=entry["description"],
        employees_min=least,
        employees_max=most or None,
        city=entry["city"],
        state=entry.get("state", ""),
        country_code=entry.get("country", "US"),
        founded_on=date(entry["founded"], 1, 1),
        cap_exempt=True if "cap_exempt" in entry else None,
        cap_exempt_evidence=entry.get("cap_exempt", ""),
        is_sample=True,
    )
    for name in entry["industries"]:
        industry, _ = Industry.objects.get_or_create(slug=slugify(name), defaults={"name": name})
        company.industries.add(industry)
    return company


def _figures(companies: dict[str, Company]) -> None:
    figures = [*_uscis(), *_lca_fields(), *_published()]
    names = {
        key: _employer_name(companies[key[0]], *key[1:])
        for key in {(figure.company, figure.source, figure.legal_name) for figure in figures}
    }
    PublishedFigure.objects.bulk_create(
        PublishedFigure(
            employer_name=names[figure.company, figure.source, figure.legal_name],
            fiscal_year=figure.fiscal_year,
            unit=figure.unit,
            job_field=figure.job_field,
            value=figure.value,
            through=figure.through,
            source_name=figure.source_name,
            is_sample=True,
        )
        for figure in figures
    )
    _set_volumes()


def _set_volumes() -> None:
    """How much stands behind each name: approvals for USCIS, certified cases for DOL."""
    units = Q(published_figures__unit__in=["initial_approvals", "continuing_approvals", "lca_certified"])
    names = EmployerName.objects.filter(published_figures__is_sample=True).annotate(
        sum=Sum("published_figures__value", filter=units),
        first=Min("published_figures__fiscal_year"),
        last=Max("published_figures__fiscal_year"),
    )
    for name in names.distinct():
        name.volume, name.first_fiscal_year, name.last_fiscal_year = name.sum or 0, name.first, name.last
        name.save(update_fields=["volume", "first_fiscal_year", "last_fiscal_year"])


def _employer_name(company: Company, source: str, raw: str) -> EmployerName:
    keys = name_keys(raw)
    name, _ = EmployerName.objects.get_or_create(
        source=source,
        raw=raw,
        defaults={"k0": keys.k0, "k2": keys.k2, "first_token": keys.first_token},
    )
    EmployerAlias.objects.get_or_create(
        employer_name=name,
        company=company,
        defaults={
            "state": EmployerAlias.State.ACCEPTED,
            "rule": "curator",
            "evidence": {"why": "read by hand"},
        },
    )
    return name


def _rows(name: str) -> Iterator[dict[str, str]]:
    """Rows of one of our own tables; the first line names its source."""
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        next(lines)
        yield from csv.DictReader(lines)


def _uscis() -> Iterator[Figure]:
    for row in _rows("uscis_figures.csv"):
        fiscal_year = int(row["fiscal_year"])
        for unit in USCIS_UNITS:
            yield Figure(
                row["company"],
                row["legal_name"],
                "uscis",
                fiscal_year,
                unit,
                int(row[unit]),
                USCIS_SOURCE.format(fiscal_year=fiscal_year),
            )


def _lca_fields() -> Iterator[Figure]:
    for row in _rows("lca_field_figures.csv"):
        yield Figure(
            row["company"],
            row["legal_name"],
            "lca",
            2024,
            "lca_certified",
            int(row["certified"]),
            LCA_SOURCE,
            job_field=row["job_field"],
            through=date(2023, 12, 31),
        )


def _published() -> Iterator[Figure]:
    for entry in _toml("figures.toml")["published"]:
        for fiscal_year, value in entry["values"].items():
            yield Figure(
                entry["company"],
                entry["legal_name"],
                "lca",
                int(fiscal_year),
                entry["unit"],
                value,
                entry["source_name"],
            )


def _funding(company: Company, panel: dict[str, Any]) -> None:
    company.funding_stage = panel["stage"]
    company.save(update_fields=["funding_stage"])
    CompanyStatement.objects.create(
        company=company,
        source=panel["source"],
        external_id=f"sample-{company.slug}",
        name=company.name,
        values={"funding_total_usd": str(panel["total_usd"]), "funding_stage": panel["stage"]},
        row_hash=b"",
        is_sample=True,
    )
    investors = [
        Investor.objects.create(name=name, source=panel["source"], rank=rank, is_sample=True)
        for rank, name in enumerate(panel["investors"], start=1)
    ]
    for number, entry in enumerate(panel["rounds"], start=1):
        shared = {
            "kind": entry["kind"],
            "announced_on": entry["announced_on"],
            "amount": entry.get("amount_usd"),
            "currency": "USD" if "amount_usd" in entry else "",
            "amount_usd": entry.get("amount_usd"),
            "company": company,
        }
        deal = FundingRound.objects.create(is_sample=True, **shared)
        statement = RoundStatement.objects.create(
            round=deal,
            source=panel["source"],
            external_id=f"sample-{company.slug}-{number}",
            row_hash=b"",
            **shared,
        )
        if entry["kind"] == "ipo":
            Investment.objects.bulk_create(Investment(statement=statement, investor=investor) for investor in investors)


def _news(company: Company, items: list[dict[str, Any]]) -> None:
    for number, item in enumerate(items, start=1):
        url = f"https://example.com/sample-news/{company.slug}-{number}"
        NewsItem.objects.create(
            company=company,
            title=item["title"],
            publisher=item["publisher"],
            url=url,
            normalised_url=url,
            published_at=timezone.now() - timedelta(days=item["days_ago"]),
            source="sample",
            is_sample=True,
        )
