"""Unpacks an archive of several tables (Crunchbase's bulk export is a tar of split files) into a passing folder."""

import shutil
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from sources.containers import Bounded, UnreadableFileError

# The bulk export unpacks to some 6 GB.
MOST_BYTES = 24 * 2**30
MOST_TABLES = 500
_TABLES = (".csv", ".csv.gz", ".json")


@contextmanager
def tables(path: Path) -> Iterator[list[Path]]:
    """The tables in a tar or zip, laid out in a folder under their own names; any other file is itself.

    Names inside are never followed as paths. Raises UnreadableFileError for a broken or oversized archive.
    """
    if path.name.endswith((".tar", ".tar.gz", ".tgz", ".zip")):
        with tempfile.TemporaryDirectory() as folder:
            try:
                found = _unpack(path, Path(folder))
            except (OSError, EOFError, zlib.error, tarfile.TarError, zipfile.BadZipFile, RuntimeError) as error:
                raise UnreadableFileError(f"the archive is broken: {error}"[:300]) from error
            yield found
    else:
        yield [path]


def _unpack(path: Path, folder: Path) -> list[Path]:
    found: list[Path] = []
    left = MOST_BYTES
    for name, stream in _members(path):
        plain = PurePosixPath(name).name
        if not plain.lower().endswith(_TABLES) or plain.startswith("."):
            continue
        if len(found) >= MOST_TABLES:
            raise UnreadableFileError(f"the archive holds more than {MOST_TABLES} tables")
        target = folder / f"{len(found):03}" / plain
        target.parent.mkdir()
        with target.open("wb") as copy:
            shutil.copyfileobj(Bounded(stream, left), copy, 2**20)
        left -= target.stat().st_size
        found.append(target)
    return found


def _members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    if path.name.endswith(".zip"):
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                if not member.is_dir():
                    with archive.open(member) as stream:
                        yield member.filename, stream
        return
    with tarfile.open(path) as archive_of_tar:
        for entry in archive_of_tar:
            # Links and devices have no stream of their own.
            if entry.isfile() and (part := archive_of_tar.extractfile(entry)):
                yield entry.name, part
