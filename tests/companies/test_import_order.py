"""Files in any order give the same database."""

import os
import random
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from companies.importers.filings import import_file

pytestmark = [pytest.mark.django_db, pytest.mark.data]

# Some 300,000 rows more, for a machine with time: all files of h1b/{lca,perm,uscis}.
ALL = os.environ.get("JOBBOARD_ALL_FILES") == "1"
LARGEST = 100_000  # bytes, packed

FACTS = {
    "companies_lcacase": "case_key",
    "companies_permcase": "case_key",
    "companies_usciscount": "row_key",
}
QUERIES = {
    "names": """SELECT source, raw, k2, first_fiscal_year, last_fiscal_year, volume, city, state, naics2
        FROM companies_employername""",
    "tax numbers": """SELECT n.source, n.raw, t.last4, t.fein_hash, t.state, t.volume, t.first_fiscal_year
        FROM companies_employertaxid t JOIN companies_employername n ON n.id = t.employer_name_id""",
    "periods": "SELECT dataset, fiscal_year, through FROM companies_filingperiod",
}


def published(folder: Path) -> list[tuple[str, Path]]:
    files = [
        (data_set, path)
        for data_set in ("lca", "perm", "uscis")
        for path in sorted((folder / "h1b" / data_set).rglob("*"))
        if path.suffix in {".gz", ".csv", ".xlsx", ".tsv"} and path.name != "perm_headers_by_file.csv"
    ]
    return [(data_set, path) for data_set, path in files if ALL or path.stat().st_size < LARGEST]


def snapshot() -> dict[str, Any]:
    """Per table: rows, and a digest of all of them that does not see the ids."""
    queries = dict(QUERIES)
    for table, key in FACTS.items():
        queries[table] = f"""SELECT f.{key}, n.raw, to_jsonb(f) - '{{id,run_id,employer_name_id}}'::text[]
            FROM {table} f JOIN companies_employername n ON n.id = f.employer_name_id"""
    found = {}
    with connection.cursor() as cursor:
        for name, query in queries.items():
            cursor.execute(f"SELECT count(*), md5(string_agg(md5(q::text), '' ORDER BY md5(q::text))) FROM ({query}) q")
            found[name] = cursor.fetchone()
    return found


def emptied() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in (*FACTS, "companies_employertaxid", "companies_filingperiod", "companies_employername"):
            cursor.execute(f"DELETE FROM {table}")


def test_two_random_orders_of_the_published_files_give_equal_databases(shared_data: Path) -> None:
    files = published(shared_data)
    assert len(files) > 15
    results = []
    for seed in (1, 2):
        random.Random(seed).shuffle(files)
        for data_set, path in files:
            counts = import_file(data_set, path)
            assert counts.created + counts.updated + counts.unchanged > 0, path.name
        results.append(snapshot())
        emptied()
    assert results[0] == results[1]
    assert results[0]["companies_lcacase"][0] > 5_000
