"""The pages: made anew, and from the cache beside a bare answer."""

import logging
from argparse import ArgumentParser

from django.core.management import call_command
from django.core.management.base import BaseCommand

from postings.benchmarks import pages
from postings.benchmarks.search import loaded


class Command(BaseCommand):
    help = "Measure pages on made-up postings in a database of its own that is thrown away."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rows", type=int, default=10_000)

    def handle(self, *args: object, rows: int, **options: object) -> None:
        logging.disable(logging.WARNING)
        call_command("collectstatic", interactive=False, verbosity=0)  # pages name files by their content
        with loaded(rows):
            self.stdout.write(f"{rows:,} postings\n")
            heads = f"{'ms':>8}{'queries':>9}{'KB':>8}{'kept, a second':>16}{'bare':>8}{'÷':>6}"
            self.stdout.write(f"{'page':<22}{heads}")
            for name, address in pages.addresses().items():
                found = pages.measure(name, address)
                made = f"{found.milliseconds:>8.1f}{found.queries:>9}{found.kilobytes:>8.1f}"
                kept = f"{found.kept:>16,.0f}{found.bare:>8,.0f}{found.kept / found.bare:>6.2f}"
                self.stdout.write(f"{name:<22}{made}{kept}")
            self.stdout.write("\nTargets: search ≤ 25 ms, ≤ 10 queries, ≤ 60 KB; kept ÷ bare ≥ 0.3")
