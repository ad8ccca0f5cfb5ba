"""The importer beside a bare COPY of the same rows into the same indexes, and beside bulk_create; all in one run.

Nothing stays: each part runs in a transaction that is taken back. Deferred constraints are checked within the time
measured, as a commit would.
"""

import resource
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction

from companies.benchmarks import filings_generator
from companies.importers import employers
from companies.importers.filings import DATA_SETS, merge_file
from companies.importers.staging import Staging
from companies.models import LcaCase
from sources.imports import Counts
from sources.models import ImportRun

# bulk_create is slow, so it is measured on a part.
_BULK_ROWS = 30_000
_BATCH = 1_000
_BARE = "bench_lcacase"


@dataclass(frozen=True, slots=True)
class Measure:
    name: str
    rows: int
    seconds: float
    note: str = ""

    @property
    def rate(self) -> float:
        return self.rows / self.seconds


def run(rows: int) -> Iterator[Measure]:
    """The measures, as they come. Needs some 700 bytes of disk a row, and a migrated database."""
    with tempfile.TemporaryDirectory() as folder:
        path, copied = Path(folder, "LCA_FY2024_Q4.csv"), Path(folder, "rows.copy")
        filings_generator.write(path, rows)
        with transaction.atomic():
            yield from _importer(path, rows)
            taken = list(LcaCase.objects.all()[:_BULK_ROWS])
            _copy_out(copied)
            yield _bare_copy(copied, rows)
            LcaCase.objects.filter(pk__in=[case.pk for case in taken]).delete()
            yield _bulk_create(taken)
            transaction.set_rollback(True)


def _importer(path: Path, rows: int) -> Iterator[Measure]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    run_row = ImportRun.objects.create(source="lca", subject="benchmark")
    for name in ("importer, all new", "importer, all unchanged"):
        started = time.perf_counter()
        staging = Staging(LcaCase, "case_key", DATA_SETS["lca"].columns)
        merge_file(DATA_SETS["lca"], staging, path, run_row.pk, Counts(), lambda words: None, {})
        _check()
        spent = time.perf_counter() - started
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        yield Measure(name, rows, spent, f"{most} MB at most, {before} MB before")
        if name.endswith("new"):
            started = time.perf_counter()
            employers.describe_touched("lca")
            yield Measure("names described", rows, time.perf_counter() - started)


def _check() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _copy_out(path: Path) -> None:
    with (
        connection.cursor() as cursor,
        path.open("wb") as file,
        cursor.copy("COPY companies_lcacase TO STDOUT") as copy,
    ):
        for piece in copy:
            file.write(piece)


def _bare_copy(path: Path, rows: int) -> Measure:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {_BARE} (LIKE companies_lcacase INCLUDING ALL)")
        started = time.perf_counter()
        with path.open("rb") as file, cursor.copy(f"COPY {_BARE} FROM STDIN") as copy:
            while piece := file.read(2**18):
                copy.write(piece)
        spent = time.perf_counter() - started
        cursor.execute(f"DROP TABLE {_BARE}")
    return Measure("bare COPY, same rows and indexes", rows, spent)


def _bulk_create(cases: list[LcaCase]) -> Measure:
    for case in cases:
        case.pk = None
    started = time.perf_counter()
    LcaCase.objects.bulk_create(cases, batch_size=_BATCH)
    _check()
    return Measure("bulk_create of ready objects", len(cases), time.perf_counter() - started)
