"""Reading of title files: CSV with a title and a code, and O*NET's own tab-separated title tables."""

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

_TITLE_COLUMNS = ("title", "job_title", "alternate title", "reported job title")
_CODE_COLUMNS = ("soc_code", "soc_code_raw", "soc code", "o*net-soc code")


class UnknownColumnsError(Exception):
    """The file has no column that can be a title, or none that can be a code."""


def title_rows(path: Path) -> Iterator[tuple[str, str]]:
    """(title, code) as written, of a .csv, .tsv or .txt file, gzip or not. A code column may be missing: empty.

    Raises UnknownColumnsError when there is no title column; its message lists the columns found.
    """
    with _open(path) as file:
        tabs = path.name.removesuffix(".gz").endswith((".tsv", ".txt"))
        reader = csv.reader(
            file, delimiter="\t" if tabs else ",", quoting=csv.QUOTE_NONE if tabs else csv.QUOTE_MINIMAL
        )
        header = [name.strip().lower() for name in next(reader, [])]
        title = next((header.index(name) for name in _TITLE_COLUMNS if name in header), None)
        if title is None:
            raise UnknownColumnsError(f"{path}: no column of titles among {', '.join(header) or 'no columns'}")
        code = next((header.index(name) for name in _CODE_COLUMNS if name in header), None)
        for row in reader:
            if row:
                yield _cell(row, title), _cell(row, code)


def _cell(row: list[str], column: int | None) -> str:
    return row[column].strip() if column is not None and column < len(row) else ""


def _open(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", errors="replace", newline="")
    return path.open(encoding="utf-8-sig", errors="replace", newline="")
