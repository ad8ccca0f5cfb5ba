"""USCIS decisions by fiscal year: approved, denied, and the denied share with its interval."""

from collections.abc import Sequence
from dataclasses import dataclass

from companies.charts import Interval, Whisker, round_scale, whisker, wilson
from companies.models import SponsorshipYear
from companies.units import DENIALS, PETITIONS

FEWEST_DECISIONS = 30  # below this a share would mislead


@dataclass(frozen=True, slots=True)
class Decisions:
    fiscal_year: int
    approved: int
    denied: int
    initial: int | None
    continuing: int | None
    interval: Interval | None  # None: too few decisions for a share
    whisker: Whisker | None


@dataclass(frozen=True, slots=True)
class DecisionTable:
    rows: tuple[Decisions, ...]
    scale: float  # share at the right edge of the little charts


def approvals_and_denials(years: Sequence[SponsorshipYear]) -> DecisionTable:
    """Newest first; only years for which USCIS figures are here."""
    known = []
    for year in years:
        approved, denied = PETITIONS.of(year), DENIALS.of(year)
        if approved is None and denied is None:
            continue
        decided = (approved or 0) + (denied or 0)
        interval = wilson(denied or 0, decided) if decided >= FEWEST_DECISIONS else None
        known.append((year, approved or 0, denied or 0, interval))
    scale = round_scale(max((interval.high for *_, interval in known if interval), default=0.01))
    rows = tuple(
        Decisions(
            year.fiscal_year,
            approved,
            denied,
            year.initial_approvals,
            year.continuing_approvals,
            interval,
            whisker(interval, scale) if interval else None,
        )
        for year, approved, denied, interval in known
    )
    return DecisionTable(rows, scale)
