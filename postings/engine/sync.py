"""Keeps the search table in step with postings.

Triggers note every posting that changed or whose employer did; `catch_up` brings those up to date. Imports call it at
their end, and the schedule calls it every few seconds for everything else.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from postings.engine import snapshot_writer
from postings.engine.codes import BUNDLED, Code, Row, column_of, rows_of
from postings.engine.table import IN_SAMPLE
from postings.words.vector import skill_lexeme

BATCH = 2000


def catch_up(today: date | None = None) -> int:
    """Brings every posting that is due up to date: in the table when live, out of it when not. Returns how many.

    Two at once do not meet: each takes batches that the other has not. A batch of many makes a snapshot of it.
    """
    day = today or timezone.localdate()
    done = 0
    while batch := _catch_up(day):
        done += batch
    return done


def all_due() -> None:
    """Everything is due: for a new day of the filters' years, or after a change of what a code means."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_due SELECT id FROM postings_posting UNION SELECT id FROM search_posting "
            "ON CONFLICT DO NOTHING"
        )


def _catch_up(today: date) -> int:
    with snapshot_writer.changes() as make_snapshot, transaction.atomic(), connection.cursor() as cursor:
        # Deleted before they are read: what changes meanwhile is noted anew and comes with the next batch.
        cursor.execute(
            "DELETE FROM search_due WHERE posting IN "
            "(SELECT posting FROM search_due ORDER BY posting LIMIT %s FOR UPDATE SKIP LOCKED) RETURNING posting",
            [BATCH],
        )
        ids = [row[0] for row in cursor.fetchall()]
        if ids:
            _refresh(ids, today)
            make_snapshot(cursor)
    return len(ids)


def _refresh(ids: Sequence[int], today: date) -> None:
    rows = list(rows_of(ids, today))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE search_state SET generation = generation + 1 RETURNING generation")
        generation = cursor.fetchone()[0]
        numbers = _numbers({code for row in rows for code in (*row.single, *row.listed, *row.places)})
        bundled = [_bundled(row, numbers) for row in rows]
        bundles = _bundles({bundle for three in bundled for bundle in three})
        gone = sorted(set(ids) - {row.id for row in rows})
        cursor.execute("DELETE FROM search_posting WHERE id = ANY(%s)", [gone])
        cursor.execute(
            "INSERT INTO search_gone SELECT id, %s FROM unnest(%s::bigint[]) AS id "
            "ON CONFLICT (id) DO UPDATE SET generation = EXCLUDED.generation",
            [generation, gone],
        )
        cursor.execute("DELETE FROM search_gone WHERE id = ANY(%s)", [[row.id for row in rows]])
        cursor.execute("DELETE FROM search_sample WHERE id = ANY(%s)", [list(ids)])
        cursor.executemany(
            _UPSERT,
            [
                _values(row, numbers, [bundles[bundle] for bundle in three], generation)
                for row, three in zip(rows, bundled, strict=True)
            ],
        )
        cursor.execute(_FILL_SAMPLE, [list(ids)])


_FILL_SAMPLE = f"INSERT INTO search_sample SELECT * FROM search_posting WHERE id = ANY(%s) AND {IN_SAMPLE}"  # noqa: S608 - ours
_UPSERT = """
INSERT INTO search_posting
    (id, day, pay, years, company, record, generation, own, firm, filed, listed, codes, title, words)
SELECT %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s,
    to_tsvector('english', p.title) || array_to_tsvector(%s), p.search_vector
FROM postings_posting p WHERE p.id = %s
ON CONFLICT (id) DO UPDATE SET
    day = EXCLUDED.day, pay = EXCLUDED.pay, years = EXCLUDED.years, company = EXCLUDED.company,
    record = EXCLUDED.record, generation = EXCLUDED.generation, own = EXCLUDED.own, firm = EXCLUDED.firm,
    filed = EXCLUDED.filed, listed = EXCLUDED.listed, codes = EXCLUDED.codes,
    title = EXCLUDED.title, words = EXCLUDED.words
"""


def _bundled(row: Row, numbers: dict[Code, int]) -> list[tuple[int, ...]]:
    """The codes of each bundle, in the order of the columns."""
    parts: dict[str, list[int]] = {column: [] for column in BUNDLED}
    for code in row.single:
        parts[column_of(code[0])].append(numbers[code])
    return [tuple(sorted(part)) for part in parts.values()]


def _values(
    row: Row, numbers: dict[Code, int], bundles: list[int], generation: int
) -> list[int | list[int] | list[str]]:
    listed = sorted(numbers[code] for code in row.listed)
    codes = sorted(numbers[code] for code in (*row.single, *row.listed, *row.places))
    numbers_of = [row.id, row.day, row.pay, row.years, row.company, row.record, generation]
    lexemes = [skill_lexeme(skill) for skill in row.title_skills]
    return [*numbers_of, *bundles, listed, codes, lexemes, row.id]


def _numbers(codes: Iterable[Code]) -> dict[Code, int]:
    """The number of each code; new ones are made."""
    wanted = sorted(codes)
    facets, values = [facet for facet, _ in wanted], [value for _, value in wanted]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_code (facet, value) SELECT * FROM unnest(%s::text[], %s::text[]) "
            "ON CONFLICT DO NOTHING",
            [facets, values],
        )
        cursor.execute(
            "SELECT c.facet, c.value, c.id FROM search_code c "
            "JOIN unnest(%s::text[], %s::text[]) AS w(facet, value) USING (facet, value)",
            [facets, values],
        )
        return {(facet, value): number for facet, value, number in cursor.fetchall()}


def _bundles(wanted: Collection[tuple[int, ...]]) -> dict[tuple[int, ...], int]:
    """The number of each set of codes; new ones are made."""
    sets = [f"{{{','.join(map(str, codes))}}}" for codes in sorted(wanted)]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_bundle (codes) SELECT codes::int[] FROM unnest(%s::text[]) AS codes "
            "ON CONFLICT DO NOTHING",
            [sets],
        )
        cursor.execute(
            "SELECT codes, id FROM search_bundle WHERE codes IN (SELECT w::int[] FROM unnest(%s::text[]) AS w)",
            [sets],
        )
        return {tuple(codes): number for codes, number in cursor.fetchall()}
