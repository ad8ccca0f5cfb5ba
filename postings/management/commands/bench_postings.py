"""Postings a second: read → analyse → write, beside analysis off and a bare COPY."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from postings.benchmarks.importing import measure, payloads


class Command(BaseCommand):
    help = "Measure imports of saved answers in FOLDER/<ats>/…, on a database of its own that is thrown away."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--processes", type=int, default=2)
        parser.add_argument("--most", type=int, default=0, help="Files at most.")
        parser.add_argument("--times", type=int, default=1, help="Take each answer so often, as boards of their own.")

    def handle(self, *args: object, folder: Path, processes: int, most: int, times: int, **options: object) -> None:
        found = payloads(folder, most=most, times=times)
        if not found:
            raise CommandError(f"no saved answers in {folder}")
        self.stdout.write(f"{len(found):,} answers, {processes} processes")
        for result in measure(found, processes):
            self.stdout.write(result.words())
