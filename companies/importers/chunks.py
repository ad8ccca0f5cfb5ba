"""A stream of records as chunks ready for COPY; the next chunk is made while PostgreSQL merges the one
before.
"""

import gc
import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, TypeAlias, TypeVar

from sources.columns import Skipped
from sources.records import Problem

# Rows at a time: large enough for one merge to cost little, small enough that two chunks take some 60 MB.
ROWS = 25_000
_UNKNOWN_DAY = b"\0\0\0\0"

R = TypeVar("R")
Pair: TypeAlias = tuple[str, str]  # job title and SOC code as filed: what a row is classified by
# Version, columns for COPY, employer's name, fiscal year, and what to classify by. Plain, for it passes
# between processes.
Line: TypeAlias = tuple[bytes, str, str, int, Pair]


@dataclass(slots=True)
class Chunk:
    """Staged lines by key (of a key's versions the greatest), and what happened while they were read."""

    lines: dict[str, Line] = field(default_factory=dict)
    rows: int = 0
    records: int = 0
    problems: list[Problem] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    through: dict[int, date] = field(default_factory=dict)  # fiscal year → last decision day

    def add(self, key: str, line: Line) -> None:
        known = self.lines.get(key)
        if known is None or known[0] < line[0]:
            self.lines[key] = line

    def reaches(self, fiscal_year: int, day: date) -> None:
        if day > self.through.get(fiscal_year, date.min):
            self.through[fiscal_year] = day


def written(values: Sequence[Any]) -> str:
    """Values as a line for COPY: None is its NULL, and a backslash its escape."""
    return "\t".join(map(str, values)).replace("\\", "\\\\")


def version_column(version: bytes) -> str:
    return f"\\\\x{version.hex()}"


def version(decided_on: date | None, line: str) -> bytes:
    """Compared as bytes: the newest decision first, then the fuller statement, then a digest: one always
    wins.
    """
    day = decided_on.toordinal().to_bytes(4, "big") if decided_on else _UNKNOWN_DAY
    empty = line.count("\tNone") + line.count("\t\t")
    return day + bytes((255 - min(empty, 255),)) + hashlib.blake2b(line.encode(), digest_size=12).digest()


class Occurrences:
    """Keys for rows without a case number: what the row says, and how often the file has said it before.

    The same file again gives the same keys. A row that stands in two different files of this kind counts
    twice; nothing in it could tell.
    """

    def __init__(self) -> None:
        self._seen: Counter[bytes] = Counter()

    def key(self, line: str) -> str:
        digest = hashlib.blake2b(line.encode(), digest_size=12).digest()
        self._seen[digest] += 1
        return f"row-{digest.hex()}-{self._seen[digest]}"


def chunks(records: Iterator[R | Problem | Skipped], stage: Callable[[R, Chunk], None]) -> Iterator[Chunk]:
    """The records in chunks. Rows that fail or are left out are counted in the chunk they stand in."""
    chunk = Chunk()
    for record in records:
        if isinstance(record, Problem):
            chunk.problems.append(record)
            # A problem of one field is followed by its row.
            chunk.rows += not record.field
        elif isinstance(record, Skipped):
            chunk.skipped[record.reason] += 1
            chunk.rows += 1
        else:
            stage(record, chunk)
            chunk.rows += 1
            chunk.records += 1
        if chunk.rows >= ROWS:
            yield chunk
            chunk = Chunk()
    if chunk.rows or chunk.problems:
        yield chunk


def ahead(made: Iterator[Chunk]) -> Iterator[Chunk]:
    """The same chunks, made by a process of their own while the one before is merged.

    A thread would not do: reading is Python's own work, and one thread does that at a time. Elsewhere than on
    Linux, where a process with a database connection had better not be forked, they are made in between.
    """
    if sys.platform != "linux":
        yield from made
        return
    context = get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    child = context.Process(target=_send, args=(made, sending), daemon=True)
    child.start()
    sending.close()
    try:
        while (chunk := receiving.recv()) is not None:
            if isinstance(chunk, Exception):
                raise chunk
            yield chunk
    except EOFError:
        raise RuntimeError("the process that reads the file was killed") from None
    finally:
        receiving.close()
        child.kill()
        child.join()


def _send(made: Iterator[Chunk], sending: "Connection[Any, Any]") -> None:
    """In the child: a chunk is read ahead, and waits in the pipe until the parent takes it."""
    # What was inherited must not be cleared away here: a connection object would say good-bye to the parent's server.
    gc.freeze()
    try:
        for chunk in made:
            sending.send(chunk)
        sending.send(None)
    except Exception as error:
        sending.send(error)
