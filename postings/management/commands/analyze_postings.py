"""What postings say, one JSON object a line. It reads a file and writes to standard output; no database is asked."""

import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from postings.analysis.lines import analyze_lines


class Command(BaseCommand):
    help = "Analyse postings: FILE.jsonl holds objects with id, title, html and any of company, location."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.jsonl")

    def handle(self, *args: object, file: Path, **options: object) -> None:
        try:
            lines = file.open("rb")
        except OSError as error:
            raise CommandError(f"Cannot read {file}: {error.strerror}") from error
        with lines:
            for row in analyze_lines(lines):
                self.stdout.write(json.dumps(row))
