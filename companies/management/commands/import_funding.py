"""manage.py import_funding {form_d,crunchbase} PATH…"""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from companies.importers.funding import import_crunchbase, import_form_d
from companies.importers.placing import MAKE_COMPANIES


class Command(BaseCommand):
    help = (
        "Imports funding: SEC Form D (quarterly folder or zip, or filings in XML) and Crunchbase (exports in CSV, "
        "answers of the API in JSON; folders are searched)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", choices=["form_d", "crunchbase"])
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument(
            "--retrieved",
            type=date.fromisoformat,
            help="The day on which the files were fetched; today by default.",
        )
        parser.add_argument(
            "--only-known", action="store_true", help="Make no pages for companies that are not here yet."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        paths: list[Path] = options["paths"]
        if missing := [str(path) for path in paths if not path.exists()]:
            raise CommandError(f"not found: {', '.join(missing)}")
        retrieved_on = options["retrieved"] or timezone.localdate()
        if options["source"] == "form_d":
            done = import_form_d(paths, retrieved_on=retrieved_on)
        else:
            may_create = frozenset[str]() if options["only_known"] else MAKE_COMPANIES
            done = import_crunchbase(paths, retrieved_on=retrieved_on, may_create=may_create)
        for counts in done:
            self.stdout.write(counts.words())
