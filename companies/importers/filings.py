"""Imports a file of filings: read, stage, merge, describe the names, renew the roll-ups of companies they belong to.

One file is one transaction and one ImportRun. A dry run does all of it and takes it back.
"""

# ruff: noqa: S608 - the parts of these statements are names from this code; values are always parameters

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from companies import rollups
from companies.importers import lca, perm, uscis
from companies.importers.chunks import Chunk, ahead, chunks, written
from companies.importers.classifying import CLASS_COLUMNS, Classes
from companies.importers.employers import Names, add_names, describe_touched
from companies.importers.staging import TOUCHED, Staging
from companies.models import LcaCase, PermCase, UscisCount
from companies.units import fiscal_year_of
from sources import imports
from sources import lca as lca_files
from sources import perm as perm_files
from sources import uscis as uscis_files
from sources.imports import MOST_PROBLEMS_KEPT, Counts
from sources.periods import period_end

Say = Callable[[str], None]
_SAY_EVERY = 2.0  # seconds


@dataclass(frozen=True, slots=True)
class DataSet:
    """What differs between the agencies' data sets."""

    name: str
    model: type[Model]
    read: Callable[..., Iterator[Any]]
    stager: Callable[[], Callable[[Any, Chunk], None]]
    columns: tuple[str, ...]
    key: str = "case_key"


DATA_SETS = {
    "lca": DataSet("lca", LcaCase, lca_files.read, lca.stager, (*lca.COLUMNS, *CLASS_COLUMNS)),
    "perm": DataSet("perm", PermCase, perm_files.read, perm.stager, (*perm.COLUMNS, *CLASS_COLUMNS)),
    "uscis": DataSet("uscis", UscisCount, uscis_files.read, uscis.stager, uscis.COLUMNS, "row_key"),
}


def import_file(
    data_set: str,
    path: Path,
    *,
    dry_run: bool = False,
    say: Say = lambda words: None,
    **options: Any,
) -> Counts:
    """Imports one file. `options` go to its reader. Raises UnreadableFileError; the run is then marked as
    failed.
    """
    if not dry_run:
        return _import(DATA_SETS[data_set], path, say, options)
    with transaction.atomic():
        counts = _import(DATA_SETS[data_set], path, say, options)
        transaction.set_rollback(True)
    return counts


def _import(data_set: DataSet, path: Path, say: Say, options: dict[str, Any]) -> Counts:
    with imports.run(data_set.name, path.name) as (run, counts), transaction.atomic():
        staging = Staging(data_set.model, data_set.key, data_set.columns)
        through = merge_file(data_set, staging, path, run.pk, counts, say, options)
        say("describing the names …")
        describe_touched(data_set.name)
        if through:
            rollups.note_periods(data_set.name, through)
            run.covers_to = max(through.values())
        run.fiscal_years = _fiscal_years()
        say("counting companies' years again …")
        rollups.recompute_names(_touched(), run.fiscal_years)
    return counts


def merge_file(
    data_set: DataSet,
    staging: Staging,
    path: Path,
    run_id: int,
    counts: Counts,
    say: Say,
    options: dict[str, Any],
) -> dict[int, date]:
    """The file's rows into the fact table. Returns the last decision day of each fiscal year."""
    records = data_set.read(path, **options)
    through: dict[int, date] = {}
    classes, names = Classes(), Names(data_set.name)
    started = spoken = time.monotonic()
    for chunk in ahead(chunks(records, data_set.stager())):
        _count(chunk, counts)
        for fiscal_year, day in chunk.through.items():
            through[fiscal_year] = max(day, through.get(fiscal_year, date.min))
        if data_set.model is UscisCount:
            staging.append(line[1] for line in chunk.lines.values())
        else:
            _merge_chunk(chunk, staging, names, classes, run_id, counts)
        if time.monotonic() - spoken > _SAY_EVERY:
            spoken = time.monotonic()
            say(f"{counts.rows_read:,} rows, {counts.rows_read / (spoken - started):,.0f} a second")
    if data_set.model is UscisCount:
        _merge_sums(staging, run_id, counts)
    if (end := period_end(path.name)) and not through:
        through[fiscal_year_of(end)] = end
    return through


def _merge_chunk(chunk: Chunk, staging: Staging, names: Names, classes: Classes, run_id: int, counts: Counts) -> None:
    """Adds the rows of new keys, renews those of older versions, and leaves the others alone."""
    known = staging.known(chunk.lines)
    new = [line for key, line in chunk.lines.items() if key not in known]
    newer = [line for key, line in chunk.lines.items() if key in known and known[key] < line[0]]
    classes.learn(line[4] for line in (*new, *newer))
    # Also the name of a row that stays as it is: what names there are must not hang on the order of files.
    ids = names.ids(line[2] for line in chunk.lines.values())
    staging.add([f"{ids[name]}\t{run_id}\t{line}\t{classes.columns(pair)}" for _, line, name, _, pair in new])
    staging.touch({(ids[name], fiscal_year) for _, _, name, fiscal_year, _ in new})
    if newer:
        staging.stage([f"{written((name,))}\t{line}\t{classes.columns(pair)}" for _, line, name, _, pair in newer])
        staging.merge(names.source, run_id)
    counts.created += len(new)
    counts.updated += len(newer)
    counts.unchanged += chunk.records - len(new) - len(newer)


def _merge_sums(staging: Staging, run_id: int, counts: Counts) -> None:
    lines = staging.sum_up(uscis.SUMMED)
    add_names("uscis", staging.new_employers("uscis"))
    merged = staging.merge("uscis", run_id)
    counts.created += merged.created
    counts.updated += merged.updated
    counts.unchanged += merged.unchanged
    if together := lines - merged.created - merged.updated - merged.unchanged:
        counts.skip("added to another line of the same employer and place", together)
    uscis.choose_editions()


def _count(chunk: Chunk, counts: Counts) -> None:
    counts.rows_read += chunk.rows
    for problem in chunk.problems:
        if not problem.field:
            counts.fail(problem)
        # The row is in, with that field empty: kept for a person, not counted as failed.
        elif len(counts.problems) < MOST_PROBLEMS_KEPT:
            counts.problems.append(problem)
    for reason, rows in chunk.skipped.items():
        counts.skip(reason, rows)


def _fiscal_years() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT fiscal_year FROM {TOUCHED} WHERE fiscal_year > 0 ORDER BY 1")
        return [row[0] for row in cursor.fetchall()]


def _touched() -> list[int]:
    """The employer names whose facts this import changed."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT employer_name_id FROM {TOUCHED}")
        return [row[0] for row in cursor.fetchall()]
