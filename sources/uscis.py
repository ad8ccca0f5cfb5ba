"""The USCIS H-1B Employer Data Hub → UscisRecords: petitions decided, per employer name, place and fiscal
year.

https://www.uscis.gov/tools/reports-and-studies/h-1b-employer-data-hub, in its three forms: the first exports
(`h1b_datahubexport`, comma), the newer ones ("Employer Information", also as UTF-16 with tabs), and the
newest with six groups of petitions, each approved or denied.
"""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from sources import filing_values as values
from sources.columns import Field, Layout
from sources.containers import UnreadableFileError
from sources.records import Problem, UscisRecord
from sources.tabular import open_table

# USCIS counts new and new concurrent employment as initial, the other four as continuing.
_INITIAL = ("new_employment", "new_concurrent")
_CONTINUING = ("continuation", "change_with_same_employer", "change_of_employer", "amended")
_SIX = tuple(f"{group}_{outcome}" for group in (*_INITIAL, *_CONTINUING) for outcome in ("approval", "denial"))
_FOUR = ("initial_approval", "initial_denial", "continuing_approval", "continuing_denial")

FIELDS = {
    "fiscal_year": Field(values.count, "FISCAL_YEAR"),
    "employer_name": Field(values.up_to(300), "EMPLOYER EMPLOYER_PETITIONER_NAME"),
    "tax_id_last4": Field(values.last4, "TAX_ID"),
    "naics_code": Field(values.naics, "NAICS INDUSTRY_NAICS_CODE"),
    "city": Field(values.up_to(100), "CITY PETITIONER_CITY"),
    "state": Field(values.state, "STATE PETITIONER_STATE"),
    "postal_code": Field(values.postal_code, "ZIP PETITIONER_ZIP_CODE"),
    **{name: Field(values.count, f"{name.upper()} {name.upper()}S") for name in (*_FOUR, *_SIX)},
    "line": Field(values.text, "LINE_BY_LINE"),
}
LAYOUT = Layout("the H-1B Employer Data Hub", FIELDS, ("fiscal_year", "employer_name"), unread=re.compile(r"(?!)"))
_NAMED = 7


def read(path: Path, *, ignore_columns: Collection[str] = ()) -> Iterator[UscisRecord | Problem]:
    """The file's rows. A row without an employer's name is a record too: it counts in the totals. Raises
    UnreadableFileError.
    """
    with open_table(path) as table:
        plan = LAYOUT.bind(table, ignore_columns)
        in_six = plan.has(*_SIX)
        if not in_six and not plan.has(*_FOUR):
            raise UnreadableFileError(f"{table.name} has neither the four columns of counts nor the twelve")
        edition = 3 if in_six else 2 if plan.has("line") else 1
        for row in table.rows:
            if isinstance(row, Problem):
                yield row
                continue
            number, cells = row
            problems: list[Problem] = []
            found: list[Any] = plan.values(number, cells, problems)
            if not 1990 <= (found[0] or 0) <= 2100:
                yield Problem(f"{table.name}, row {number}", "fiscal_year", "no fiscal year", str(cells[0])[:80])
                continue
            yield from problems
            yield _record(found, edition)


def _record(found: list[Any], edition: int) -> UscisRecord:
    four = [value or 0 for value in found[_NAMED : _NAMED + 4]]
    detail: dict[str, int] = {}
    if edition == 3:
        detail = {name: found[_NAMED + 4 + place] or 0 for place, name in enumerate(_SIX)}
        four = [
            sum(detail[f"{group}_{outcome}"] for group in groups)
            for groups in (_INITIAL, _CONTINUING)
            for outcome in ("approval", "denial")
        ]
    year, name, last4, naics, city, state, postal_code = found[:_NAMED]
    return UscisRecord(
        fiscal_year=year,
        employer_name=name,
        tax_id_last4=last4,
        naics_code=naics[:2],
        city=city,
        state=state,
        postal_code=postal_code,
        initial_approvals=four[0],
        initial_denials=four[1],
        continuing_approvals=four[2],
        continuing_denials=four[3],
        detail=detail,
        edition=edition,
    )
