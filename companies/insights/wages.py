"""What the certified LCAs pay: the spread by job field, by level and by place, as companies.rollups has made it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from companies.charts import Whisker, spread
from companies.insights.labels import field_name
from companies.insights.years import reach
from companies.models import Company, SponsorshipWage
from companies.rollup_queries import FEWEST_WAGES, LEVELS

MOST_ROWS = 8
Cut = SponsorshipWage.Cut
_LEVELS = [level for _, level in LEVELS]
WORDS = {Cut.FIELD: "Job field", Cut.LEVEL: "Wage level", Cut.STATE: "State of the worksite"}


@dataclass(frozen=True, slots=True)
class WageRow:
    name: str
    cases: int
    p25: int
    median: int
    p75: int
    whisker: Whisker
    receipt: str  # the query of its receipt


@dataclass(frozen=True, slots=True)
class WageTable:
    heading: str
    rows: tuple[WageRow, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Wages:
    fiscal_year: int
    reach: str  # of a year that is not complete
    all: WageRow
    tables: tuple[WageTable, ...]
    fewest: int = FEWEST_WAGES


def wages_of(company: Company, fiscal_year: int | None, through: date | None, today: date) -> Wages | None:
    """One query. None where no ten cases state a wage."""
    if fiscal_year is None:
        return None
    rows = list(
        company.sponsorship_wages.filter(fiscal_year=fiscal_year)
        .exclude(cut=Cut.FIELD_STATE)
        .order_by("-cases", "job_field", "state", "wage_level")
    )
    every = next((row for row in rows if row.cut == Cut.ALL), None)
    if every is None:
        return None
    scale = max(row.p75 for row in rows)
    return Wages(
        fiscal_year,
        reach(fiscal_year, through, today),
        _row(every, scale),
        tuple(filter(None, (_table(cut, [row for row in rows if row.cut == cut], scale) for cut in WORDS))),
    )


def _table(cut: SponsorshipWage.Cut, rows: Sequence[SponsorshipWage], scale: int) -> WageTable | None:
    if not rows:
        return None
    shown = rows[:MOST_ROWS]
    if cut is Cut.LEVEL:
        shown = sorted(shown, key=lambda row: _LEVELS.index(row.wage_level))
    return WageTable(WORDS[cut], tuple(_row(row, scale) for row in shown), len(rows) - len(shown))


def _row(row: SponsorshipWage, scale: int) -> WageRow:
    name = field_name(row.job_field) if row.job_field else row.state or row.wage_level
    if row.cut == Cut.FIELD_STATE:
        name = f"{field_name(row.job_field)}, {row.state}"
    narrowed = {"field": row.job_field, "state": row.state, "level": row.wage_level}
    return WageRow(
        name=name or "All cases",
        cases=row.cases,
        p25=row.p25,
        median=row.median,
        p75=row.p75,
        whisker=spread(row.p25, row.median, row.p75, scale),
        receipt="&".join(f"{key}={value}" for key, value in narrowed.items() if value),
    )


@dataclass(frozen=True, slots=True)
class RoleWage:
    fiscal_year: int
    reach: str
    row: WageRow
    is_nation: bool  # the state has too few cases, so the whole United States stand in


def wage_of_role(
    company: Company, job_field: str, state: str, fiscal_year: int, through: date | None, today: date
) -> RoleWage | None:
    """The wages of one job field in a state; of the nation where the state has too few. One query."""
    if not job_field:
        return None
    rows = list(company.sponsorship_wages.filter(fiscal_year=fiscal_year, job_field=job_field))
    here = next((row for row in rows if state and row.cut == Cut.FIELD_STATE and row.state == state), None)
    chosen = here or next((row for row in rows if row.cut == Cut.FIELD), None)
    if chosen is None:
        return None
    return RoleWage(fiscal_year, reach(fiscal_year, through, today), _row(chosen, chosen.p75), here is None)
