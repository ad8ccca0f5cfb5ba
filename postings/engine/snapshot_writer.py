"""Writes snapshots: of the whole table from time to time, and of what changed since as it comes.

A search counts what no snapshot has yet row by row, so that must stay little; a snapshot of all takes a minute and
more. Hence the small ones between. Several small ones become one as they grow, so that there are never many.
"""

import contextlib
import fcntl
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from django.db import connection
from django.db.backends.utils import CursorWrapper
from numpy.typing import NDArray
from psycopg import sql

from postings.engine import bitmaps, snapshot
from postings.engine.bitmaps import Numbers
from postings.engine.snapshot import LISTED, InForce, folder, names
from postings.engine.table import SAMPLE_OF
from postings.engine.table_search import array_of, ids_with

# A stem or code in fewer postings is answered by the index of the table, which is quick for it.
STEM_SHARE, TITLE_SHARE, CODE_SHARE = 0.01, 0.0002, 0.0005
LEAST_STEM, LEAST_TITLE, LEAST_CODE = 2000, 500, 64
# This share of changes makes a new snapshot of the whole table worth its time; so many, one of what changed. More than
# MOST_CHANGES, as after a new analysis of everything, wait for the whole one.
WORTH_IT = 0.02
WORTH_CHANGES = 200
MOST_CHANGES = 40_000
# A snapshot of changes stays as it is while it has so many times the changes of the one after it.
GROWTH = 3
# Up to this size each stem and code has a row.
SMALL = 15_000

_COLUMNS = np.dtype(
    [
        ("fields", ">i2"),
        *[
            part
            for name, kind in (
                ("id", ">i8"),
                ("day", ">i4"),
                ("pay", ">i4"),
                ("years", ">i2"),
                ("company", ">i4"),
                ("record", ">i4"),
                ("codes", ">i4"),
            )
            for part in ((f"{name}_size", ">i4"), (name, kind))
        ],
    ]
)
_PAIRS = np.dtype(
    [("fields", ">i2"), ("ordinal_size", ">i4"), ("ordinal", ">i4"), ("code_size", ">i4"), ("code", ">i4")]
)
_HEAD, _TAIL = 19, 2  # bytes around the rows of PostgreSQL's binary COPY


def write() -> Path:
    """Makes a snapshot of the table as it is now, puts it in force, and what changed meanwhile after it.

    Returns its folder.
    """
    with _alone("whole", wait=True):
        with _frozen() as cursor:
            before = _fresh(cursor)
            made = _made(cursor, f"g{_generation(cursor)}", since=0)
        with _alone("changes", wait=True):
            _put_in_force([made.name], outdated="g*")
            with _frozen() as cursor:
                if following := _with_changes(cursor):
                    _put_in_force(following)
    if before:
        # A search that is under way may still look at the one before this, but at none before that.
        _forget_gone(before[0].snapshot.generation)
    return made


def write_if_worth_it() -> bool:
    """Writes one of the whole table when there is none, or when much has changed since. Returns whether."""
    with connection.cursor() as cursor:
        in_force = _fresh(cursor)
        cursor.execute("SELECT count(*) FROM search_posting")
        postings = cursor.fetchone()[0]
        enough = int(postings * WORTH_IT)
        if not postings or (in_force and _changed(cursor, in_force[0].snapshot.generation, enough + 1) <= enough):
            return False
    write()
    return True


@contextlib.contextmanager
def changes() -> Iterator[Callable[[CursorWrapper], None]]:
    """Around a transaction that changes the table: hands it a function that it calls at its end.

    That makes a snapshot of what changed since those in force, if it is worth it and nobody else is at it. It is in
    force once the transaction is over, so hardly any search must count row by row what many rows of it changed.
    """
    followed: list[str] = []
    nested = connection.in_atomic_block  # then it is not over at the end, and may yet be taken back
    with _alone("changes", wait=False) as alone:

        def make(cursor: CursorWrapper) -> None:
            if alone and not nested:
                followed.extend(_with_changes(cursor))

        yield make
        if followed:
            _put_in_force(followed)


def _with_changes(cursor: CursorWrapper) -> list[str]:
    """Makes a snapshot of what changed. Returns what is to be in force with it; nothing where it is not worth it."""
    in_force = _fresh(cursor)
    if not in_force:
        return []
    changed = _changed(cursor, in_force[-1].snapshot.generation, MOST_CHANGES + 1)
    if changed <= WORTH_CHANGES:
        return []
    kept = [one.snapshot for one in in_force]
    while len(kept) > 1 and len(kept[-1].changed) < GROWTH * changed:
        changed += len(kept.pop().changed)
    if changed > MOST_CHANGES:
        return []
    since = kept[-1].generation
    return [*names()[: len(kept)], _made(cursor, f"g{since}-{_generation(cursor)}", since=since).name]


