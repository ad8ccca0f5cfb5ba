"""Batches of a file as chunks ready for COPY; the next chunk is made while PostgreSQL takes the one before."""

import gc
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, TypeAlias

import numpy as np
from pyarrow import compute

from companies.importers.texts import only, pieces, silent
from sources.batches import Batch, Column, Rows
from sources.records import Problem

Pair: TypeAlias = tuple[str, str]  # job title and SOC code as filed: what a row is classified by
_DAY_LENGTH, _DIGEST_LENGTH = 4, 12  # bytes of a version


@dataclass(frozen=True, slots=True)
class Cases:
    """Cases by key, of a key's versions the greatest, and their columns for COPY."""

    keys: Any  # an Arrow array of texts
    versions: Any  # another, of hexadecimal letters, as `versions` makes them
    names: Column[str]  # the employer's
    fiscal_years: Column[int]
    classes: Column[str | Pair]  # the classifier's columns; the pair where it must ask the database
    lines: Any  # an Arrow array

    def only(self, rows: Rows) -> "Cases":
        return Cases(
            only(self.keys, rows),
            only(self.versions, rows),
            self.names.only(rows),
            self.fiscal_years.only(rows),
            self.classes.only(rows),
            only(self.lines, rows),
        )

    def newest(self) -> "Cases":
        """Each key once, with its greatest version."""
        if len(compute.unique(self.keys)) == len(self.keys):
            return self
        best: dict[str, tuple[str, int]] = {}
        for row, (key, version) in enumerate(zip(self.keys.to_pylist(), self.versions.to_pylist(), strict=True)):
            if key not in best or best[key][0] < version:
                best[key] = version, row
        rows = np.zeros(len(self.keys), np.bool_)
        rows[[row for _, row in best.values()]] = True
        return self.only(rows)


@dataclass(slots=True)
class Chunk:
    """What a batch says: cases, or lines that are yet to be added up; and what happened while it was read."""

    rows: int
    records: int
    failed: list[Problem]
    incomplete: list[Problem]
    skipped: Counter[str]
    through: dict[int, date] = field(default_factory=dict)  # fiscal year → last decision day
    cases: Cases | None = None
    lines: bytes = b""


def chunk_of(batch: Batch) -> Chunk:
    """A chunk with the batch's counts; what it says is still to be filled in."""
    return Chunk(
        rows=batch.rows,
        records=len(batch),
        failed=[problem for _, problem in batch.failed],
        incomplete=[problem for _, problem in batch.incomplete],
        skipped=Counter(skipped.reason for _, skipped in batch.skipped),
    )


def versions(decided_on: Column[date | None], columns: Iterable[Any], lines: Any) -> Any:
    """Compared letter by letter: the newest decision first, then the fuller statement, then a digest: one always wins.

    `columns`, encoded, are counted as stated or not; `lines` are whole. An Arrow array of hexadecimal texts.
    """
    found = np.zeros((len(decided_on), _DAY_LENGTH + 1 + _DIGEST_LENGTH), np.uint8)
    days = np.array([day.toordinal() if day else 0 for day in decided_on.values], ">u4").take(decided_on.places)
    found[:, :_DAY_LENGTH] = days.view(np.uint8).reshape(-1, _DAY_LENGTH)
    found[:, _DAY_LENGTH] = 255
    for column in columns:
        found[:, _DAY_LENGTH] -= silent(column)
    digests = [blake2b(line, digest_size=_DIGEST_LENGTH).digest() for line in lines.cast("binary").to_pylist()]
    found[:, _DAY_LENGTH + 1 :] = np.frombuffer(b"".join(digests), np.uint8).reshape(-1, _DIGEST_LENGTH)
    return pieces(found.tobytes().hex(), 2 * found.shape[1])


class Occurrences:
    """Keys for rows without a case number: what the row says, and how often the file has said it before.

    The same file again gives the same keys. A row that stands in two different files of this kind counts
    twice; nothing in it could tell.
    """

    def __init__(self) -> None:
        self._seen: Counter[bytes] = Counter()

    def key(self, line: str) -> str:
        digest = blake2b(line.encode(), digest_size=_DIGEST_LENGTH).digest()
        self._seen[digest] += 1
        return f"row-{digest.hex()}-{self._seen[digest]}"


def ahead(chunks: Iterator[Chunk]) -> Iterator[Chunk]:
    """The same chunks, made by a process of their own while the one before is taken.

    A thread would not do: half of reading is Python's own work, and PostgreSQL would starve whenever it is at it.
    Elsewhere than on Linux, where a process with a database connection had better not be forked, they are made in
    between.
    """
    if sys.platform != "linux":
        yield from chunks
        return
    context = get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    child = context.Process(target=_send, args=(chunks, sending), daemon=True)
    child.start()
    sending.close()
    # The thread takes a chunk out of the pipe while PostgreSQL is busy with the one before.
    with ThreadPoolExecutor(1) as thread:
        try:
            coming = thread.submit(receiving.recv)
            while (chunk := coming.result()) is not None:
                if isinstance(chunk, Exception):
                    raise chunk
                coming = thread.submit(receiving.recv)
                yield chunk
        except EOFError:
            raise RuntimeError("the process that reads the file was killed") from None
        finally:
            child.kill()  # which also ends a receiving that waits
            child.join()
    receiving.close()


def _send(chunks: Iterator[Chunk], sending: "Connection[Any, Any]") -> None:
    """In the child: a chunk is read ahead, and waits in the pipe until the parent takes it."""
    # What was inherited must not be cleared away here: a connection object would say good-bye to the parent's server.
    # Of what comes, nothing makes cycles.
    gc.freeze()
    gc.disable()
    try:
        for chunk in chunks:
            sending.send(chunk)
        sending.send(None)
    except Exception as error:
        sending.send(error)
