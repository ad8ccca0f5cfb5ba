from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from postings.sample.load import enlarge, load
from postings.tasks import write_search_snapshot


class Command(BaseCommand):
    help = "Loads the sample into an empty board; does nothing to a board that holds anything."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--postings", type=int, default=0, help="Enlarge the sample to about so many postings.")

    def handle(self, *args: object, postings: int = 0, **options: object) -> None:
        companies, loaded = load()
        if companies:
            self.stdout.write(f"Sample loaded: {companies} companies, {loaded} postings.")
        elif not postings:
            self.stdout.write("The board is not empty; no sample was loaded.")
        if postings:
            self.stdout.write(f"The sample has {enlarge(postings):,} postings.")
        if companies or postings:
            write_search_snapshot()  # and words for spelling: the first search is as good as any later one
