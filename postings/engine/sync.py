"""Keeps the search table in step with postings. One function, called by whatever changed them."""

from collections.abc import Collection, Iterable, Sequence
from itertools import batched
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from postings.engine.codes import Code, Row, rows_of

BATCH = 2000
# Writers take turns: a generation is visible whole or not at all, and two never mix.
_LOCK = 0x6A6F6273


def refresh(ids: Collection[int], today: date | None = None) -> int:
    """Brings these postings up to date: in the table when live, out of it when not. Returns how many are live."""
    day = today or timezone.localdate()
    wanted = sorted(set(ids))
    live = 0
    for first in range(0, len(wanted), BATCH):
        batch = wanted[first : first + BATCH]
        with transaction.atomic():
            live += _refresh(batch, day)
    return live


def _refresh(ids: Sequence[int], today: date) -> int:
    rows = list(rows_of(ids, today))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute("SELECT nextval('search_generation')")
        generation = cursor.fetchone()[0]
        numbers = _numbers({code for row in rows for code in (*row.single, *row.open)})
        bundles = _bundles({tuple(sorted(numbers[code] for code in row.single)) for row in rows})
        gone = sorted(set(ids) - {row.id for row in rows})
        cursor.execute("DELETE FROM search_posting WHERE id = ANY(%s)", [gone])
        cursor.execute(
            "INSERT INTO search_gone SELECT id, %s FROM unnest(%s::bigint[]) AS id "
            "ON CONFLICT (id) DO UPDATE SET generation = EXCLUDED.generation",
            [generation, gone],
        )
        cursor.execute("DELETE FROM search_gone WHERE id = ANY(%s)", [[row.id for row in rows]])
        cursor.executemany(_UPSERT, [_values(row, numbers, bundles, generation) for row in rows])
    return len(rows)


_UPSERT = """
INSERT INTO search_posting
    (id, day, pay, years, company, record, generation, single, codes, title, words)
SELECT %s, %s, %s, %s, %s, %s, %s, %s, %s, to_tsvector('english', p.title), p.search_vector
FROM postings_posting p WHERE p.id = %s
ON CONFLICT (id) DO UPDATE SET
    day = EXCLUDED.day, pay = EXCLUDED.pay, years = EXCLUDED.years, company = EXCLUDED.company,
    record = EXCLUDED.record, generation = EXCLUDED.generation, single = EXCLUDED.single,
    codes = EXCLUDED.codes, title = EXCLUDED.title, words = EXCLUDED.words
"""


def _values(
    row: Row, numbers: dict[Code, int], bundles: dict[tuple[int, ...], int], generation: int
) -> tuple[object, ...]:
    single = tuple(sorted(numbers[code] for code in row.single))
    codes = sorted(numbers[code] for code in (*row.single, *row.open))
    return (
        *(row.id, row.day, row.pay, row.years, row.company, row.record),
        *(generation, bundles[single], codes, row.id),
    )


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
    found: dict[tuple[int, ...], int] = {}
    with connection.cursor() as cursor:
        for codes in sorted(wanted):
            cursor.execute(
                "INSERT INTO search_bundle (codes) VALUES (%s) ON CONFLICT DO NOTHING", [list(codes)]
            )
            cursor.execute("SELECT id FROM search_bundle WHERE codes = %s::int[]", [list(codes)])
            found[codes] = cursor.fetchone()[0]
    return found
