"""How much each source says: the share of its postings with a date, a place, pay and so on."""

import gzip
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from postings.models import Posting
from sources.board_table import SOURCES
from sources.board_types import Source
from sources.reading.records import SKIPPED
from sources.records import PostingRecord, Problem

# Column → the fields of a record that fill it, and of a stored posting.
_COLUMNS = {
    "date": ("date_posted", "date_posted"),
    "place": ("locations", "places"),
    "country": ("country_code", "country_code"),
    "pay": ("pay", "pay_min"),
    "type": ("employment_type", "employment_type"),
    "workplace": ("workplace", "workplace"),
    "text": ("html", "description_text"),
}
_SUFFIXES = {".json", ".xml", ".gz"}
# Readers that put their token into addresses need one of their form.
_TOKENS = {"workday": "tenant|wd1|site"}


class Command(BaseCommand):
    help = (
        "Print a table of source × fields filled. With FOLDER: of saved answers in FOLDER/<ats>/…, as read; "
        "without: of the postings on the board, after analysis."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path)

    def handle(self, *args: object, folder: Path | None, **options: object) -> None:
        if folder is not None and not folder.is_dir():
            raise CommandError(f"{folder} is no folder")
        heads = ("source", "files", "postings", "left out", "failed", *_COLUMNS)
        self.stdout.write(f"{heads[0]:<16}" + "".join(f"{head:>10}" for head in heads[1:]))
        for source in SOURCES.values():
            counts = _in_files(source, folder) if folder else _on_the_board(source)
            if counts["postings"] or counts["files"]:
                self.stdout.write(_line(source.ats, counts))


def _line(ats: str, counts: Counter[str]) -> str:
    postings = max(counts["postings"], 1)
    numbers = "".join(f"{counts[name]:>10,}" for name in ("files", "postings", "left out", "failed"))
    return f"{ats:<16}{numbers}" + "".join(f"{counts[name] / postings:>10.0%}" for name in _COLUMNS)


def _in_files(source: Source, folder: Path) -> Counter[str]:
    counts: Counter[str] = Counter()
    for path in sorted((folder / source.ats).rglob("*.*")):
        if path.suffix in _SUFFIXES:
            counts["files"] += 1
            counts.update(_read(source, path))
    return counts


def _read(source: Source, path: Path) -> Iterator[str]:
    """What to count, a word each."""
    payload = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for found in source.read(payload, token=_TOKENS.get(source.ats, "token")):
        if isinstance(found, Problem):
            yield "left out" if found.message in SKIPPED else "failed"
            continue
        yield "postings"
        yield from _filled(found, 0)


def _on_the_board(source: Source) -> Counter[str]:
    counts: Counter[str] = Counter()
    names = [stored for _, stored in _COLUMNS.values()]
    for posting in Posting.objects.filter(board__ats=source.ats).only(*names).iterator(2000):
        counts["postings"] += 1
        counts.update(_filled(posting, 1))
    return counts


def _filled(entry: PostingRecord | Posting, kind: int) -> Iterator[str]:
    for column, names in _COLUMNS.items():
        if getattr(entry, names[kind]) not in ("", (), [], None):
            yield column
