"""Measures the importer beside a bare COPY and bulk_create: `manage.py bench_imports --rows 1000000`."""

import argparse
from collections import Counter, defaultdict
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from companies.benchmarks import imports


class Command(BaseCommand):
    help = "Measures the importer beside a bare COPY and bulk_create, on made-up rows; leaves nothing behind."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--rows", type=int, default=1_000_000)

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        seconds: defaultdict[str, float] = defaultdict(float)
        rows: Counter[str] = Counter()
        for measure in imports.run(options["rows"]):
            seconds[measure.name] += measure.seconds
            rows[measure.name] += measure.rows
            self.stdout.write(
                f"{measure.name:34} {measure.rows:>10,} rows {measure.seconds:>8.1f} s "
                f"{measure.rate:>9,.0f} rows/s  {measure.note}"
            )
        rates = {name: rows[name] / seconds[name] for name in seconds}
        for name in (name for name in rates if name not in (imports.BARE, imports.BARE_FILE)):
            self.stdout.write(
                f"{name:34} {rates[name] / rates[imports.BARE]:.2f} of a bare COPY of the same rows, "
                f"{rates[name] / rates[imports.BARE_FILE]:.2f} of one of the file"
            )
