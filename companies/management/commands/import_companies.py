"""manage.py import_companies {tickers,yc,sp500,ipeds,…} PATH…"""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from companies.importers.placing import MAKE_COMPANIES
from companies.importers.profiles import LIST_SOURCES, import_companies


class Command(BaseCommand):
    help = (
        "Imports a list of companies. Its facts go to companies that are known by the same identifier; what finds "
        "none waits in the admin for a person."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=sorted(LIST_SOURCES))
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument(
            "--retrieved",
            type=date.fromisoformat,
            help="The day on which the files were fetched; today by default.",
        )
        parser.add_argument(
            "--create", action="store_true", help="Make a page for every company of the list that has none."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        paths: list[Path] = options["paths"]
        if missing := [str(path) for path in paths if not path.exists()]:
            raise CommandError(f"not found: {', '.join(missing)}")
        kind: str = options["kind"]
        may_create = MAKE_COMPANIES | {LIST_SOURCES[kind].source} if options["create"] else MAKE_COMPANIES
        retrieved_on = options["retrieved"] or timezone.localdate()
        for counts in import_companies(kind, paths, retrieved_on=retrieved_on, may_create=may_create):
            self.stdout.write(counts.words())
