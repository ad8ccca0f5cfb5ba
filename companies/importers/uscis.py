"""USCIS counts: one row per employer name, tax number, industry and place of a fiscal year, and which edition
counts.

A file may give the same employer and place in several lines: they are added up. Of several downloads of one
edition the fuller count of a line stands, for counts grow through the year. Editions are never added up: see
choose_editions.
"""

# ruff: noqa: S608 - the parts of these statements are names from this code; values are always parameters

import hashlib
import json

from django.db import connection

from companies.importers.chunks import Chunk, chunk_of
from companies.importers.staging import TOUCHED
from companies.importers.texts import NULL, joined, lines, texts, written
from sources.batches import Batch

_IDENTITY = ("edition", "fiscal_year", "tax_id_last4", "naics_code", "city", "state", "postal_code")
_FOUR = ("initial_approvals", "initial_denials", "continuing_approvals", "continuing_denials")
COLUMNS = ("row_key", *_IDENTITY, *_FOUR, "detail", "row_hash", "in_use")
_NAMED = ", ".join(("employer", "row_key", *_IDENTITY))

# Lines of one key added up. The version is the total, then a digest of the counts, so that one of two always
# wins.
SUMMED = f"""
    SELECT {_NAMED}, {", ".join(_FOUR)},
        CASE WHEN edition < 3 THEN '{{}}'::jsonb ELSE (
            SELECT coalesce(jsonb_object_agg(name, n), '{{}}') FROM (
                SELECT each.key AS name, sum(each.value::int) AS n
                FROM jsonb_array_elements(details) line, jsonb_each_text(line) each GROUP BY 1
            ) summed
        ) END AS detail,
        int4send((initial_approvals + initial_denials + continuing_approvals + continuing_denials)::int)
            || decode(md5(concat_ws('|', {", ".join(_FOUR)})), 'hex') AS row_hash,
        true AS in_use
    FROM (
        SELECT {_NAMED}, {", ".join(f"sum({name})::int AS {name}" for name in _FOUR)}, jsonb_agg(detail) AS
        details FROM {{lines}} GROUP BY {_NAMED}
    ) AS grouped
"""


def stage(batch: Batch) -> Chunk:
    """A chunk with each line for itself: they are added up when the file is whole."""
    chunk = chunk_of(batch)
    if len(batch):
        columns = {name: texts(column.map(_written)) for name, column in batch.columns.items()}
        named = joined([columns[name] for name in _IDENTITY])
        employer = columns["employer_name"]
        keys = [
            hashlib.blake2b(row, digest_size=20).hexdigest()
            for row in joined([employer, named]).cast("binary").to_pylist()
        ]
        counts = [columns[name] for name in (*_FOUR, "detail")]
        chunk.lines = bytes(lines([employer, keys, named, *counts, NULL, "True"]))
    return chunk


def _written(value: object) -> str:
    return json.dumps(value) if isinstance(value, dict) else written(value)


def choose_editions() -> None:
    """One edition of each fiscal year counts: the newest that has at least half the lines of the largest.

    USCIS corrects a year when it publishes it in a new form, so the newer one is believed. But a download may
    be a search's result (one industry, one name), and a part of a year must not replace the whole.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH sizes AS (
                SELECT fiscal_year, edition, count(*) AS lines FROM companies_usciscount GROUP BY 1, 2
            ), chosen AS (
                SELECT fiscal_year, max(edition) AS edition
                FROM sizes JOIN (SELECT fiscal_year, max(lines) AS most FROM sizes GROUP BY 1) largest
                USING (fiscal_year)
                WHERE lines * 2 >= most GROUP BY 1
            ), changed AS (
                UPDATE companies_usciscount c SET in_use = NOT in_use FROM chosen
                WHERE c.fiscal_year = chosen.fiscal_year AND c.in_use <> (c.edition = chosen.edition)
                RETURNING c.employer_name_id, c.fiscal_year
            )
            INSERT INTO {TOUCHED} SELECT DISTINCT employer_name_id, fiscal_year FROM changed"""
        )
