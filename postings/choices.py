"""The facets of a search: every choice, its words, and what it means."""

from datetime import date
from functools import lru_cache

from django.db.models import Q

from companies.funding.kinds import STAGE_LABELS
from companies.insights.labels import JOB_FIELDS
from postings import conditions
from postings.facets import Choice, Facet
from postings.models import Posting

RULES_OUT = {
    "refuses": "Refuse sponsorship",
    "citizenship_required": "Take US citizens only",
    "clearance_required": "Ask for a clearance",
}
# What a seeker hopes for first; the model's order is the strictest first.
STANCES = [
    (stance.value, str(stance.label))
    for stance in (
        Posting.Stance.OFFERS,
        Posting.Stance.SILENT,
        Posting.Stance.UNCLEAR,
        Posting.Stance.REFUSES,
        Posting.Stance.CITIZENSHIP,
        Posting.Stance.CLEARANCE,
    )
]
# Any of these in one fiscal year is a filing.
FILED = {"lca_certified": 1, "lca_positions": 1, "initial_approvals": 1, "continuing_approvals": 1}
NEW_HIRES = {"new_positions": 1, "initial_approvals": 1}
SIZES = ((1, 50), (51, 200), (201, 1000), (1001, 5000), (5001, None))
DAYS = {"1": "Last 24 hours", "7": "Last 7 days", "30": "Last 30 days"}
PAY_STEPS = (50_000, 75_000, 100_000, 125_000, 150_000, 200_000)


@lru_cache(maxsize=4)  # made of hundreds of conditions, and the same all day
def facets(today: date) -> tuple[Facet, ...]:
    """In the order of the page. `today` decides what "recent" means."""
    since = conditions.first_recent_year(today)
    return (
        Facet("stance", "What the posting says", _of_column("stance", STANCES)),
        Facet("hide", "Leave out postings that", _hide(), every=True),
        Facet("record", f"What the record says, since FY{since}", _record(today), every=True),
        Facet("sponsors", "LCA cases or petitions, best recent year", _volumes(today), single=True),
        Facet("workplace", "Workplace", _of_column("workplace", Posting.Workplace.choices)),
        Facet("level", "Level", _of_column("seniority", Posting.Seniority.choices)),
        Facet("type", "Employment", _of_column("employment_type", Posting.EmploymentType.choices), folded=True),
        Facet("posted", "Posted", _posted(today), single=True),
        Facet("field", "Job field", _of_column("job_field", JOB_FIELDS), folded=True),
        Facet(
            "industry",
            "Industry",
            open_to=lambda word: conditions.has_word("industries", word),
            grouped_by=conditions.words_of("industries"),
            folded=True,
        ),
        Facet(
            "skill",
            "Skill",
            open_to=lambda word: conditions.has_word("skills", word),
            grouped_by=conditions.words_of("skills"),
            folded=True,
        ),
        Facet(
            "stage",
            "Funding stage",
            _of_column("company__funding_stage", list(STAGE_LABELS.items())),
            folded=True,
        ),
        Facet("size", "Company size", _sizes(), folded=True),
    )


def _of_column(column: str, choices: list[tuple[str, str]]) -> tuple[Choice, ...]:
    return tuple(Choice(value, label, Q(**{column: value})) for value, label in choices if value)


def _hide() -> tuple[Choice, ...]:
    agency = Q(is_agency=True) | Q(company__is_agency=True)
    stances = tuple(
        Choice(value, label, ~Q(stance=value), counts=Q(stance=value)) for value, label in RULES_OUT.items()
    )
    # Unknown is not an agency: only what is known to be one is left out.
    not_agency = Q(is_agency__isnull=True) | Q(is_agency=False)
    not_agency &= Q(company__isnull=True) | Q(company__is_agency__isnull=True) | Q(company__is_agency=False)
    return (*stances, Choice("agency", "Come from staffing agencies", not_agency, counts=agency))


def _record(today: date) -> tuple[Choice, ...]:
    return (
        Choice("any", "Any filing", conditions.employer_filed(today, **FILED)),
        Choice("field", "Certified in this job field", conditions.employer_filed_here(today, same_state=False)),
        Choice(
            "here",
            "Certified in this field and state",
            conditions.employer_filed_here(today, same_state=True),
        ),
        Choice("new", "New hires, not renewals alone", conditions.employer_filed(today, **NEW_HIRES)),
        Choice("perm", "Green cards (PERM)", conditions.employer_filed(today, perm_certified=1)),
        Choice("exempt", "Cap-exempt employer", Q(company__cap_exempt=True)),
    )


def _volumes(today: date) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            str(least),
            f"{least:,} or more",
            conditions.employer_filed(today, **dict.fromkeys(FILED, least)),
        )
        for least in (10, 100, 1000)
    )


def _posted(today: date) -> tuple[Choice, ...]:
    return tuple(Choice(days, label, conditions.posted_within(int(days), today)) for days, label in DAYS.items())


def _sizes() -> tuple[Choice, ...]:
    choices = []
    for least, most in SIZES:
        condition = Q(company__employees_min__gte=least)
        if most:
            condition &= Q(company__employees_min__lte=most)
        label = f"{least:,} – {most:,}" if most else f"{least:,} and more"
        choices.append(Choice(f"{least}-{most}" if most else f"{least}-", label, condition))
    return tuple(choices)