@contextlib.contextmanager
def _alone(kind: str, *, wait: bool) -> Iterator[bool]:
    """Whether no other process writes this kind; the system lets go of a killed one's lock."""
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / f"{kind}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True


@contextlib.contextmanager
def _frozen() -> Iterator[CursorWrapper]:
    """A cursor that sees the table as it is now for as long as it takes, and holds up no writer."""
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield cursor
    finally:
        own.close()


def _generation(cursor: CursorWrapper) -> int:
    cursor.execute("SELECT generation FROM search_state")
    return int(cursor.fetchone()[0])


def _fresh(cursor: CursorWrapper) -> tuple[InForce, ...]:
    """The snapshots in force, unless they are of tables that are no more, or of which is forgotten what left since."""
    in_force = snapshot.current()
    cursor.execute("SELECT first FROM search_state")
    return in_force if in_force and in_force[0].snapshot.generation >= cursor.fetchone()[0] else ()


def _changed(cursor: CursorWrapper, since: int, most: int) -> int:
    """How many postings changed or left, counted up to `most`."""
    cursor.execute(
        "SELECT count(*) FROM (SELECT FROM search_posting WHERE generation > %(since)s "
        "UNION ALL SELECT FROM search_gone WHERE generation > %(since)s LIMIT %(most)s) AS changed",
        {"since": since, "most": most},
    )
    return int(cursor.fetchone()[0])


def _forget_gone(generation: int) -> None:
    """Forgets which postings left up to this generation; snapshots before it say no longer what is there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH forgotten AS (DELETE FROM search_gone WHERE generation <= %(generation)s) "
            "UPDATE search_state SET first = greatest(first, %(generation)s)",
            {"generation": generation},
        )


def _put_in_force(in_force: list[str], outdated: str = "g*-*") -> None:
    """Takes away what is no longer needed; what was in force before stays for processes that are about to map it.

    `outdated` is what may be taken away, killed writers' left-overs too: nobody else may be writing such a one.
    """
    before = names()
    fresh = folder() / "in_force.new"
    fresh.write_text(json.dumps(in_force))
    fresh.replace(folder() / "in_force.json")
    for old in folder().glob(outdated):
        if old.name not in {*in_force, *before}:
            shutil.rmtree(old, ignore_errors=True)


def _made(cursor: CursorWrapper, name: str, since: int) -> Path:
    """A folder with the table's rows that changed after a generation; after 0, with all."""
    made = folder() / f"{name}.new"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    cursor.execute(
        "SELECT set_config('statement_timeout', '0', true), set_config('enable_seqscan', %s, true)",
        ["off" if since else "on"],
    )
    columns = _columns(cursor, since)
    ids = columns["id"].astype(np.int64)
    by_id = np.argsort(ids, kind="stable")
    for column in ("day", "pay", "years", "company", "record"):
        np.save(made / f"{column}.npy", columns[column].astype(np.int32))
    np.save(made / "id.npy", ids)
    np.save(made / "by_id.npy", by_id.astype(np.int32))
    np.save(made / "sorted_id.npy", ids[by_id])
    np.save(made / "changed.npy", np.union1d(ids, _gone(cursor, since)) if since else np.empty(0, np.int64))
    has_all_rows = since > 0 or len(ids) <= SMALL
    least_code = 1 if has_all_rows else max(LEAST_CODE, int(CODE_SHARE * len(ids)))
    about = _write_codes(cursor, made, len(ids), since, least_code)
    cursor.execute("SELECT set_config('enable_seqscan', 'off', true)")
    for column, share, least in (("words", STEM_SHARE, LEAST_STEM), ("title", TITLE_SHARE, LEAST_TITLE)):
        if has_all_rows:
            stems = _write_all_stems(cursor, made, column, since)
        else:
            stems = _frequent_stems(cursor, column, max(least, int(share * len(ids))))
            matrix = _matrix(made / f"{column}_bits.npy", len(stems), len(ids))
            for row, stem in enumerate(stems):
                members = by_id[np.searchsorted(ids[by_id], ids_with(cursor, column, stem))]
                matrix[row] = bitmaps.of_ordinals(members, len(ids))
        (made / f"{column}.json").write_text(json.dumps(stems))
    about |= {"since": since, "generation": _generation(cursor), "has_all_rows": has_all_rows, "postings": len(ids)}
    (made / "about.json").write_text(json.dumps(about))
    done = made.with_suffix("")
    shutil.rmtree(done, ignore_errors=True)
    return made.rename(done)


