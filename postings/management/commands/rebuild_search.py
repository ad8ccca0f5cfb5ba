from django.core.management.base import BaseCommand

from postings.engine import snapshot_writer, sync
from postings.words import vocabulary


class Command(BaseCommand):
    help = "Brings every posting's search entry up to date and writes a new snapshot. Searches go on meanwhile."

    def handle(self, *args: object, **options: object) -> None:
        sync.all_due()
        done = sync.catch_up()
        self.stdout.write(f"{done:,} postings brought up to date.")
        if done:
            self.stdout.write(f"Snapshot in force: {snapshot_writer.write().name}.")
            vocabulary.rebuild()
            self.stdout.write("Words for spelling and suggestions made anew.")
