"""Legal names come into being with the facts filed under them, and are described by those facts alone.

Everything here is computed from the stored facts, never added up file by file: the order of files leaves no
trace.
"""

# ruff: noqa: S608 - the parts of these statements are names from this code; values are always parameters

import hmac
from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.conf import settings
from django.db import connection

from companies.importers.staging import LISTED, TOUCHED
from companies.importers.texts import NULL, written
from companies.models import EmployerName
from companies.names import name_keys

_KEYS = {
    field.name: field.max_length
    for field in EmployerName._meta.concrete_fields
    if field.name in ("main_part", "trade_part", "k0", "k2", "first_token")
}
# What a new name says; the other columns begin as the model has it.
_SAID = ("id", "source", "raw", *_KEYS)
# What describes a name, per data set: its table, a row's weight in the volume, the columns of place and tax
# number.
_FACTS = {
    "lca": ("companies_lcacase", "1", "employer_city", "employer_state", "''", "f.fein_hash"),
    "perm": ("companies_permcase", "1", "employer_city", "employer_state", "''", "f.fein_hash"),
    "uscis": (
        "companies_usciscount",
        "f.initial_approvals + f.continuing_approvals",
        "city",
        "state",
        "f.tax_id_last4",
        "''",
    ),
}


@lru_cache(2**16)
def hashed(fein: str) -> str:
    """A tax number as a keyed hash: equal numbers stay equal, and nobody without the key can try them all."""
    if not fein:
        return ""
    return hmac.digest(settings.FEIN_HASH_KEY.encode(), fein.encode(), "sha256").hex()[:32]


class Names:
    """The ids of one source's legal names, made when they are first seen."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._ids: dict[str, int] = {}

    def ids(self, names: Iterable[str]) -> dict[str, int]:
        """name → id, for these names and for all that this run has seen before."""
        if unseen := [name for name in names if name not in self._ids]:
            self._look_up(unseen)
            if new := sorted({name for name in unseen if name not in self._ids}):
                self._ids.update(zip(new, add_names(self.source, new), strict=True))
        return self._ids

    def _look_up(self, names: Iterable[str]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT raw, id FROM companies_employername WHERE source = %s AND raw = ANY({LISTED})",
                # The blank at the end keeps a list of one blank name from being an empty list.
                [self.source, "\n".join([*names, ""])],
            )
            self._ids.update(cursor.fetchall())


def add_names(source: str, names: Sequence[str]) -> list[int]:
    """Makes the EmployerNames of new legal names, with their comparable keys. Returns their ids."""
    fields = [field for field in EmployerName._meta.concrete_fields if field.name not in _SAID]
    listed = ", ".join((*_SAID, *(f'"{field.column}"' for field in fields)))
    rest = [written(field.get_db_prep_save(field.get_default(), connection)) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT nextval(ids) FROM pg_get_serial_sequence('companies_employername', 'id') ids,
            generate_series(1, %s)""",
            [len(names)],
        )
        ids = [row[0] for row in cursor.fetchall()]
        lines = [
            "\t".join([str(pk), source, *map(written, [raw, *_keys(raw)]), *rest])
            for pk, raw in zip(ids, names, strict=True)
        ]
        with cursor.copy(f"COPY companies_employername ({listed}) FROM STDIN (NULL '{NULL}')") as copy:
            copy.write("\n".join([*lines, ""]))
    return ids


def _keys(raw: str) -> list[str]:
    keys = name_keys(raw)
    return [getattr(keys, name)[:most] for name, most in _KEYS.items()]


