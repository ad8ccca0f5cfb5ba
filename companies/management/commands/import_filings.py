"""Imports filings of the agencies: `manage.py import_filings lca LCA_Disclosure_Data_FY2024_Q4.xlsx …`."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from companies import registry
from companies.importers.filings import DATA_SETS, import_file
from companies.models import (
    Company,
    EmployerAlias,
    EmployerName,
    EmployerTaxId,
    LcaCase,
    PermCase,
    SponsorshipField,
    SponsorshipPlace,
    SponsorshipWage,
    SponsorshipYear,
    UscisCount,
)
from sources.containers import UnreadableFileError
from sources.imports import Counts

_PROBLEMS_SHOWN = 5
_FILLED = (
    *(Company, EmployerName, EmployerAlias, EmployerTaxId, LcaCase, PermCase, UscisCount),
    *(SponsorshipYear, SponsorshipField, SponsorshipPlace, SponsorshipWage),
)


class Command(BaseCommand):
    help = "Imports LCA, PERM or USCIS files: CSV, TSV or XLSX, also in gzip or zip, in any order, also twice."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("data_set", choices=sorted(DATA_SETS))
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="say what would change; change nothing")
        parser.add_argument("--fiscal-year", type=int, default=0, help="of rows without a decision date")
        statuses = ["certified", "denied", "withdrawn"]
        parser.add_argument("--status", default="", choices=statuses, help="LCA: of a file that states none")
        parser.add_argument("--ignore-columns", nargs="*", default=[], metavar="NAME", help="columns to accept unread")

    def handle(self, *args: Any, **options: Any) -> None:
        data_set: str = options["data_set"]
        given: dict[str, Any] = {"ignore_columns": options["ignore_columns"]}
        if data_set != "uscis":
            given["fiscal_year"] = options["fiscal_year"]
        if data_set == "lca":
            given["case_status"] = options["status"]
        refused = []
        for path in options["files"]:
            try:
                counts = import_file(data_set, path, dry_run=options["dry_run"], say=self.stderr.write, **given)
            except (UnreadableFileError, OSError) as error:
                refused.append(path.name)
                self.stderr.write(f"{path.name}: refused: {error}")
            else:
                self._report(path, counts, dry_run=options["dry_run"])
        if not options["dry_run"] and len(refused) < len(options["files"]):
            self._link()
        if refused:
            raise CommandError(f"{len(refused)} of {len(options['files'])} files refused: {', '.join(refused)}")

    def _link(self) -> None:
        """New names may belong to known companies, or be enough for one of their own; once, after all files."""
        self.stderr.write("linking legal names to companies …")
        outcome = registry.rematch()
        # The database's own turn comes a minute later; until then a page of many names is read by a plan for none.
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(model._meta.db_table for model in _FILLED)}")
        self.stdout.write(
            f"{outcome.linked:,} of {outcome.names:,} legal names have a company, "
            f"{outcome.suggested:,} suggestions wait, {outcome.changed:,} companies were counted again"
        )

    def _report(self, path: Path, counts: Counts, *, dry_run: bool) -> None:
        self.stdout.write(f"{path.name}: {'would be: ' if dry_run else ''}{counts.words()}")
        if empty := sum(1 for problem in counts.problems if problem.field):
            self.stdout.write(f"  {empty:,} fields could not be read and were left empty")
        for problem in counts.problems[:_PROBLEMS_SHOWN]:
            named = f"{problem.field}: " if problem.field else ""
            self.stdout.write(f"  {problem.place}: {named}{problem.message}")
        if (more := len(counts.problems) - _PROBLEMS_SHOWN) > 0:
            self.stdout.write(f"  … and {more:,} more, kept with the import")
