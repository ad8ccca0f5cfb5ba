"""LCA cases: one row each, by case number, with its newest decision."""

from collections.abc import Callable

from companies.importers.chunks import Chunk, Occurrences, version, version_column, written
from companies.importers.employers import hashed
from companies.wages import yearly
from sources.records import LcaRecord

# In the order in which `staged` writes them; what the classifier says of the row comes last.
COLUMNS = (
    *("case_key", "row_hash", "wage_year_from", "wage_year_to"),
    *("case_status", "visa_class", "fiscal_year", "received_on", "decided_on"),
    *("employer_city", "employer_state", "fein_hash", "trade_name", "naics_code"),
    *("job_title", "soc_code_filed", "full_time", "begins_on", "ends_on"),
    *("worker_positions", "new_employment", "continued_employment", "change_previous_employment"),
    *("new_concurrent_employment", "change_employer", "amended_petition"),
    *("worksite_city", "worksite_state", "worksite_count", "secondary_entity"),
    *("wage_from", "wage_to", "wage_unit", "wage_level", "h1b_dependent", "willful_violator"),
)


def stager() -> Callable[[LcaRecord, Chunk], None]:
    """A function that puts records into chunks; it remembers the rows without a case number of one file."""
    occurrences = Occurrences()

    def stage(record: LcaRecord, chunk: Chunk) -> None:
        values = (
            record.case_status,
            record.visa_class,
            record.fiscal_year,
            record.received_on,
            record.decided_on,
            record.employer_city[:100],
            record.employer_state,
            hashed(record.fein) if record.fein else "",
            record.trade_name[:300],
            record.naics_code,
            record.job_title[:300],
            record.soc_code[:20],
            record.full_time,
            record.begins_on,
            record.ends_on,
            record.worker_positions,
            record.new_employment,
            record.continued_employment,
            record.change_previous_employment,
            record.new_concurrent_employment,
            record.change_employer,
            record.amended_petition,
            record.worksite_city[:120],
            record.worksite_state,
            min(record.worksite_count, 32_767),
            record.secondary_entity,
            record.wage_from,
            record.wage_to,
            record.wage_unit,
            record.wage_level,
            record.h1b_dependent,
            record.willful_violator,
        )
        line = written(values)
        employer = written((record.employer_name[:300],))
        said = f"{employer}\t{line}"
        key = record.case_number[:80] or occurrences.key(said)
        newest = version(record.decided_on, values, said)
        pay = yearly(record.wage_from, record.wage_unit), yearly(record.wage_to, record.wage_unit)
        chunk.add(
            key,
            newest,
            f"{employer}\t{key}\t{version_column(newest)}\t{pay[0]}\t{pay[1]}\t{line}",
            (record.job_title[:300], record.soc_code[:20]),
        )
        if record.decided_on:
            chunk.reaches(record.fiscal_year, record.decided_on)

    return stage
