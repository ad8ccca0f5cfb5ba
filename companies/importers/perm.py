"""PERM cases: one row each, by case number, with its newest decision."""

from collections.abc import Callable
from operator import attrgetter

from companies.importers.chunks import Chunk, Occurrences, version, version_column, written
from companies.importers.employers import hashed
from companies.wages import yearly
from sources.records import PermRecord

_RENAMED = {"soc_code_filed": "soc_code"}
_STATED = (
    *("case_status", "fiscal_year", "received_on", "decided_on", "employer_city", "employer_state", "naics_code"),
    *("job_title", "soc_code_filed", "worksite_city", "worksite_state", "citizenship"),
)
# In the order in which `stage` writes them; what the classifier says of the row comes last.
COLUMNS = ("case_key", "row_hash", *_STATED, "fein_hash", "wage_year_from", "wage_year_to")
_values = attrgetter(*(_RENAMED.get(name, name) for name in _STATED))


def stager() -> Callable[[PermRecord, Chunk], None]:
    """A function that puts records into chunks; it remembers the rows without a case number of one file."""
    occurrences = Occurrences()

    def stage(record: PermRecord, chunk: Chunk) -> None:
        low, high = yearly(record.wage_from, record.wage_unit), yearly(record.wage_to, record.wage_unit)
        stated = written((*_values(record), hashed(record.fein), low, high))
        said = f"{record.employer_name}\t{stated}"
        key = record.case_number or occurrences.key(said)
        newest = version(record.decided_on, said)
        line = f"{key}\t{version_column(newest)}\t{stated}"
        pair = record.job_title, record.soc_code
        chunk.add(key, (newest, line, record.employer_name, record.fiscal_year, pair))
        if record.decided_on:
            chunk.reaches(record.fiscal_year, record.decided_on)

    return stage
