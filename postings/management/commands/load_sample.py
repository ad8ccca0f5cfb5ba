from django.core.management.base import BaseCommand

from postings.sample.load import load


class Command(BaseCommand):
    help = "Loads the sample into an empty board; does nothing to a board that holds anything."

    def handle(self, *args: object, **options: object) -> None:
        companies, postings = load()
        if companies:
            self.stdout.write(f"Sample loaded: {companies} companies, {postings} postings.")
        else:
            self.stdout.write("The board is not empty; no sample was loaded.")
