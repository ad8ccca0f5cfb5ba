"""Cases of the Department of Labor, one row each by case number, with its newest decision: LCA and PERM."""

from collections.abc import Callable

from companies.importers.chunks import Cases, Chunk, Occurrences, Pair, chunk_of, versions
from companies.importers.employers import hashed
from companies.importers.texts import array, encoded, joined, texts
from companies.wages import yearly
from sources.batches import Batch, together

# What a case says: it makes the case's version. Columns of the tables, in the order in which they are copied.
LCA_STATED = (
    *("case_status", "visa_class", "fiscal_year", "received_on", "decided_on"),
    *("employer_city", "employer_state", "trade_name", "naics_code"),
    *("job_title", "soc_code_filed", "full_time", "begins_on", "ends_on"),
    *("worker_positions", "new_employment", "continued_employment", "change_previous_employment"),
    *("new_concurrent_employment", "change_employer", "amended_petition"),
    *("worksite_city", "worksite_state", "worksite_count", "secondary_entity"),
    *("wage_from", "wage_to", "wage_unit", "wage_level", "h1b_dependent", "willful_violator", "fein_hash"),
)
PERM_STATED = (
    *("case_status", "fiscal_year", "received_on", "decided_on", "employer_city", "employer_state", "naics_code"),
    *("job_title", "soc_code_filed", "worksite_city", "worksite_state", "citizenship"),
    *("fein_hash", "wage_year_from", "wage_year_to"),
)
_WAGES = ("wage_year_from", "wage_year_to")


def columns(stated: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of a chunk's lines, in their order."""
    return ("case_key", "row_hash", *stated, *(name for name in _WAGES if name not in stated))


def stager(stated: tuple[str, ...], classes: Callable[[str, str], str | Pair]) -> Callable[[Batch], Chunk]:
    """A function that makes chunks of batches; it remembers the rows without a case number of one file."""
    occurrences = Occurrences()

    def stage(batch: Batch) -> Chunk:
        chunk = chunk_of(batch)
        if not len(batch):
            return chunk
        of = batch.columns
        of["soc_code_filed"], of["fein_hash"] = of["soc_code"], of["fein"].map(hashed)
        for name, wage in zip(_WAGES, ("wage_from", "wage_to"), strict=True):
            of[name] = together(yearly, of[wage], of["wage_unit"])
        columns = {name: encoded(of[name]) for name in (*stated, *_WAGES)}
        line = joined([columns[name].dictionary_decode() for name in stated])
        beside = [columns[name].dictionary_decode() for name in _WAGES if name not in stated]
        said = joined([texts(of["employer_name"]), line])
        version = versions(of["decided_on"], (columns[name] for name in stated), said)
        keys = texts(of["case_number"])
        if "" in of["case_number"].values:
            keys = array(
                key or occurrences.key(row) for key, row in zip(of["case_number"], said.to_pylist(), strict=True)
            )
        chunk.cases = Cases(
            keys,
            version,
            of["employer_name"],
            of["fiscal_year"],
            together(classes, of["job_title"], of["soc_code"]),
            joined([keys, joined(["\\\\x", version], ""), line, *beside]),
        ).newest()
        for fiscal_year, day in together(lambda *said: said, of["fiscal_year"], of["decided_on"]).values:
            if day and (fiscal_year not in chunk.through or day > chunk.through[fiscal_year]):
                chunk.through[fiscal_year] = day
        return chunk

    return stage
