"""Measures a full rebuild of the roll-ups: `manage.py bench_rollups --cases 5000000 --names 200000`."""

import argparse
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from companies.benchmarks import rollups


class Command(BaseCommand):
    help = "Measures a full rebuild of the roll-ups over made-up facts; leaves nothing behind."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--cases", type=int, default=5_000_000)
        parser.add_argument("--names", type=int, default=200_000)

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        done = rollups.run(options["cases"], options["names"])
        self.stdout.write(
            f"rebuild of {options['cases']:,} cases over {options['names']:,} names: "
            f"{done.rows:,} rows written in {done.seconds:.1f} s"
        )
