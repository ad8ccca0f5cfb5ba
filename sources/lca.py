"""Labor Condition Applications as the Department of Labor discloses them (H-1B, H-1B1, E-3) → LcaRecords.

https://www.dol.gov/agencies/eta/foreign-labor/performance, all forms FY2008 to FY2026, and extracts of them.
Contacts, lawyers, phones and e-mail addresses in these files are never read.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sources.columns import Plan, Skipped
from sources.lca_columns import FIELDS, LAYOUT, OTHER_WORKSITES
from sources.periods import fiscal_year_in
from sources.records import LcaRecord, Problem
from sources.tabular import open_table

CASE_NUMBER = re.compile(r"[A-Z]-\d{2,5}(-\d{4,7}){1,2}")
H1B, CHILE, SINGAPORE, E3 = "H-1B", "H-1B1 Chile", "H-1B1 Singapore", "E-3 Australian"
_CLASSES = {
    **{"H1B": H1B, "H1B1CHILE": CHILE, "H1B1SINGAPORE": SINGAPORE, "E3AUSTRALIAN": E3, "E3": E3},
    # The programme letter of FY2008 and FY2009.
    **{"R": H1B, "C": CHILE, "S": SINGAPORE, "A": E3},
}
# FY2010 names no class, but its case numbers begin with one.
_PREFIXES = {"I-200": H1B, "I-201": CHILE, "I-202": SINGAPORE, "I-203": E3}
_CLASS_NAMES = {"", H1B, CHILE, SINGAPORE, E3}
_MOST_SITES = 10_000
_DECISIONS = {"", "certified", "certified_withdrawn", "withdrawn", "denied"}

_NAMES = [field.name for field in fields(LcaRecord)]
_WIDTH = len(_NAMES)
_AT = {name: place for place, name in enumerate(FIELDS)}
_NUMBER, _STATUS, _CLASS, _DECIDED, _YEAR = (
    _AT[name] for name in ("case_number", "case_status", "visa_class", "decided_on", "fiscal_year")
)
_FULL_TIME, _STATE, _SITES = _AT["full_time"], _AT["worksite_state"], _AT["worksite_count"]
_FROM, _TO = _AT["wage_from"], _AT["wage_to"]
_PROGRAM, _WITHDRAWN, _PART_TIME, _RANGE, _STATE_NAME = range(_WIDTH, _WIDTH + 5)
assert list(FIELDS)[:_WIDTH] == _NAMES, "the fields stand in the order of the record"


def read(
    path: Path,
    *,
    fiscal_year: int = 0,
    case_status: str = "",
    visa_class: str = "",
    ignore_columns: Collection[str] = (),
) -> Iterator[LcaRecord | Problem | Skipped]:
    """The file's rows. A Problem with a field means that the row follows, with that field empty.

    `fiscal_year`, `case_status` and `visa_class` are the caller's word for files that do not state them.
    Without it, the fiscal year is that of the decision; for a row without one, that in the file's name; else
    0, unknown. A file without a status column whose name says "certified" holds certified cases by its
    author's word; else the status stays empty, and no roll-up counts it. Raises UnreadableFileError.
    """
    with open_table(path) as table:
        plan = LAYOUT.bind(table, ignore_columns)
        if not case_status and not plan.has("case_status") and "certified" in path.name.lower():
            case_status = "certified"
        given = (fiscal_year or fiscal_year_in(path.name), case_status, visa_class)
        sites = [place for place, name in enumerate(table.columns) if OTHER_WORKSITES.fullmatch(name)]
        numbered = plan.has("case_number")
        problems: list[Problem] = []
        for row in table.rows:
            if isinstance(row, Problem):
                yield row
                continue
            found = _record(plan, row[0], row[1], given, sites, numbered, problems)
            if problems:
                yield from problems
                problems.clear()
            yield found


def _record(
    plan: Plan,
    number: int,
    cells: list[str],
    given: tuple[int, str, str],
    sites: list[int],
    numbered: bool,
    problems: list[Problem],
) -> LcaRecord | Problem | Skipped:
    values: list[Any] = plan.values(number, cells, problems)
    values[_NUMBER] = case = values[_NUMBER].strip()
    if numbered and not CASE_NUMBER.fullmatch(case):
        problems.clear()
        return Problem(f"{plan.table}, row {number}", "", "no case number where it should stand")
    values[_CLASS] = _visa_class(values) or given[2]
    if values[_CLASS] not in _CLASS_NAMES:
        problems.clear()
        return Skipped(f"visa class {values[_CLASS]}")
    status = values[_STATUS] or given[1]
    if status == "certified" and values[_WITHDRAWN]:
        status = "certified_withdrawn"
    if status not in _DECISIONS:
        problems.clear()
        return Skipped(f"status {status}")
    values[_STATUS] = status
    values[_YEAR] = _fiscal_year(values[_DECIDED]) or values[_YEAR] or given[0]
    if values[_PART_TIME] is not None:
        values[_FULL_TIME] = not values[_PART_TIME]
    if values[_STATE_NAME] and values[_STATE_NAME] != values[_STATE]:
        values[_STATE] = ""
    values[_SITES] = min(values[_SITES] or 0, _MOST_SITES) or 1 + sum(1 for place in sites if cells[place].strip())
    values[_FROM], values[_TO] = _wages(values)
    return LcaRecord(*values[:_WIDTH])


def _visa_class(values: list[Any]) -> str:
    """By the column, else the programme letter, else the case number; a class that is not known here in its
    own words.
    """
    written: str = values[_CLASS] or values[_PROGRAM]
    if written in _CLASS_NAMES:
        return written or _PREFIXES.get(values[_NUMBER][:5], "")
    return _CLASSES.get(re.sub(r"[^A-Z0-9]", "", written.upper()), written[:60])


def _fiscal_year(decided_on: date | None) -> int:
    """A federal fiscal year begins on 1 October of the year before."""
    return decided_on.year + (decided_on.month >= 10) if decided_on else 0


def _wages(values: list[Any]) -> tuple[Decimal | None, Decimal | None]:
    """Both ends of the offer; an upper end of 0 means that there is none (FY2018), and so does a wage of
    0.
    """
    low, high = values[_FROM], values[_TO]
    if low is None and high is None:
        low, high = values[_RANGE]
    return low or None, high or None
