from django.core.management.base import BaseCommand

from postings.sample.load import remove


class Command(BaseCommand):
    help = "Takes all sample data away, and only it."

    def handle(self, *args: object, **options: object) -> None:
        companies, postings = remove()
        self.stdout.write(f"Sample removed: {companies} companies, {postings} postings.")
