"""Opens a table of filings in whatever form it was published or saved, and streams its rows.

CSV, TSV, semicolons or bars; XLSX; each also packed by gzip or zip. UTF-8 or UTF-16, or cp1252. Line ends of
any kind, bare CR too. A row that does not have the header's number of fields becomes a Problem, and the rows
after it are read as if nothing had happened.
"""

import codecs
import csv
import io
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sources import plain_text, workbook
from sources.batches import Column, column
from sources.containers import MOST_BYTES, UnreadableFileError, opened
from sources.records import Problem

# Read at a time: some ten thousand rows. Larger pieces take more memory and, past the processor's cache, more time.
PIECE_LENGTH = 3 * 2**20
PIECE_ROWS = 10_000
# A record over more lines than this is a quotation mark that was never closed.
MOST_LINES = 30
# Without a bound, a file without line ends would be read into memory whole.
MOST_LINE_LENGTH = 2**20
_DELIMITERS = ",;\t|"
_CASE_NUMBER = re.compile(r"\b[A-Z]-\d{2,5}(?:-\d{4,7}){1,2}\b")

Row: TypeAlias = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of a table: their numbers, the cells of the columns asked for, by place, and rows of another width."""

    numbers: NDArray[np.int64]
    cells: dict[int, Column[str]]
    failed: list[tuple[int, Problem]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table being read: its column names, made comparable, and what reads the columns at some places, once."""

    name: str
    columns: tuple[str, ...]
    read: Callable[[Sequence[int]], Iterator[Piece]]


def column_name(written: str) -> str:
    """A column name made comparable: "TOTAL WORKERS", "H-1B_DEPENDENT" and "WAGE_RATE__2" lose what
    varies.
    """
    return re.sub(r"[^A-Z0-9]+", "_", written.upper()).strip("_")


@contextmanager
def open_table(path: Path, *, most_bytes: int = MOST_BYTES) -> Iterator[Table]:
    """The table in `path`. Raises UnreadableFileError, with the reason, for a file that is none."""
    with opened(path, most_bytes) as (kind, stream):
        if kind == "workbook":
            rows = _sheet_rows(stream, most_bytes)
            _, header = next(rows, (0, [""]))
        else:
            # newline=None turns every kind of line end into one, bare CR too.
            text = io.TextIOWrapper(stream, _encoding(stream), errors="cp1252_where_needed", newline=None)
            lines = _Lines(text)
            first = lines.first()
            delimiter = max(_DELIMITERS, key=first.count)
            header = next(csv.reader([first], delimiter=delimiter), [])
        if not any(header):
            raise UnreadableFileError("the file is empty")

        def read(places: Sequence[int]) -> Iterator[Piece]:
            if kind == "workbook":
                while some := list(islice(rows, PIECE_ROWS)):
                    yield _piece(some, len(header), path.name, places)
                return
            while block := lines.block():
                number = lines.number + 1
                if not block.strip(f"{delimiter}\n"):
                    lines.number += block.count("\n")
                elif cells := plain_text.columns(block, delimiter, len(header), places):
                    lines.number += len(next(iter(cells.values())))
                    yield Piece(np.arange(number, lines.number + 1), cells, [])
                else:
                    lines.give_back(block)
                    yield _piece(_careful_rows(lines, delimiter, len(header)), len(header), path.name, places)

        yield Table(path.name, tuple(column_name(name) for name in header), read)


def _piece(rows: Iterable[Row], width: int, name: str, places: Sequence[int]) -> Piece:
    """Rows of the right width; others as Problems, which keep the case number at most: the rest may be
    personal.
    """
    whole: list[Row] = []
    failed: list[tuple[int, Problem]] = []
    for number, cells in rows:
        if len(cells) == width:
            whole.append((number, cells))
        else:
            found = _CASE_NUMBER.search(" ".join(cells))
            message = f"{len(cells)} fields where the header has {width}"
            failed.append((number, Problem(f"{name}, row {number}", "", message, found[0] if found else "")))
    columns = list(zip(*(cells for _, cells in whole), strict=True)) or [()] * width
    return Piece(
        np.array([number for number, _ in whole], np.int64), {place: column(columns[place]) for place in places}, failed
    )


def _sheet_rows(stream: IO[bytes], most_bytes: int) -> Iterator[Row]:
    """A sheet's rows, filled up to the header's width: a row may end before the last column."""
    width = 0
    for number, cells in workbook.rows(stream, most_bytes):
        last = max(cells) + 1
        width = width or last
        row = [""] * max(width, last)
        for place, text in cells.items():
            row[place] = text
        yield number, row


class _RunawayError(Exception):
    """A record that does not end."""


class _Lines:
    """Hands out whole lines in blocks, or one by one to a csv reader; then it remembers those of the record at hand
    and can take them back.
    """

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.waiting: deque[str] = deque()
        self.record: list[str] = []
        self.number = 0

    def first(self) -> str:
        """The first line that is not blank."""
        line = "\n"
        while line and not line.strip():
            line = self._text.readline(MOST_LINE_LENGTH)
            self.number += 1
        return line

    def block(self) -> str:
        """The next lines together; they are not counted yet."""
        text = self._text.read(PIECE_LENGTH)
        return text + self._text.readline(MOST_LINE_LENGTH) if text else ""

    def give_back(self, block: str) -> None:
        """A block's lines, to be handed out one by one."""
        self.waiting.extend(line for line in io.StringIO(block, newline="\n"))

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if len(self.record) == MOST_LINES:
            raise _RunawayError
        line = self.waiting.popleft() if self.waiting else self._text.readline(MOST_LINE_LENGTH)
        if not line:
            raise StopIteration
        self.record.append(line)
        self.number += 1
        return line

    def give_back_all_but_the_first(self) -> str:
        first, *others = self.record
        self.waiting.extendleft(reversed(others))
        self.number -= len(others)
        return first


def _careful_rows(lines: _Lines, delimiter: str, width: int) -> Iterator[Row]:
    """The rows of the lines that wait, one by one; the last may go on into lines that are not read yet."""
    reader = csv.reader(lines, delimiter=delimiter)
    while lines.waiting:
        lines.record.clear()
        start = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _RunawayError):
            cells = []
        if len(cells) != width and (len(lines.record) > 1 or (lines.record and not cells)):
            # A quotation mark that opens a field and was never closed: that line is read as it stands, alone.
            line = lines.give_back_all_but_the_first()
            reader = csv.reader(lines, delimiter=delimiter)
            cells = line.rstrip("\n").split(delimiter)
        if any(cells):
            yield start, cells


def _encoding(stream: IO[bytes]) -> str:
    """From the first bytes: a byte order mark, or the zeros that UTF-16 puts between Latin letters; else
    UTF-8.
    """
    assert isinstance(stream, io.BufferedReader)
    head = stream.peek(4096)[:4096]
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    zeros = head[1::2].count(0), head[::2].count(0)
    if not any(zeros):
        return "utf-8"
    if max(zeros) * 3 < len(head):
        raise UnreadableFileError("neither text nor a workbook")
    return "utf-16-le" if zeros[0] > zeros[1] else "utf-16-be"


def _cp1252_where_needed(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 are read as cp1252: old exports are in it throughout, edited ones in parts."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("cp1252_where_needed", _cp1252_where_needed)