def describe_touched(source: str) -> None:
    """Years, volume, usual place and tax numbers of the names that this import touched, from all their facts.

    A name whose last case has gone to another name has none, and no volume.
    """
    table, weight, city, state, last4, fein = _FACTS[source]
    # Only the edition that counts describes a name; one without any row left loses its volume.
    facts = f"(SELECT * FROM {table} WHERE in_use)" if source == "uscis" else table
    with connection.cursor() as cursor:
        # A table that was empty a moment ago is joined row by row unless the planner is told.
        cursor.execute(f"ANALYZE {TOUCHED}")
        cursor.execute(f"ANALYZE {table} (employer_name_id, fiscal_year)")
        cursor.execute("ANALYZE companies_employername (id, source, raw)")
        cursor.execute(
            f"""SELECT (SELECT count(DISTINCT employer_name_id) FROM {TOUCHED})
                > (SELECT count(*) FROM companies_employername WHERE source = %s) / 2""",
            [source],
        )
        # All facts of all names are read faster than most names' facts are picked out, and two processes can share it.
        most = cursor.fetchone()[0]
        picked = "" if most else f"WHERE f.employer_name_id IN (SELECT employer_name_id FROM {TOUCHED})"
        cost = "0" if most else "DEFAULT"
        cursor.execute(f"SET LOCAL parallel_setup_cost = {cost}; SET LOCAL parallel_tuple_cost = {cost}")
        # The facts are read once: what they say of a name is a hundredth of them.
        cursor.execute(
            f"""CREATE TEMP TABLE import_described ON COMMIT DROP AS
            SELECT f.employer_name_id, nullif(f.fiscal_year, 0) AS fiscal_year, f.{city} AS city, f.{state} AS state,
                left(f.naics_code, 2) AS naics2, {last4} AS last4, {fein} AS fein_hash,
                count(*) AS rows, sum({weight}) AS volume
            FROM {facts} f {picked} GROUP BY 1, 2, 3, 4, 5, 6, 7"""
        )
        cursor.execute("SET LOCAL parallel_setup_cost = DEFAULT; SET LOCAL parallel_tuple_cost = DEFAULT")
        cursor.execute("ANALYZE import_described")
        cursor.execute(
            f"""WITH several AS MATERIALIZED (
                SELECT * FROM import_described WHERE employer_name_id IN (
                    SELECT employer_name_id FROM import_described GROUP BY 1 HAVING count(*) > 1)
            )
            UPDATE companies_employername n SET
                first_fiscal_year = d.first, last_fiscal_year = d.last, volume = d.volume,
                city = d.city, state = d.state, naics2 = d.naics2
            FROM (
                SELECT employer_name_id, first, last, volume,
                    coalesce(usual_city.city, whole.city, '') AS city,
                    coalesce(usual_state.state, whole.state, '') AS state,
                    coalesce(usual_naics2.naics2, whole.naics2, '') AS naics2
                FROM (
                    SELECT employer_name_id, min(fiscal_year) AS first, max(fiscal_year) AS last,
                        coalesce(sum(volume), 0) AS volume,
                        min(city) AS city, min(state) AS state, min(naics2) AS naics2
                    FROM (SELECT DISTINCT employer_name_id FROM {TOUCHED}) touched
                    LEFT JOIN import_described USING (employer_name_id) GROUP BY 1
                ) whole {_usual("city")} {_usual("state")} {_usual("naics2")}
            ) d WHERE n.id = d.employer_name_id AND (n.first_fiscal_year, n.last_fiscal_year, n.volume, n.city, n.state,
                n.naics2) IS DISTINCT FROM (d.first, d.last, d.volume, d.city, d.state, d.naics2)"""
        )
        cursor.execute(
            f"""DELETE FROM companies_employertaxid
            WHERE employer_name_id IN (SELECT employer_name_id FROM {TOUCHED})"""
        )
        cursor.execute(
            f"""INSERT INTO companies_employertaxid
                (employer_name_id, last4, fein_hash, state, volume, first_fiscal_year, last_fiscal_year)
            SELECT employer_name_id, last4, fein_hash, state, sum(volume), min(fiscal_year), max(fiscal_year)
            FROM import_described WHERE (last4 <> '' OR fein_hash <> '')
                AND employer_name_id IN (SELECT employer_name_id FROM {TOUCHED}) GROUP BY 1, 2, 3, 4"""
        )
        cursor.execute("DROP TABLE import_described")


def _usual(column: str) -> str:
    """Joins what most of a name's rows say, where there are several; of equals the first in the alphabet."""
    return f"""LEFT JOIN (
        SELECT DISTINCT ON (employer_name_id) employer_name_id, {column} FROM (
            SELECT employer_name_id, {column}, sum(rows) AS rows FROM several
            WHERE {column} <> '' GROUP BY 1, 2
        ) said ORDER BY employer_name_id, rows DESC, {column}
    ) usual_{column} USING (employer_name_id)"""
