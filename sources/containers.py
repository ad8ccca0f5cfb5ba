"""Opens what a file of filings comes packed in: nothing, gzip or zip; bounded, whatever the packed size
says.
"""

import gzip
import io
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, cast

# The largest workbook seen unpacks to some 3 GB of XML.
MOST_BYTES = 12 * 2**30
_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"


class UnreadableFileError(ValueError):
    """A file that is not taken at all; its words say why."""


class Bounded(io.RawIOBase):
    """A stream that stops with UnreadableFileError when it has given more than `most` bytes."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        self._stream = stream
        self._most = most
        self._left = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        try:
            piece = self._stream.read(len(buffer))
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError) as error:
            raise UnreadableFileError(f"the packed file is broken: {error}") from error
        self._left -= len(piece)
        if self._left < 0:
            raise UnreadableFileError(f"the file unpacks to more than {self._most:,} bytes")
        buffer[: len(piece)] = piece
        return len(piece)


@contextmanager
def opened(path: Path, most_bytes: int = MOST_BYTES) -> Iterator[tuple[str, IO[bytes]]]:
    """("workbook" or "text", the unpacked bytes). A zip must hold one table, a gzip may hold a workbook."""
    with path.open("rb") as file:
        yield from _unpacked(file, most_bytes, depth=0)


def _unpacked(file: IO[bytes], most_bytes: int, depth: int) -> Iterator[tuple[str, IO[bytes]]]:
    start = file.read(4)
    file.seek(0)
    if depth > 2:
        raise UnreadableFileError("packed more than twice")
    if start.startswith(_GZIP):
        with gzip.open(file) as unpacked:
            yield from _inner(cast(IO[bytes], unpacked), most_bytes, depth)
    elif start == _ZIP:
        try:
            archive = zipfile.ZipFile(file)
        except zipfile.BadZipFile as error:
            raise UnreadableFileError(f"the zip file is broken: {error}") from error
        with archive:
            if "xl/workbook.xml" in archive.namelist():
                yield "workbook", file
                return
            try:
                stream = archive.open(_only_table(archive))
            except (RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:
                raise UnreadableFileError(f"the zip file cannot be opened: {error}") from error
            with stream:
                yield from _inner(stream, most_bytes, depth)
    else:
        yield "text", io.BufferedReader(Bounded(file, most_bytes), buffer_size=2**18)


def _inner(stream: IO[bytes], most_bytes: int, depth: int) -> Iterator[tuple[str, IO[bytes]]]:
    """What lies inside: text is streamed; a packed file must be sought in, so it is laid on disk first."""
    bounded = io.BufferedReader(Bounded(stream, most_bytes), buffer_size=2**18)
    if not bounded.peek(4)[:4].startswith((_GZIP, _ZIP)):
        yield "text", bounded
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(bounded, copy, 2**20)
        copy.seek(0)
        yield from _unpacked(copy, most_bytes, depth + 1)


def _only_table(archive: zipfile.ZipFile) -> str:
    names = [
        name
        for name in archive.namelist()
        if not name.startswith("__MACOSX/")
        and PurePosixPath(name).suffix.lower() in {".csv", ".tsv", ".txt", ".xlsx", ".gz"}
    ]
    if len(names) != 1:
        raise UnreadableFileError(f"the zip file holds {len(names)} tables, one is wanted: {', '.join(names)[:300]}")
    return names[0]
