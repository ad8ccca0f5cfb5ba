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
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypeAlias

from sources import workbook
from sources.containers import MOST_BYTES, UnreadableFileError, opened
from sources.records import Problem

# A record over more lines than this is a quotation mark that was never closed.
MOST_LINES = 30
# Without a bound, a file without line ends would be read into memory whole.
MOST_LINE_LENGTH = 2**20
_DELIMITERS = ",;\t|"
_CASE_NUMBER = re.compile(r"\b[A-Z]-\d{2,5}(?:-\d{4,7}){1,2}\b")

Row: TypeAlias = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table being read: its column names, made comparable, and its rows as (row number, cells)."""

    name: str
    columns: tuple[str, ...]
    rows: Iterator[Row | Problem]


def column_name(written: str) -> str:
    """A column name made comparable: "TOTAL WORKERS", "H-1B_DEPENDENT" and "WAGE_RATE__2" lose what
    varies.
    """
    return re.sub(r"[^A-Z0-9]+", "_", written.upper()).strip("_")


@contextmanager
def open_table(path: Path, *, most_bytes: int = MOST_BYTES) -> Iterator[Table]:
    """The table in `path`. Raises UnreadableFileError, with the reason, for a file that is none."""
    with opened(path, most_bytes) as (kind, stream):
        rows = _sheet_rows(stream, most_bytes) if kind == "workbook" else _text_rows(stream)
        header = next(rows, None)
        if header is None or not any(header[1]):
            raise UnreadableFileError("the file is empty")
        columns = tuple(column_name(name) for name in header[1])
        yield Table(path.name, columns, _whole(rows, len(columns), path.name))


def _whole(rows: Iterator[Row], width: int, name: str) -> Iterator[Row | Problem]:
    """Rows of the right width; others as Problems, which keep the case number at most: the rest may be
    personal.
    """
    for number, cells in rows:
        if len(cells) == width:
            yield number, cells
        else:
            found = _CASE_NUMBER.search(" ".join(cells))
            message = f"{len(cells)} fields where the header has {width}"
            yield Problem(f"{name}, row {number}", "", message, found[0] if found else "")


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
    """Hands lines to the csv reader, remembers those of the record at hand, and can take them back."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._waiting: deque[str] = deque()
        self.record: list[str] = []
        self.number = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if len(self.record) == MOST_LINES:
            raise _RunawayError
        line = self._waiting.popleft() if self._waiting else self._text.readline(MOST_LINE_LENGTH)
        if not line:
            raise StopIteration
        self.record.append(line)
        self.number += 1
        return line

    def give_back_all_but_the_first(self) -> str:
        first, *others = self.record
        self._waiting.extendleft(reversed(others))
        self.number -= len(others)
        return first


def _text_rows(stream: IO[bytes]) -> Iterator[Row]:
    # newline=None turns every kind of line end into one, bare CR too.
    text = io.TextIOWrapper(stream, _encoding(stream), errors="cp1252_where_needed", newline=None)
    lines = _Lines(text)
    first = next((line for line in lines if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(lines, delimiter=delimiter)
    header = next(csv.reader([first], delimiter=delimiter), None)
    if header is None:
        return
    yield lines.number, header
    while True:
        lines.record.clear()
        start = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _RunawayError):
            cells = []
        if len(cells) != len(header) and (len(lines.record) > 1 or (lines.record and not cells)):
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
