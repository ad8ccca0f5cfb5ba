"""Group employer names by the automatic rules alone. Reads and writes no database."""

import csv
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from companies.matching import files


class Command(BaseCommand):
    help = (
        "Read a CSV of employer names (" + ", ".join(files.COLUMNS) + ") and write "
        "record_id, group, rule, matched_to to standard output. Rows of one company share a group."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--seed", type=Path, help="CSV of accepted aliases: name, company.")

    def handle(self, *args: object, file: Path, seed: Path | None, **options: object) -> None:
        try:
            with file.open(encoding="utf-8-sig", errors="replace", newline="") as source:
                employers = files.read_employers(source)
            seeds: files.Seeds = {}
            if seed is not None:
                with seed.open(encoding="utf-8-sig", errors="replace", newline="") as source:
                    seeds = files.read_seeds(source)
        except (OSError, ValueError, csv.Error) as error:
            raise CommandError(f"{error}") from error
        files.write_rows(files.match_rows(employers, seeds), self.stdout)
