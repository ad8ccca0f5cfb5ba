"""Labor Condition Applications as the Department of Labor discloses them (H-1B, H-1B1, E-3) → LcaRecords.

https://www.dol.gov/agencies/eta/foreign-labor/performance, all forms FY2008 to FY2026, and extracts of them.
Contacts, lawyers, phones and e-mail addresses in these files are never read.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import fields
from datetime import date
from decimal import Decimal
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np

from sources.batches import Batch, Column, Skipped, column, constant, in_rows, together
from sources.columns import Plan
from sources.lca_columns import FIELDS, LAYOUT, OTHER_WORKSITES
from sources.periods import fiscal_year_in
from sources.records import LcaRecord, Problem
from sources.tabular import Piece, open_table

CASE_NUMBER = re.compile(r"[A-Z]-\d{2,5}(-\d{4,7}){1,2}")
NO_CASE_NUMBER = "no case number where it should stand"
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
assert list(FIELDS)[: len(_NAMES)] == _NAMES, "the fields stand in the order of the record"


def batches(
    path: Path,
    *,
    fiscal_year: int = 0,
    case_status: str = "",
    visa_class: str = "",
    ignore_columns: Collection[str] = (),
) -> Iterator[Batch]:
    """The file's rows, by the fields of LcaRecord.

    `fiscal_year`, `case_status` and `visa_class` are the caller's word for files that do not state them.
    Without it, the fiscal year is that of the decision; for a row without one, that in the file's name; else
    0, unknown. A file without a status column whose name says "certified" holds certified cases by its
    author's word; else the status stays empty, and no roll-up counts it. Raises UnreadableFileError.
    """
    with open_table(path) as table:
        plan = LAYOUT.bind(table, ignore_columns)
        if not case_status and not plan.has("case_status") and "certified" in path.name.lower():
            case_status = "certified"
        sites = [place for place, name in enumerate(table.columns) if OTHER_WORKSITES.fullmatch(name)]
        for batch, piece in plan.read(sites):
            batch.columns["worksite_count"] = _worksites(batch.columns["worksite_count"], piece, sites)
            _work_out(batch, plan, fiscal_year or fiscal_year_in(path.name), case_status, visa_class)
            batch.columns = {name: batch.columns[name] for name in _NAMES}
            yield batch


def read(path: Path, **options: Any) -> Iterator[LcaRecord | Problem | Skipped]:
    """The same row by row. A Problem with a field means that the row follows, with that field empty."""
    return in_rows(batches(path, **options), LcaRecord)


def _work_out(batch: Batch, plan: Plan, fiscal_year: int, case_status: str, visa_class: str) -> None:
    """Works out what a row says in several columns. Rows without a case number, of other programmes and undecided ones
    go out.
    """
    if plan.has("case_number"):
        batch.fail(
            ~batch.columns["case_number"].where(CASE_NUMBER.fullmatch),
            NO_CASE_NUMBER,
        )
    of = batch.columns
    stated = together(lambda name, letter: name or letter, of["visa_class"], of["program"])
    if "" in stated.values:
        stated = together(lambda name, case: name or _PREFIXES.get(case[:5], ""), stated, of["case_number"])
    of["visa_class"] = stated.map(lambda written: _visa_class(written) or visa_class)
    found = batch.columns["visa_class"]
    batch.skip(found.where(lambda name: name not in _CLASS_NAMES), found.map("visa class {}".format))
    batch.columns["case_status"] = found = together(
        lambda status, withdrawn: _status(status or case_status, withdrawn=withdrawn),
        batch.columns["case_status"],
        batch.columns["withdrawn"],
    )
    batch.skip(found.where(lambda status: status not in _DECISIONS), found.map("status {}".format))
    of = batch.columns
    of["fiscal_year"] = together(
        lambda decided_on, stated: fiscal_year_of(decided_on) or stated or fiscal_year,
        of["decided_on"],
        of["fiscal_year"],
    )
    of["full_time"] = together(lambda full, part: full if part is None else not part, of["full_time"], of["part_time"])
    of["worksite_state"] = together(
        lambda state, other: "" if other and other != state else state, of["worksite_state"], of["state_name"]
    )
    wages = together(_wages, of["wage_from"], of["wage_to"], of["wage_range"])
    of["wage_from"], of["wage_to"] = wages.map(itemgetter(0)), wages.map(itemgetter(1))


def _worksites(stated: Column[int | None], piece: Piece, sites: list[int]) -> Column[int]:
    """As stated, else those that are named."""
    named = constant(1, len(stated))
    if sites:
        named = column((1 + np.sum([piece.cells[site].where(str.strip) for site in sites], 0)).tolist())
    return together(lambda total, named: min(total or 0, _MOST_SITES) or named, stated, named)


def _visa_class(written: str) -> str:
    """From the column's words or the programme's letter; a class that is not known here in its own words."""
    if written in _CLASS_NAMES:
        return written
    return _CLASSES.get(re.sub(r"[^A-Z0-9]", "", written.upper()), written[:60])


def _status(stated: str, *, withdrawn: bool | None) -> str:
    return "certified_withdrawn" if stated == "certified" and withdrawn else stated


def fiscal_year_of(decided_on: date | None) -> int:
    """A federal fiscal year begins on 1 October of the year before."""
    return decided_on.year + (decided_on.month >= 10) if decided_on else 0


def _wages(
    low: Decimal | None, high: Decimal | None, both: tuple[Decimal | None, Decimal | None]
) -> tuple[Decimal | None, Decimal | None]:
    """Both ends of the offer; an upper end of 0 means that there is none (FY2018), and so does a wage of
    0.
    """
    if low is None and high is None:
        low, high = both
    return low or None, high or None
