"""Takes a directory of boards from a CSV file."""

import csv
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from postings.importers.directory import import_directory


class Command(BaseCommand):
    help = "Add boards from a CSV file with the columns company (name), ats and token."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: object, file: Path, **options: object) -> None:
        try:
            with file.open(encoding="utf-8-sig", errors="replace", newline="") as rows:
                counts = import_directory(csv.DictReader(rows), file.name)
        except (OSError, csv.Error, ValueError) as error:
            raise CommandError(f"{file}: {error}") from error
        self.stdout.write(f"{file.name}: {counts.words()}")
