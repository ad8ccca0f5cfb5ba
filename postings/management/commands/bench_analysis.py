"""How well the text of postings is read, on the labelled development sets."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from postings.benchmarks.analysis import rows


class Command(BaseCommand):
    help = "Measure the analysis of postings on labelled sets."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("shared", type=Path, help="The folder that holds postings/labelled/.")

    def handle(self, *args: object, shared: Path, **options: object) -> None:
        if not (shared / "postings" / "labelled").is_dir():
            raise CommandError(f"{shared} holds no postings/labelled")
        for measure, value, target in rows(shared):
            self.stdout.write(f"{measure:<52} {value:>12}   {target}")
