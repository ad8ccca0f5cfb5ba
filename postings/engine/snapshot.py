"""The mapped snapshot: the search table as bitmaps and columns in files, written by a worker, mapped by web processes.

A snapshot is a folder `g<generation>` under the search folder; the link `current` names the newest whole one. Writing
makes a new folder and moves the link, so a killed writer leaves the old one in force. Postings stand in order of day
and id, and a posting's place in that order is its ordinal.
"""

import contextlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from numpy.typing import NDArray
from psycopg import sql

from postings.engine import bitmaps
from postings.words.vector import quoted

# A stem or code in fewer postings is answered by the index of the table, which is quick for it.
STEM_SHARE, TITLE_SHARE, CODE_SHARE = 0.01, 0.0002, 0.0005
LEAST_STEM, LEAST_TITLE, LEAST_CODE = 2000, 500, 64
# This share of changes makes a new snapshot worth its time.
WORTH_IT = 0.01
# Below this size the sample would say little of how frequent a stem is.
SMALL = 50_000
# Facets whose values are words; places have codes too, but nobody counts them.
LISTED = ("industry", "skill")

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


def folder() -> Path:
    return Path(settings.VAR_DIR) / "search"


def write() -> Path:
    """Makes a snapshot of the table as it is now and puts it in force. Returns its folder."""
    with _frozen() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', '0', true), set_config('enable_seqscan', 'on', true)")
        cursor.execute("SELECT generation FROM search_state")
        generation = cursor.fetchone()[0]
        made = folder() / f"g{generation}.new"
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(parents=True)
        columns = _columns(cursor)
        ids = columns["id"].astype(np.int64)
        for name in ("day", "pay", "years", "company", "record"):
            np.save(made / f"{name}.npy", columns[name].astype(np.int32))
        np.save(made / "id.npy", ids)
        _write_codes(cursor, made, len(ids))
        cursor.execute("SELECT set_config('enable_seqscan', 'off', true)")
        by_id = np.argsort(ids, kind="stable")
        np.save(made / "by_id.npy", by_id.astype(np.int32))
        np.save(made / "sorted_id.npy", ids[by_id])
        for column, share, least in (("words", STEM_SHARE, LEAST_STEM), ("title", TITLE_SHARE, LEAST_TITLE)):
            _write_stems(cursor, made, column, max(least, int(share * len(ids))), ids, by_id)
        (made / "generation").write_text(str(generation))
    done = made.with_suffix("")
    shutil.rmtree(done, ignore_errors=True)
    made.rename(done)
    _put_in_force(done)
    return done


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


def write_if_worth_it() -> bool:
    """A new snapshot when there is none, or when what changed since is more than a hundredth. Returns whether."""
    before = current()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM search_posting), "
            "(SELECT count(*) FROM search_posting WHERE generation > %(since)s) "
            "+ (SELECT count(*) FROM search_gone WHERE generation > %(since)s)",
            {"since": before.generation if before else 0},
        )
        postings, changed = cursor.fetchone()
    if not postings or changed <= postings * WORTH_IT:
        return False
    write()
    return True


def _put_in_force(done: Path) -> None:
    link = folder() / "current"
    fresh = folder() / "current.new"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(done.name)
    before = link.resolve() if link.exists() else None
    fresh.replace(link)
    for old in folder().iterdir():
        # The one before stays for processes that are about to map it.
        if old.is_dir() and not old.is_symlink() and old not in (done, before):
            shutil.rmtree(old, ignore_errors=True)


def _copied(cursor: CursorWrapper, statement: str, kind: np.dtype[Any]) -> NDArray[Any]:
    """Rows of a statement whose columns are all of fixed width and never null."""
    body = bytearray()
    with cursor.copy(f"COPY ({statement}) TO STDOUT (FORMAT BINARY)") as copy:
        for part in copy:
            body += part
    return np.frombuffer(bytes(body[_HEAD:-_TAIL]), kind)


