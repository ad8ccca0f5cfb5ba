"""manage.py classify_titles FILE.csv: SOC code and job field of each title, as CSV on standard output."""

import csv
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from companies.occupations import Classification, Lookup, classify, reading
from companies.title_classes import lookup_of, model_in_force

_COLUMNS = ("title", "soc_code", "alternatives", "job_field", "method", "confidence")
_AT_ONCE = 5_000


class Command(BaseCommand):
    help = "Classifies a CSV of titles (columns title, and soc_code if there). Needs no database; uses it if there."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        try:
            rows = reading.title_rows(file)
            first = next(rows, None)
            writer.writerow(_COLUMNS)
            for title, found in _classified(() if first is None else (first,), rows):
                writer.writerow(_line(title, found))
        except (OSError, csv.Error, reading.UnknownColumnsError) as error:
            raise CommandError(str(error)) from error


def _classified(*parts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Classification]]:
    rows = (row for part in parts for row in part)
    while batch := list(islice(rows, _AT_ONCE)):
        try:
            lookup = lookup_of(title for title, _ in batch)
        except DatabaseError:  # no tables yet, or no server: the model answers alone
            lookup = Lookup(model=model_in_force())
        for title, code in batch:
            yield title, classify(title, code, lookup=lookup)


def _line(title: str, found: Classification) -> tuple[str, ...]:
    codes = "|".join(code for code, _ in found.alternatives)
    return title, found.soc_code, codes, found.job_field, found.method, f"{found.confidence:.4f}"
