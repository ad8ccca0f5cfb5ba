"""COPY and merge: new rows go straight into the facts, others are staged and renew what they differ from.

Measured beside the alternatives by `bench_imports`. Everything happens in the caller's transaction.
"""

# ruff: noqa: S608 - the parts of these statements are names from this code; values are always parameters

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Model

from companies.importers.texts import NULL, lines

TOUCHED = "import_touched"
# Texts without line ends, given as one: quoting each of them costs more than looking it up. As a query of its own, for
# the planner would weigh each of ten thousand constants.
LISTED = "(SELECT string_to_array(%s, E'\\n'))::text[]"


@dataclass(frozen=True, slots=True)
class Merged:
    created: int
    updated: int
    unchanged: int


class Staging:
    """The staging table of one fact model. Its columns are the model's, with the employer's name in words."""

    def __init__(self, model: type[Model], key: str, columns: Sequence[str]) -> None:
        fields = {field.column: field for field in model._meta.concrete_fields}
        self._fact = f'"{model._meta.db_table}"'
        self._table = f'"import_{model._meta.db_table}"'
        self._key = key
        self._touched: set[tuple[int, int]] = set()
        self._columns = tuple(columns)
        self._texts = {
            name: fields[name].max_length for name in columns if fields[name].get_internal_type() == "CharField"
        }
        # Texts are cut to the column's length by the merge.
        types = ", ".join(
            f'"{name}" {"text" if name in self._texts else fields[name].db_type(connection)}' for name in columns
        )
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SET LOCAL work_mem = '64MB'")
            # Two imports into one table wait for each other: each must see all rows of the other, or none.
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [self._fact])
            cursor.execute(f"DROP TABLE IF EXISTS {self._table}, {TOUCHED}")
            cursor.execute(f"CREATE TEMP TABLE {self._table} (employer text NOT NULL, {types}) ON COMMIT DROP")
            cursor.execute(f"CREATE TEMP TABLE {TOUCHED} (employer_name_id bigint, fiscal_year int) ON COMMIT DROP")

    def known(self, keys: Any) -> dict[str, str]:
        """key → version, in hexadecimal letters, of the rows that are there already. Takes an Arrow array."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"""SELECT "{self._key}", encode(row_hash, 'hex') FROM {self._fact}
                WHERE "{self._key}" = ANY({LISTED})""",
                [bytes(lines([keys])[:-1]).decode()],
            )
            return dict(cursor.fetchall())

    def add(self, lines: memoryview) -> None:
        """New rows, straight into the fact table: the name's id, the run's, then the columns."""
        with connection.cursor() as cursor:
            self._write(cursor, self._fact, ("employer_name_id", "run_id"), lines)

    def stage(self, lines: memoryview) -> None:
        """Replaces what is staged: the employer's name, then the columns. Keys are unique."""
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {self._table}")
            self._write(cursor, self._table, ("employer",), lines)
            cursor.execute(f'ANALYZE {self._table} (employer, "{self._key}")')

    def touch(self, names: Iterable[tuple[int, int]]) -> None:
        """Notes names and fiscal years whose facts have changed."""
        new = set(names) - self._touched
        self._touched |= new
        with connection.cursor() as cursor, cursor.copy(f"COPY {TOUCHED} FROM STDIN") as copy:
            copy.write("".join(f"{name}\t{fiscal_year}\n" for name, fiscal_year in new))

    def append(self, lines: bytes) -> None:
        """Stages lines whose keys may repeat, until `sum_up`."""
        with connection.cursor() as cursor:
            self._write(cursor, self._table, ("employer",), lines)

    def sum_up(self, query: str) -> int:
        """Puts the result of a query over {lines} in the place of the lines. Returns how many lines there were."""
        listed = ", ".join(("employer", *self._columns))
        with connection.cursor() as cursor:
            lines = self._number(cursor, f"SELECT count(*) FROM {self._table}", [])
            cursor.execute(f"CREATE TEMP TABLE import_lines ON COMMIT DROP AS SELECT * FROM {self._table}")
            cursor.execute(f"TRUNCATE {self._table}")
            cursor.execute(f"INSERT INTO {self._table} ({listed}) {query.replace('{lines}', 'import_lines')}")
            cursor.execute("DROP TABLE import_lines")
            cursor.execute(f'ANALYZE {self._table} (employer, "{self._key}")')
        return lines

    def _write(self, cursor: Any, table: str, first: tuple[str, ...], lines: bytes | memoryview) -> None:
        listed = ", ".join((*first, *(f'"{name}"' for name in self._columns)))
        with cursor.copy(f"COPY {table} ({listed}) FROM STDIN (NULL '{NULL}')") as copy:
            copy.write(lines)

    def new_employers(self, source: str) -> list[str]:
        """Names that are staged and not yet known from this source."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"""SELECT DISTINCT s.employer FROM {self._table} s WHERE NOT EXISTS (
                    SELECT FROM companies_employername n
                    WHERE n.source = %s AND n.raw = s.employer)""",
                [source],
            )
            return [row[0] for row in cursor.fetchall()]

    def merge(self, source: str, run_id: int) -> Merged:
        """Adds the new rows, and renews those whose staged version is greater."""
        chosen = ", ".join(
            f"left(coalesce(s.\"{name}\", ''), {self._texts[name]})" if name in self._texts else f's."{name}"'
            for name in self._columns
        )
        listed = ", ".join(f'"{name}"' for name in self._columns)
        joined = f"""FROM {self._table} s
            JOIN companies_employername n ON n.source = %s AND n.raw = s.employer"""
        same = f'f."{self._key}" = s."{self._key}"'
        with connection.cursor() as cursor:
            staged = self._number(cursor, f"SELECT count(*) FROM {self._table}", [])
            created = self._number(
                cursor,
                f"""WITH added AS (
                    INSERT INTO {self._fact} (employer_name_id, run_id, {listed})
                    SELECT n.id, %s, {chosen} {joined}
                    WHERE NOT EXISTS (SELECT FROM {self._fact} f WHERE {same})
                    RETURNING employer_name_id, fiscal_year
                ), noted AS (INSERT INTO {TOUCHED} SELECT DISTINCT employer_name_id, fiscal_year FROM added)
                SELECT count(*) FROM added""",
                [run_id, source],
            )
            if created == staged:
                return Merged(created, 0, 0)
            newer = f"{same} AND f.row_hash < s.row_hash"
            # The name and year that a case leaves are counted again too.
            cursor.execute(
                f"""INSERT INTO {TOUCHED} SELECT DISTINCT f.employer_name_id, f.fiscal_year
                FROM {self._fact} f JOIN {self._table} s ON {newer}"""
            )
            updated = self._number(
                cursor,
                f"""WITH renewed AS (
                    UPDATE {self._fact} f SET (employer_name_id, run_id, {listed}) = (n.id, %s, {chosen})
                    {joined} WHERE {newer} RETURNING f.employer_name_id, f.fiscal_year
                ), noted AS (INSERT INTO {TOUCHED} SELECT DISTINCT employer_name_id, fiscal_year FROM renewed)
                SELECT count(*) FROM renewed""",
                [run_id, source],
            )
        return Merged(created, updated, staged - created - updated)

    def _number(self, cursor: Any, query: str, values: list[object]) -> int:
        cursor.execute(query, values)
        return int(cursor.fetchone()[0])
