"""Cases classified again when the classifier changed: a newer model, other tables, a curator's word on a title.

Curators' words are safe: they are asked first by the classifier itself, so what they decided comes out as before.
"""

# ruff: noqa: S608 - the parts of these statements are names from this code; values are always parameters

from collections.abc import Collection, Iterator
from itertools import islice

from django.db import connection, models, transaction

from companies import rollups
from companies.models import LcaCase, PermCase
from companies.occupations.titles import normalise
from companies.title_classes import classify_all, columns, version

# Pairs classified between two writes, and rows changed in one statement, so that no lock is held for long.
_PAIRS_AT_ONCE = 20_000
_ROWS_AT_ONCE = 100_000
# With more names than this touched, counting every company at once is quicker than counting them one by one.
_MOST_NAMES = 20_000

_UPDATE = """
WITH written AS (
    UPDATE {table} AS filed
    SET soc_code = new.soc_code, job_field = new.job_field, field_method = new.field_method,
        field_confidence = new.field_confidence, field_version = new.field_version
    FROM {table} AS old JOIN reclassified AS new USING (job_title, soc_code_filed)
    WHERE old.id >= %s AND old.id < %s AND filed.id = old.id
      AND (old.soc_code, old.job_field, old.field_method, old.field_version)
          IS DISTINCT FROM (new.soc_code, new.job_field, new.field_method, new.field_version)
    RETURNING filed.employer_name_id, old.job_field <> new.job_field AS moved
)
SELECT count(*), coalesce(array_agg(DISTINCT employer_name_id) FILTER (WHERE moved), '{{}}') FROM written
"""


def reclassify(wanted: str = "", *, only: Collection[str] = ()) -> int:
    """Brings every case to the version in force; returns the rows written. Safe to run twice, and to stop.

    `wanted` is the version that the caller means; a process that holds another one does nothing. `only` limits
    it to these normalised titles and then passes over no row: a curator changed his word on them.
    """
    in_force = version()
    if wanted not in ("", in_force):
        return 0
    names: set[int] = set()
    written = 0
    for model in (LcaCase, PermCase):
        rows, touched = _cases(model, in_force, frozenset(only))
        written += rows
        names |= touched
    if len(names) > _MOST_NAMES:
        rollups.rebuild()
    elif names:
        rollups.recompute_names(names)
    return written


def _cases(model: type[models.Model], in_force: str, only: frozenset[str]) -> tuple[int, set[int]]:
    """Rows written, and the legal names of those whose job field changed."""
    table = model._meta.db_table
    try:
        _classify(table, in_force, only)
        return _write(table)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS pg_temp.reclassified")


@transaction.atomic
def _classify(table: str, in_force: str, only: frozenset[str]) -> None:
    """Fills a temporary table with the class of every pair of title and filed code that is due. Locks nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', '0', true)")
        cursor.execute(
            """CREATE TEMPORARY TABLE reclassified (job_title text, soc_code_filed text, soc_code text,
            job_field text, field_method text, field_confidence float8, field_version text)"""
        )
        pairs = _pairs(table, in_force, only)
        while part := list(islice(pairs, _PAIRS_AT_ONCE)):
            found = classify_all(part)
            with cursor.copy("COPY reclassified FROM STDIN") as copy:
                for pair, what in found.items():
                    copy.write_row((*pair, *columns(what)))
        cursor.execute("ANALYZE reclassified")


def _pairs(table: str, in_force: str, only: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Distinct titles and filed codes that are due, read a few at a time."""
    query = f"SELECT DISTINCT job_title, soc_code_filed FROM {table}"
    due = "" if only else " WHERE field_version <> %s"
    with connection.chunked_cursor() as cursor:
        cursor.execute(query + due, None if only else [in_force])
        for title, code in cursor:
            if not only or normalise(title) in only:
                yield title, code


def _write(table: str) -> tuple[int, set[int]]:
    """Puts the classes into the cases, a stretch of keys at a time, each in its own transaction."""
    written, names = 0, set[int]()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(min(id), 0), coalesce(max(id), -1) FROM {table}")
        first, last = cursor.fetchone() or (0, -1)
    for start in range(first, last + 1, _ROWS_AT_ONCE):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', '0', true)")
            cursor.execute(_UPDATE.format(table=table), [start, start + _ROWS_AT_ONCE])
            rows, touched = cursor.fetchone() or (0, [])
            written += rows
            names.update(touched)
    return written, names