def _copied(cursor: CursorWrapper, statement: str, since: int, kind: np.dtype[Any]) -> NDArray[Any]:
    """Rows of a statement whose columns are all of fixed width and never null."""
    body = bytearray()
    with cursor.copy(f"COPY ({statement}) TO STDOUT (FORMAT BINARY)", [since]) as copy:
        for part in copy:
            body += part
    return np.frombuffer(bytes(body[_HEAD:-_TAIL]), kind)


def _columns(cursor: CursorWrapper, since: int) -> NDArray[Any]:
    return _copied(
        cursor,
        "SELECT id, day, pay, years, company, record, cardinality(codes) FROM search_posting "
        "WHERE generation > %s ORDER BY day, id",
        since,
        _COLUMNS,
    )


def _gone(cursor: CursorWrapper, since: int) -> Numbers:
    cursor.execute("SELECT array_send(array_agg(id)) FROM search_gone WHERE generation > %s", [since])
    return array_of(cursor.fetchone()[0])


def _write_codes(cursor: CursorWrapper, made: Path, postings: int, since: int, least: int) -> dict[str, Any]:
    """A bitmap for each code that so many have, and each posting's codes that are counted, in a row, for small results.

    Returns what the rows are.
    """
    pairs = _copied(
        cursor,
        "SELECT (row_number() OVER (ORDER BY day, id) - 1)::int AS ordinal, unnest(codes) "
        "FROM search_posting WHERE generation > %s ORDER BY ordinal",
        since,
        _PAIRS,
    )
    ordinals, codes = pairs["ordinal"].astype(np.int32), pairs["code"].astype(np.int32)
    cursor.execute("SELECT DISTINCT code FROM search_bundle, unnest(codes) AS code")
    fixed = {row[0] for row in cursor.fetchall()}
    cursor.execute("SELECT id, facet FROM search_code")
    facet_of = dict(cursor.fetchall())
    counts = np.bincount(codes)
    # Facet by facet, those with a fixed list first, and of a facet the most frequent code first.
    frequent = sorted(
        (code for code in np.flatnonzero(counts).tolist() if counts[code] >= least or code in fixed),
        key=lambda code: (code not in fixed, facet_of[code], -counts[code]),
    )
    by_code = np.argsort(codes, kind="stable")
    ends = np.cumsum(counts)
    matrix = _matrix(made / "code_bits.npy", len(frequent), postings)
    for row, code in enumerate(frequent):
        members = ordinals[by_code[ends[code] - counts[code] : ends[code]]]
        matrix[row] = bitmaps.of_ordinals(members, postings)
    is_counted = {code: code in fixed or facet in LISTED for code, facet in facet_of.items()}
    kept = np.isin(codes, [code for code, counted in is_counted.items() if counted])
    starts = np.zeros(postings + 1, np.int64)
    np.cumsum(np.bincount(ordinals[kept], minlength=postings), out=starts[1:])
    np.save(made / "code_starts.npy", starts)
    np.save(made / "codes.npy", codes[kept])
    rows = [(code, facet_of[code] if is_counted[code] else "", int(counts[code])) for code in frequent]
    return {"rows": rows, "least": least}


def _write_all_stems(cursor: CursorWrapper, made: Path, column: str, since: int) -> list[str]:
    """The postings that have each stem, of those that changed. Returns the stems."""
    statement = sql.SQL(
        "SELECT stem, array_send(array_agg(ordinal)) "
        "FROM (SELECT row_number() OVER (ORDER BY day, id) - 1 AS ordinal, {column} FROM search_posting "
        "WHERE generation > {since}) AS changed, unnest(tsvector_to_array({column})) AS stem GROUP BY stem"
    )
    cursor.execute(statement.format(column=sql.Identifier(column), since=since))
    found = cursor.fetchall()
    sets = [array_of(sent).astype(np.int32) for _, sent in found]
    np.save(made / f"{column}_starts.npy", np.cumsum([0, *map(len, sets)]))
    np.save(made / f"{column}_members.npy", np.concatenate([*sets, np.empty(0, np.int32)]))
    return [stem for stem, _ in found]


def _frequent_stems(cursor: CursorWrapper, column: str, least: int) -> list[str]:
    sampled = column == "words"
    table = "search_sample" if sampled else "search_posting"
    cursor.execute(
        "SELECT word FROM ts_stat(%s) WHERE ndoc >= %s ORDER BY word",
        [f"SELECT {column} FROM {table}", least / (SAMPLE_OF if sampled else 1)],  # noqa: S608 - names of ours
    )
    return [row[0] for row in cursor.fetchall()]


def _matrix(file: Path, rows: int, postings: int) -> NDArray[np.uint64]:
    """A file of bitmaps, to be filled."""
    shape = (max(rows, 1), max(bitmaps.width(postings), 1))  # nothing cannot be mapped
    return np.lib.format.open_memmap(file, "w+", np.uint64, shape)
