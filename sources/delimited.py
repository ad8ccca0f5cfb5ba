"""Rows of a comma-separated export of company data, packed or not, whatever its encoding and line ends.

Beside tabular.py, which reads filings: cells here hold texts of many lines, and the oldest export the Mac's
letters.
"""

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from sources.containers import opened
from sources.records import Problem

# A bulk export's largest table is some 2 GB.
MOST_BYTES = 8 * 2**30
_PIECE = 2**20
# The longest cell seen is 12 kB; csv's own limit of 128 kB would end the file at the first longer one.
csv.field_size_limit(2**20)


class NoTableError(ValueError):
    """The file holds no table of text."""


def rows(path: Path) -> Iterator[tuple[str, dict[str, str]] | Problem]:
    """(place, cells by column name) of each row; column names without the blanks around them.

    Cells may hold line ends, so a row is not a line; `place` names the file and the row's number. A row that
    has more or fewer cells than the header is a Problem: its figures may stand in the wrong columns. Raises
    UnreadableFileError, NoTableError and csv.Error.
    """
    encoding = _encoding(path)
    with opened(path, MOST_BYTES) as (kind, stream):
        if kind != "text":
            raise NoTableError("a table of text is wanted, not a workbook")
        reader = csv.reader(_lines(stream, encoding))
        header = [cell.strip() for cell in next(reader, [])]
        if len(header) < 2:
            raise NoTableError("the file has no header of several columns")
        for number, cells in enumerate(reader, start=2):
            place = f"{path.name}:{number}"
            if not any(cells):
                continue
            if len(cells) == len(header):
                yield place, dict(zip(header, cells, strict=True))
            else:
                yield Problem(place, "", f"{len(cells)} cells where the header has {len(header)}")


def header(path: Path) -> set[str]:
    """The column names of a file."""
    with opened(path, MOST_BYTES) as (kind, stream):
        if kind != "text":
            raise NoTableError("a table of text is wanted, not a workbook")
        first = next(csv.reader(_lines(stream, "utf-8-sig", errors="replace")), [])
    return {cell.strip() for cell in first}


def _lines(stream: IO[bytes], encoding: str, errors: str = "strict") -> io.TextIOWrapper:
    # newline=None takes LF, CRLF and the bare CR of old Macs for line ends, inside cells too.
    return io.TextIOWrapper(stream, encoding, errors, newline=None)


def _encoding(path: Path) -> str:
    """UTF-8 where the bytes are; else the Mac's letters for a file with a Mac's line ends, else Windows'."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8, has_line_feed = True, False
    with opened(path, MOST_BYTES) as (_, stream):
        while piece := stream.read(_PIECE):
            has_line_feed = has_line_feed or b"\n" in piece
            if is_utf8:
                try:
                    decoder.decode(piece)
                except UnicodeDecodeError:
                    is_utf8 = False
            if not is_utf8 and has_line_feed:
                break
    if is_utf8:
        return "utf-8-sig"
    # Latin-1 takes every byte; Windows' letters leave five of them without a meaning.
    return "latin-1" if has_line_feed else "mac-roman"
