"""LCA cases: one row each, by case number, with its newest decision."""

from collections.abc import Callable
from operator import attrgetter

from companies.importers.chunks import Chunk, Occurrences, version, version_column, written
from companies.importers.employers import hashed
from companies.wages import yearly
from sources.records import LcaRecord

# Column → the record's field, where the name is not the same.
_RENAMED = {"soc_code_filed": "soc_code"}
_STATED = (
    *("case_status", "visa_class", "fiscal_year", "received_on", "decided_on"),
    *("employer_city", "employer_state", "trade_name", "naics_code"),
    *("job_title", "soc_code_filed", "full_time", "begins_on", "ends_on"),
    *("worker_positions", "new_employment", "continued_employment", "change_previous_employment"),
    *("new_concurrent_employment", "change_employer", "amended_petition"),
    *("worksite_city", "worksite_state", "worksite_count", "secondary_entity"),
    *("wage_from", "wage_to", "wage_unit", "wage_level", "h1b_dependent", "willful_violator"),
)
# In the order in which `stage` writes them; what the classifier says of the row comes last.
COLUMNS = ("case_key", "row_hash", "wage_year_from", "wage_year_to", *_STATED, "fein_hash")
_values = attrgetter(*(_RENAMED.get(name, name) for name in _STATED))


def stager() -> Callable[[LcaRecord, Chunk], None]:
    """A function that puts records into chunks; it remembers the rows without a case number of one file."""
    occurrences = Occurrences()

    def stage(record: LcaRecord, chunk: Chunk) -> None:
        stated = written((*_values(record), hashed(record.fein)))
        said = f"{record.employer_name}\t{stated}"
        key = record.case_number or occurrences.key(said)
        newest = version(record.decided_on, said)
        low, high = yearly(record.wage_from, record.wage_unit), yearly(record.wage_to, record.wage_unit)
        line = f"{key}\t{version_column(newest)}\t{low}\t{high}\t{stated}"
        pair = record.job_title, record.soc_code
        chunk.add(key, (newest, line, record.employer_name, record.fiscal_year, pair))
        if record.decided_on:
            chunk.reaches(record.fiscal_year, record.decided_on)

    return stage