def _columns(cursor: CursorWrapper) -> NDArray[Any]:
    return _copied(
        cursor,
        "SELECT id, day, pay, years, company, record, cardinality(codes) FROM search_posting ORDER BY day, id",
        _COLUMNS,
    )


def _write_codes(cursor: CursorWrapper, made: Path, postings: int) -> None:
    """A bitmap for each frequent code, and each posting's codes that are counted, in a row, for small results."""
    pairs = _copied(
        cursor,
        "SELECT (row_number() OVER (ORDER BY day, id) - 1)::int AS ordinal, unnest(codes) "
        "FROM search_posting ORDER BY ordinal",
        _PAIRS,
    )
    ordinals, codes = pairs["ordinal"].astype(np.int32), pairs["code"].astype(np.int32)
    cursor.execute("SELECT DISTINCT code FROM search_bundle, unnest(codes) AS code")
    fixed = {row[0] for row in cursor.fetchall()}
    cursor.execute("SELECT id, facet FROM search_code")
    facet_of = dict(cursor.fetchall())
    counts = np.bincount(codes)
    least = max(LEAST_CODE, int(CODE_SHARE * postings))
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
        matrix[row] = bitmaps.of_ordinals(members.astype(np.int64), postings)
    is_counted = {code: code in fixed or facet in LISTED for code, facet in facet_of.items()}
    rows = [(code, facet_of[code] if is_counted[code] else "", int(counts[code])) for code in frequent]
    (made / "codes.json").write_text(json.dumps({"rows": rows, "least": least}))
    kept = np.isin(codes, [code for code, counted in is_counted.items() if counted])
    starts = np.zeros(postings + 1, np.int64)
    np.cumsum(np.bincount(ordinals[kept], minlength=postings), out=starts[1:])
    np.save(made / "code_starts.npy", starts)
    np.save(made / "codes.npy", codes[kept])


def _write_stems(
    cursor: CursorWrapper, made: Path, column: str, least: int, ids: NDArray[np.int64], by_id: NDArray[np.int64]
) -> None:
    postings = len(ids)
    stems = sorted(_frequent_stems(cursor, column, least, postings))
    matrix = _matrix(made / f"{column}_bits.npy", len(stems), postings)
    for row, stem in enumerate(stems):
        matrix[row] = bitmaps.of_ordinals(by_id[np.searchsorted(ids[by_id], ids_with(cursor, column, stem))], postings)
    (made / f"{column}.json").write_text(json.dumps(stems))


def _frequent_stems(cursor: CursorWrapper, column: str, least: int, postings: int) -> list[str]:
    sampled = column == "words" and postings > SMALL
    narrowed = " WHERE (hashint8(id) & 15) = 0" if sampled else ""
    cursor.execute(
        "SELECT word FROM ts_stat(%s) WHERE ndoc >= %s",
        [f"SELECT {column} FROM search_posting{narrowed}", least / (16 if sampled else 1)],  # noqa: S608 - two names
    )
    return [row[0] for row in cursor.fetchall()]


def ids_with(cursor: CursorWrapper, column: str, stem: str, *, prefix: bool = False) -> NDArray[np.int64]:
    """Ids of the postings that have this stem (or words beginning so), in one datum: no object a row."""
    statement = sql.SQL("SELECT array_send(array_agg(id)) FROM search_posting WHERE {} @@ {}::tsquery")
    cursor.execute(statement.format(sql.Identifier(column), quoted(stem) + (":*" if prefix else "")))
    return _array(cursor.fetchone()[0])


def ids_with_any(cursor: CursorWrapper, codes: list[int]) -> NDArray[np.int64]:
    """Ids of the postings that have any of these codes."""
    cursor.execute("SELECT array_send(array_agg(id)) FROM search_posting WHERE codes && %s::int[]", [codes])
    return _array(cursor.fetchone()[0])


