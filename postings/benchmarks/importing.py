"""How fast postings come in: read → analyse → write, beside the same without analysis and beside a bare COPY."""

import gzip
import io
import os
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from unittest import mock

from django.db import connection, connections
from psycopg import sql

from companies.occupations import Classification, Lookup
from postings.analysis import text
from postings.analysis.result import Analysis, Fact, Location, Sections, Signal, Stance
from postings.importers import import_saved, upsert
from postings.importers.live import board_of
from postings.models import Posting
from sources.records import PostingRecord

Payload = tuple[str, str, bytes]  # ATS, token, answer


@dataclass(frozen=True, slots=True)
class Measure:
    name: str
    postings: int
    seconds: float
    busy: float  # seconds of processor that our own processes took; PostgreSQL's come on top

    def words(self) -> str:
        rate = self.postings / self.seconds if self.seconds else 0
        return (
            f"{self.name:<34}{self.postings:>9,} postings{self.seconds:>9.1f} s{rate:>9,.0f} a second"
            f"{self.busy:>9.1f} s of processor"
        )


def payloads(folder: Path, *, least_bytes: int = 0, most: int = 0, times: int = 1) -> list[Payload]:
    """Saved answers in FOLDER/<ats>/…, the largest last; at most `most` of them when given.

    times: so often each answer is taken, each time as another board, for more postings than were recorded.
    """
    found = []
    for ats in ("greenhouse", "lever", "ashby"):
        for path in sorted((folder / ats).rglob("*.json*")):
            token = "-".join(path.relative_to(folder / ats).parts).partition(".")[0].replace("%20", "-")[:90]
            packed = path.read_bytes()
            if len(packed) >= least_bytes:
                found.append((ats, token, gzip.decompress(packed) if path.suffix == ".gz" else packed))
    found = found[-most:] if most else found
    return [(ats, f"{token}-{time}" if time else token, said) for time in range(times) for ats, token, said in found]


def measure(all_payloads: list[Payload], processes: int) -> Iterator[Measure]:
    """Four measures on an empty database that is thrown away, printed as they come."""
    with scratch_database():
        yield _timed("read, analyse, write", _import, all_payloads, processes)
        yield _timed("the same again, unchanged", _import, all_payloads, processes)
        yield _timed("a bare COPY of the rows", _copy, [], 1)
    with scratch_database():
        yield _timed("read and write, analysis off", _import_without_analysis, all_payloads, processes)


@contextmanager
def scratch_database() -> Iterator[None]:
    """An empty database that is thrown away at the end."""
    name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"bench_{os.getpid()}"  # two measurements may run at once
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def import_all(all_payloads: list[Payload], processes: int) -> None:
    """Into the database of now, by so many processes."""
    _at_once(_import, all_payloads, processes)


def _timed(name: str, work: Callable[[list[Payload]], None], all_payloads: list[Payload], processes: int) -> Measure:
    started, was_busy = time.perf_counter(), _busy()
    _at_once(work, all_payloads, processes)
    seconds = time.perf_counter() - started
    return Measure(name, Posting.objects.count(), seconds, _busy() - was_busy)


def _at_once(work: Callable[[list[Payload]], None], all_payloads: list[Payload], processes: int) -> None:
    if processes == 1:
        work(all_payloads)
    else:
        connections.close_all()  # a connection is not shared over fork
        context = get_context("fork")
        shares = [all_payloads[share::processes] for share in range(processes)]
        workers = [context.Process(target=_apart, args=(work, share)) for share in shares]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        if any(worker.exitcode for worker in workers):
            raise RuntimeError("a process of the measurement failed")


def _busy() -> float:
    """Seconds of processor of this process and of those it has waited for."""
    mine, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime


def _apart(work: Callable[[list[Payload]], None], share: list[Payload]) -> None:
    work(share)
    connections.close_all()
    os._exit(0)  # nothing of the parent is to be tidied up here


def _import(share: list[Payload]) -> None:
    for ats, token, payload in share:
        import_saved(board_of(ats, token), payload)


def _import_without_analysis(share: list[Payload]) -> None:
    with mock.patch.object(upsert, "analyze", _nothing):
        _import(share)


def _nothing(record: PostingRecord, lookup: Lookup) -> Analysis:
    """The text made safe, as it must be in any case, and no verdict."""
    document = text.read(record.html)
    silent = Fact()
    return Analysis(
        version=0,
        html=document.html,
        text=document.text,
        truncated=document.truncated,
        sections=Sections(),
        stance=Stance("none"),
        pay=None,
        location=Location(),
        seniority=silent,
        years=None,
        degree=None,
        employment_type=silent,
        skills=(),
        occupation=Classification("", (), "", "none", 0.0, "", "none", 0.0),
        language="",
        agency=Signal("none"),
        agency_evidence=(),
        evergreen=None,
    )


def _copy(_: list[Payload]) -> None:
    """The same rows out and into a bare table: what PostgreSQL itself takes."""
    held = io.BytesIO()
    fields = [field for field in Posting._meta.local_concrete_fields if not field.generated]
    columns = sql.SQL(", ").join([sql.Identifier(str(field.column)) for field in fields])
    with connection.cursor() as cursor:
        with cursor.copy(sql.SQL("COPY (SELECT {} FROM postings_posting) TO STDOUT").format(columns)) as out:
            for chunk in out:
                held.write(chunk)
        cursor.execute(sql.SQL("CREATE TEMP TABLE bare AS SELECT {} FROM postings_posting LIMIT 0").format(columns))
        with cursor.copy(sql.SQL("COPY bare ({}) FROM STDIN").format(columns)) as into:
            into.write(held.getvalue())
