"""The USCIS H-1B Employer Data Hub → UscisRecords: petitions decided, per employer name, place and fiscal
year.

https://www.uscis.gov/tools/reports-and-studies/h-1b-employer-data-hub, in its three forms: the first exports
(`h1b_datahubexport`, comma), the newer ones ("Employer Information", also as UTF-16 with tabs), and the
newest with six groups of petitions, each approved or denied.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Any

from sources import filing_values as values
from sources.batches import Batch, Skipped, constant, in_rows, together
from sources.columns import Field, Layout
from sources.containers import UnreadableFileError
from sources.records import Problem, UscisRecord
from sources.tabular import open_table

# USCIS counts new and new concurrent employment as initial, the other four as continuing.
_INITIAL = ("new_employment", "new_concurrent")
_CONTINUING = ("continuation", "change_with_same_employer", "change_of_employer", "amended")
_SIX = tuple(f"{group}_{outcome}" for group in (*_INITIAL, *_CONTINUING) for outcome in ("approval", "denial"))
_FOUR = ("initial_approval", "initial_denial", "continuing_approval", "continuing_denial")
# Field of the record, the groups whose petitions it counts, and their outcome.
_COUNTS = (
    ("initial_approvals", _INITIAL, "approval"),
    ("initial_denials", _INITIAL, "denial"),
    ("continuing_approvals", _CONTINUING, "approval"),
    ("continuing_denials", _CONTINUING, "denial"),
)

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


def batches(path: Path, *, ignore_columns: Collection[str] = ()) -> Iterator[Batch]:
    """The file's rows, by the fields of UscisRecord. A row without an employer's name is in too: it counts in the
    totals. Raises UnreadableFileError.
    """
    with open_table(path) as table:
        plan = LAYOUT.bind(table, ignore_columns)
        in_six = plan.has(*_SIX)
        if not in_six and not plan.has(*_FOUR):
            raise UnreadableFileError(f"{table.name} has neither the four columns of counts nor the twelve")
        edition = 3 if in_six else 2 if plan.has("line") else 1
        for batch, _ in plan.read():
            years = batch.columns["fiscal_year"]
            batch.fail(~years.where(lambda year: 1990 <= (year or 0) <= 2100), "no fiscal year", "fiscal_year")
            of = batch.columns
            of["naics_code"] = of["naics_code"].map(lambda code: code[:2])
            of["detail"] = together(_detail, *(of[name] for name in _SIX)) if in_six else constant({}, len(batch))
            for name, groups, outcome in _COUNTS:
                if in_six:
                    of[name] = of["detail"].map(partial(_sum, tuple(f"{group}_{outcome}" for group in groups)))
                else:
                    of[name] = of[name.removesuffix("s")].map(lambda count: count or 0)
            of["edition"] = constant(edition, len(batch))
            batch.columns = {field.name: of[field.name] for field in fields(UscisRecord)}
            yield batch


def read(path: Path, **options: Any) -> Iterator[UscisRecord | Problem | Skipped]:
    """The same row by row. A Problem with a field means that the row follows, with that field empty."""
    return in_rows(batches(path, **options), UscisRecord)


def _detail(*counts: int | None) -> dict[str, int]:
    return {name: count or 0 for name, count in zip(_SIX, counts, strict=True)}


def _sum(names: tuple[str, ...], detail: dict[str, int]) -> int:
    return sum(detail[name] for name in names)