def _array(sent: bytes | None) -> NDArray[np.int64]:
    """A bigint[] as PostgreSQL sends it: 20 bytes of head, then length and value of each."""
    if sent is None:
        return np.empty(0, np.int64)
    kind = np.dtype([("size", ">i4"), ("value", ">i8")])
    return np.frombuffer(bytes(sent), kind, offset=20)["value"].astype(np.int64)


def _matrix(file: Path, rows: int, postings: int) -> NDArray[np.uint64]:
    return np.lib.format.open_memmap(
        file,
        "w+",
        np.uint64,
        (max(rows, 1), bitmaps.width(postings)),  # nothing cannot be mapped
    )


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One generation, mapped. Nothing of it is copied into the process until it is read."""

    generation: int
    id: NDArray[np.int64]
    sorted_id: NDArray[np.int64]
    by_id: NDArray[np.int32]  # the ordinal of each of sorted_id
    day: NDArray[np.int32]
    pay: NDArray[np.int32]
    years: NDArray[np.int32]
    company: NDArray[np.int32]
    record: NDArray[np.int32]
    code_starts: NDArray[np.int64]  # where in `codes` those of each posting begin
    codes: NDArray[np.int32]
    code_bits: NDArray[np.uint64]
    words_bits: NDArray[np.uint64]
    title_bits: NDArray[np.uint64]
    code_rows: dict[int, int]  # of code_bits
    facet_rows: dict[str, range]  # the rows of each facet that is counted, the most frequent code first
    row_codes: tuple[int, ...]
    row_totals: tuple[int, ...]  # postings that have it
    least: int  # a code in fewer postings may have no row
    words_rows: dict[str, int]
    title_rows: dict[str, int]

    def ordinals_of(self, ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """Ordinals of those ids that are in the snapshot."""
        if not len(ids) or not len(self.id):
            return np.empty(0, np.int64)
        found = np.searchsorted(self.sorted_id, ids)
        found[found == len(self.sorted_id)] = 0
        result: NDArray[np.int64] = self.by_id[found[self.sorted_id[found] == ids]].astype(np.int64)
        return result


_opened: dict[str, Snapshot] = {}


def current() -> Snapshot | None:
    """The snapshot in force, mapped once a process; None when there is none."""
    link = folder() / "current"
    with contextlib.suppress(OSError):
        name = link.readlink().name
        if name not in _opened:
            opened = _open(folder() / name)
            _opened.clear()
            _opened[name] = opened
        return _opened[name]
    return None


def close() -> None:
    """Forgets what is mapped."""
    _opened.clear()


def _open(path: Path) -> Snapshot:
    def array(name: str) -> Any:
        return np.load(path / f"{name}.npy", mmap_mode="r")

    def rows(name: str) -> dict[Any, int]:
        return {key: row for row, key in enumerate(json.loads((path / f"{name}.json").read_text()))}

    codes = json.loads((path / "codes.json").read_text())
    by_facet = {
        facet: [row for row, _ in rows]
        for facet, rows in groupby(enumerate(codes["rows"]), key=lambda numbered: numbered[1][1])
        if facet
    }
    return Snapshot(
        generation=int((path / "generation").read_text()),
        id=array("id"),
        sorted_id=array("sorted_id"),
        by_id=array("by_id"),
        day=array("day"),
        pay=array("pay"),
        years=array("years"),
        company=array("company"),
        record=array("record"),
        code_starts=array("code_starts"),
        codes=array("codes"),
        code_bits=array("code_bits"),
        words_bits=array("words_bits"),
        title_bits=array("title_bits"),
        code_rows={code: row for row, (code, _, _) in enumerate(codes["rows"])},
        facet_rows={facet: range(rows[0], rows[-1] + 1) for facet, rows in by_facet.items()},
        row_codes=tuple(code for code, _, _ in codes["rows"]),
        row_totals=tuple(total for _, _, total in codes["rows"]),
        least=codes["least"],
        words_rows=rows("words"),
        title_rows=rows("title"),
    )
