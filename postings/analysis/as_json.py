"""An Analysis as plain JSON values, for commands and for the evidence column."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from .result import Analysis, Degree, Evidence, Fact, Years

Json = dict[str, Any]


def as_json(analysis: Analysis) -> Json:
    """Every fact with its evidence where the text says it; unknown is null or empty, never a guess."""
    sections, where = analysis.sections, analysis.location
    return {
        "stance": {
            "label": analysis.stance.label,
            "evidence": analysis.stance.evidence.text if analysis.stance.evidence else "",
            "start": analysis.stance.evidence.start if analysis.stance.evidence else None,
            "labels": list(analysis.stance.labels),
            "method": analysis.stance.method,
        },
        "sections": {
            "summary": sections.summary,
            "responsibilities": [item.text for item in sections.responsibilities],
            "required": [item.text for item in sections.required],
            "preferred": [item.text for item in sections.preferred],
            "benefits": [item.text for item in sections.benefits],
        },
        "pay": _pay(analysis),
        "location": {
            "places": [asdict(place) for place in where.places],
            "remote_from": list(where.remote_from),
            "evidence": _evidence(where.evidence),
        },
        "workplace": {"value": where.workplace, "evidence": _evidence(where.workplace_evidence)},
        "seniority": _fact(analysis.seniority),
        "years": _years(analysis.years),
        "degree": _degree(analysis.degree),
        "employment_type": _fact(analysis.employment_type),
        "skills": [{"id": skill.id, "name": skill.name, "evidence": skill.evidence.text} for skill in analysis.skills],
        "soc_code": analysis.occupation.soc_code,
        "job_field": analysis.occupation.job_field,
        "language": analysis.language,
    }


def evidence_of(analysis: Analysis) -> Json:
    """Fact → its evidence, for the posting's evidence column: only what the text or the title says."""
    found: dict[str, Evidence | None] = {
        "stance": analysis.stance.evidence,
        "pay": analysis.pay.evidence if analysis.pay else None,
        "location": analysis.location.evidence,
        "workplace": analysis.location.workplace_evidence,
        "seniority": analysis.seniority.evidence,
        "years": analysis.years.evidence if analysis.years else None,
        "degree": analysis.degree.evidence if analysis.degree else None,
        "employment_type": analysis.employment_type.evidence,
        "evergreen": analysis.evergreen,
    }
    return {name: asdict(said) for name, said in found.items() if said is not None and said.source != "field"}


def _pay(analysis: Analysis) -> Json | None:
    pay = analysis.pay
    if pay is None:
        return None
    return {
        "minimum": _number(pay.minimum),
        "maximum": _number(pay.maximum),
        "currency": pay.currency,
        "period": pay.period,
        "yearly_minimum": _number(pay.yearly_minimum),
        "yearly_maximum": _number(pay.yearly_maximum),
        "on_target": pay.on_target,
        "method": pay.method,
        "evidence": _evidence(pay.evidence),
    }


def _years(years: Years | None) -> Json | None:
    if years is None:
        return None
    return {"minimum": years.minimum, "maximum": years.maximum, "evidence": years.evidence.text}


def _degree(degree: Degree | None) -> Json | None:
    if degree is None:
        return None
    return {"level": degree.level, "required": degree.required, "evidence": degree.evidence.text}


def _fact(fact: Fact) -> Json:
    return {"value": fact.value, "evidence": _evidence(fact.evidence)}


def _evidence(evidence: Evidence | None) -> str:
    return evidence.text if evidence is not None else ""


def _number(amount: Decimal | None) -> float | int | None:
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)
