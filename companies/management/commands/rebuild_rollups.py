"""Counts every company's yearly figures again from all facts: `manage.py rebuild_rollups`."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from companies import rollups


class Command(BaseCommand):
    help = "Counts every company's yearly figures again from all facts."

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        written = rollups.rebuild()
        self.stdout.write(f"{written:,} rows written in {time.monotonic() - started:.1f} s")
