"""PERM cases: one row each, by case number, with its newest decision."""

from collections.abc import Callable

from companies.importers.chunks import Chunk, Occurrences, version, version_column, written
from companies.importers.employers import hashed
from companies.wages import yearly
from sources.records import PermRecord

COLUMNS = (
    *("case_key", "row_hash"),
    *("case_status", "fiscal_year", "received_on", "decided_on"),
    *("employer_city", "employer_state", "fein_hash", "naics_code", "job_title", "soc_code_filed"),
    *("worksite_city", "worksite_state", "wage_year_from", "wage_year_to", "citizenship"),
)


def stager() -> Callable[[PermRecord, Chunk], None]:
    """A function that puts records into chunks; it remembers the rows without a case number of one file."""
    occurrences = Occurrences()

    def stage(record: PermRecord, chunk: Chunk) -> None:
        values = (
            record.case_status,
            record.fiscal_year,
            record.received_on,
            record.decided_on,
            record.employer_city[:100],
            record.employer_state,
            hashed(record.fein) if record.fein else "",
            record.naics_code,
            record.job_title[:300],
            record.soc_code[:20],
            record.worksite_city[:120],
            record.worksite_state,
            yearly(record.wage_from, record.wage_unit),
            yearly(record.wage_to, record.wage_unit),
            record.citizenship[:60],
        )
        line = written(values)
        employer = written((record.employer_name[:300],))
        said = f"{employer}\t{line}"
        key = record.case_number[:80] or occurrences.key(said)
        newest = version(record.decided_on, values, said)
        chunk.add(
            key,
            newest,
            f"{employer}\t{key}\t{version_column(newest)}\t{line}",
            (record.job_title[:300], record.soc_code[:20]),
        )
        if record.decided_on:
            chunk.reaches(record.fiscal_year, record.decided_on)

    return stage
