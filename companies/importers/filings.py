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

import numpy as np
from django.db import connection, transaction
from django.db.models import Model

from companies import rollups
from companies.importers import cases
from companies.importers import uscis as sums
from companies.importers.chunks import Cases, Chunk, ahead
from companies.importers.classifying import CLASS_COLUMNS, Classes
from companies.importers.employers import Names, add_names, describe_touched
from companies.importers.staging import TOUCHED, Staging
from companies.importers.texts import lines, texts, written
from companies.models import EmployerAlias, LcaCase, PermCase, UscisCount
from companies.units import fiscal_year_of
from sources import imports, lca, perm, uscis
from sources.batches import Batch, together
from sources.imports import MOST_PROBLEMS_KEPT, Counts
from sources.periods import period_end

Say = Callable[[str], None]
_SAY_EVERY = 2.0  # seconds
DESCRIBING = "describing the names …"


@dataclass(frozen=True, slots=True)
class DataSet:
    """What differs between the agencies' data sets."""

    name: str
    model: type[Model]
    read: Callable[..., Iterator[Batch]]
    stager: Callable[[Classes], Callable[[Batch], Chunk]]
    columns: tuple[str, ...]
    key: str = "case_key"


def _cases(name: str, model: type[Model], read: Callable[..., Iterator[Batch]], stated: tuple[str, ...]) -> DataSet:
    columns = (*cases.columns(stated), *CLASS_COLUMNS)
    return DataSet(name, model, read, lambda classes: cases.stager(stated, classes.sure), columns)


DATA_SETS = {
    "lca": _cases("lca", LcaCase, lca.batches, cases.LCA_STATED),
    "perm": _cases("perm", PermCase, perm.batches, cases.PERM_STATED),
    "uscis": DataSet("uscis", UscisCount, uscis.batches, lambda _: sums.stage, sums.COLUMNS, "row_key"),
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
        say(DESCRIBING)
        describe_touched(data_set.name)
        if through:
            rollups.note_periods(data_set.name, through)
            run.covers_to = max(through.values())
        run.fiscal_years = _fiscal_years()
        say("counting companies' years again …")
        rollups.recompute(_touched_companies(), run.fiscal_years)
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
    through: dict[int, date] = {}
    classes, names = Classes(), Names(data_set.name)
    started = spoken = time.monotonic()
    for chunk in ahead(map(data_set.stager(classes), data_set.read(path, **options))):
        _count(chunk, counts)
        for fiscal_year, day in chunk.through.items():
            through[fiscal_year] = max(day, through.get(fiscal_year, date.min))
        if chunk.cases:
            created, updated = _merge_cases(chunk.cases, staging, names, classes, run_id)
            counts.created += created
            counts.updated += updated
            counts.unchanged += chunk.records - created - updated
        elif chunk.lines:
            staging.append(chunk.lines)
        if time.monotonic() - spoken > _SAY_EVERY:
            spoken = time.monotonic()
            say(f"{counts.rows_read:,} rows, {counts.rows_read / (spoken - started):,.0f} a second")
    if data_set.model is UscisCount:
        _merge_sums(staging, run_id, counts)
    if (end := period_end(path.name)) and not through:
        through[fiscal_year_of(end)] = end
    return through


def _merge_cases(found: Cases, staging: Staging, names: Names, classes: Classes, run_id: int) -> tuple[int, int]:
    """Adds the cases of new keys, renews those of older versions, leaves the others alone. Returns how many of each."""
    # Also the name of a row that stays as it is: what names there are must not hang on the order of files.
    ids = names.ids(found.names.values)
    new, renewed = found, 0
    if known := staging.known(found.keys):
        keys = found.keys.to_pylist()
        versions = zip(keys, found.versions.to_pylist(), strict=True)
        newer = found.only(np.array([key in known and known[key] < version for key, version in versions]))
        if renewed := len(newer.keys):
            staging.stage(lines([texts(newer.names.map(written)), newer.lines, texts(classes.all(newer.classes))]))
            staging.merge(names.source, run_id)
        new = found.only(np.array([key not in known for key in keys]))
    if len(new.keys):
        employers = new.names.map(ids.__getitem__)
        staging.add(lines([texts(employers.map(str)), str(run_id), new.lines, texts(classes.all(new.classes))]))
        staging.touch(together(lambda *touched: touched, employers, new.fiscal_years).values)
    return len(new.keys), renewed


def _merge_sums(staging: Staging, run_id: int, counts: Counts) -> None:
    lines = staging.sum_up(sums.SUMMED)
    add_names("uscis", staging.new_employers("uscis"))
    merged = staging.merge("uscis", run_id)
    counts.created += merged.created
    counts.updated += merged.updated
    counts.unchanged += merged.unchanged
    if together := lines - merged.created - merged.updated - merged.unchanged:
        counts.skip("added to another line of the same employer and place", together)
    sums.choose_editions()


def _count(chunk: Chunk, counts: Counts) -> None:
    counts.rows_read += chunk.rows
    for problem in chunk.failed:
        counts.fail(problem)
    # These rows are in, with that field empty: kept for a person, not counted as failed.
    counts.problems += chunk.incomplete[: max(MOST_PROBLEMS_KEPT - len(counts.problems), 0)]
    for reason, rows in chunk.skipped.items():
        counts.skip(reason, rows)


def _fiscal_years() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT fiscal_year FROM {TOUCHED} WHERE fiscal_year > 0 ORDER BY 1")
        return [row[0] for row in cursor.fetchall()]


def _touched_companies() -> list[int]:
    """The companies of the employer names whose facts this import changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT DISTINCT company_id FROM companies_employeralias JOIN {TOUCHED} USING (employer_name_id)
            WHERE state = ANY(%s)""",
            [[EmployerAlias.State.AUTO, EmployerAlias.State.ACCEPTED]],
        )
        return [row[0] for row in cursor.fetchall()]
