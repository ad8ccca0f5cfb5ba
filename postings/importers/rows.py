"""One record and its analysis → one row, not yet saved."""

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from postings.analysis.result import Analysis, Evidence, Item
from postings.models import Board, Posting
from sources.records import PostingRecord

# Every field that an import writes. All others belong to a curator or to another part of the site.
ANALYSED = (
    *("description_html", "description_text", "summary", "responsibilities", "required", "preferred", "benefits"),
    *("language", "stance", "stance_evidence", "workplace", "places", "city", "state", "country_code", "remote_from"),
    *("employment_type", "seniority", "years_min", "degree", "pay_min", "pay_max", "pay_currency", "pay_period"),
    *("pay_year_min", "pay_year_max", "skills", "soc_code", "soc_alternatives", "job_field", "field_method"),
    *("field_confidence", "field_version", "evidence", "analysis_version", "is_agency", "ghost_reasons"),
)
WRITTEN = (
    *("company", "company_name", "title", "url", "apply_url", "department", "via", "industries", "date_posted"),
    *("valid_through", "source_updated_at", "last_checked_at", "last_changed_at", "closed_at", "reopened_at"),
    *("repost_count", "content_hash", *ANALYSED),
)
_LARGEST_PAY = Decimal(10) ** 12


def row(board: Board, record: PostingRecord, analysis: Analysis, digest: bytes, now: datetime) -> Posting:
    """The posting as its source and the analysis say, without its history."""
    company_name = record.company_name or (board.company.name if board.company else "") or board.name or board.token
    return Posting(
        board=board,
        external_id=record.external_id,
        company=board.company,
        company_name=company_name[:200],
        title=record.title,
        url=record.url,
        apply_url=record.apply_url,
        department=record.department,
        via=record.via,
        industries=list(record.industries),
        date_posted=record.date_posted,
        valid_through=record.valid_through,
        source_updated_at=record.updated_at,
        first_seen_at=now,
        last_checked_at=now,
        content_hash=digest,
        is_sample=board.is_sample,
        **analysed(analysis),
    )


def analysed(analysis: Analysis) -> dict[str, Any]:
    """Field → value for all that the analysis says, but for signs that need the posting's history."""
    place = analysis.location.places[0] if analysis.location.places else None
    sections, pay, occupation = analysis.sections, analysis.pay, analysis.occupation
    return {
        "description_html": analysis.html,
        "description_text": analysis.text,
        "summary": sections.summary,
        "responsibilities": _texts(sections.responsibilities),
        "required": _texts(sections.required),
        "preferred": _texts(sections.preferred),
        "benefits": _texts(sections.benefits),
        "language": analysis.language,
        "stance": analysis.stance.label,
        "stance_evidence": analysis.stance.evidence.text if analysis.stance.evidence else "",
        "workplace": analysis.location.workplace,
        "places": [asdict(each) for each in analysis.location.places],
        "city": place.city[:120] if place else "",
        "state": place.state[:60] if place else "",
        "country_code": place.country_code[:2] if place else "",
        "remote_from": [name[:60] for name in analysis.location.remote_from],
        "employment_type": analysis.employment_type.value,
        "seniority": analysis.seniority.value,
        "years_min": analysis.years.minimum if analysis.years else None,
        "degree": analysis.degree.level if analysis.degree else "",
        "pay_min": _amount(pay.minimum) if pay else None,
        "pay_max": _amount(pay.maximum) if pay else None,
        "pay_currency": pay.currency if pay else "",
        "pay_period": pay.period if pay else "",
        "pay_year_min": _amount(pay.yearly_minimum) if pay else None,
        "pay_year_max": _amount(pay.yearly_maximum) if pay else None,
        "skills": [skill.name[:60] for skill in analysis.skills],
        "soc_code": occupation.soc_code,
        "soc_alternatives": [list(each) for each in occupation.alternatives],
        "job_field": occupation.job_field,
        "field_method": occupation.field_method[:10],
        "field_confidence": occupation.field_confidence,
        "field_version": occupation.version[:20],
        "evidence": _evidence(analysis),
        "analysis_version": analysis.version,
        "is_agency": True if analysis.agency.level == "strong" else None,
    }


def _texts(items: tuple[Item, ...]) -> list[str]:
    return [item.text for item in items]


def _amount(amount: Decimal | None) -> Decimal | None:
    """Cents at most, and nothing that no one earns."""
    return amount.quantize(Decimal("0.01")) if amount is not None and amount < _LARGEST_PAY else None


def _evidence(analysis: Analysis) -> dict[str, Any]:
    """Fact → the literal passage that says it, with its place in the text; facts without one are left out."""
    location = analysis.location
    found: dict[str, Evidence | None] = {
        "stance": analysis.stance.evidence,
        "pay": analysis.pay.evidence if analysis.pay else None,
        "places": location.evidence,
        "workplace": location.workplace_evidence,
        "seniority": analysis.seniority.evidence,
        "years": analysis.years.evidence if analysis.years else None,
        "degree": analysis.degree.evidence if analysis.degree else None,
        "employment_type": analysis.employment_type.evidence,
        "evergreen": analysis.evergreen,
    }
    said: dict[str, Any] = {name: asdict(evidence) for name, evidence in found.items() if evidence is not None}
    if analysis.agency_evidence:
        said["agency"] = [asdict(evidence) for evidence in analysis.agency_evidence]
    if analysis.skills:
        said["skills"] = {skill.name[:60]: asdict(skill.evidence) for skill in analysis.skills}
    return said
