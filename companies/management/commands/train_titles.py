"""manage.py train_titles: learns titles from the imported filings, and counts them for the exact look-up."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.utils import timezone

from companies.models import TitleCount
from companies.occupations import reading, training
from companies.occupations.tally import Tally
from companies.occupations.titles import normalise
from companies.title_classes import model_in_force, trained_path

# Shorter than any filing of it is worth: titles seen less often are left to the model.
_FEWEST_ROWS = 3
_FEWEST_FILINGS = 1_000
_LONGEST_TITLE = 200


class Command(BaseCommand):
    help = "Trains the title model from imported filings (and files), and refreshes the look-up table."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--onet", type=Path, nargs="+", default=[], help="O*NET title tables (.tsv or .txt)")
        parser.add_argument("--csv", type=Path, nargs="+", default=[], help="more titles with filed SOC codes")
        parser.add_argument("--out", type=Path, help="where the model goes; default: this site's own place")
        parser.add_argument("--no-database", action="store_true", help="learn from the files alone, count nothing")

    def handle(
        self,
        *args: Any,
        onet: list[Path],
        csv: list[Path],
        out: Path | None,
        no_database: bool,
        **options: Any,
    ) -> None:
        target = out or trained_path()
        with tempfile.TemporaryDirectory() as folder:
            tally = Tally(Path(folder) / "tally.sqlite")
            try:
                for file in csv:
                    tally.add((normalise(title), training.codes_filed(code), 1) for title, code in _rows(file))
                if not no_database:
                    tally.add(_filings())
                if tally.total() < _FEWEST_FILINGS:
                    raise CommandError(
                        f"{tally.total()} filings are too few to learn from; import some, or name a --csv."
                    )
                reported = sorted({(normalise(title), code[:7]) for file in onet for title, code in _rows(file)})
                self.stdout.write(f"{tally.total():,} filings and {len(reported):,} reported titles")
                training.train(
                    tally,
                    [(title, code) for title, code in reported if title and code],
                    target,
                    trained_at=timezone.now(),
                    say=self.stdout.write,
                )
                if not no_database:
                    self.stdout.write(f"{_refresh_counts(tally):,} rows of the look-up table")
            finally:
                tally.close()
        self.stdout.write(
            f"Model: {target} ({target.stat().st_size / 1e6:.1f} MB), in force: {model_in_force().version}"
        )


def _rows(file: Path) -> Iterator[tuple[str, str]]:
    try:
        yield from reading.title_rows(file)
    except (OSError, reading.UnknownColumnsError) as error:
        raise CommandError(str(error)) from error


def _filings() -> Iterator[tuple[str, str, int]]:
    """Titles and codes of all cases with their numbers, counted by the database and read a few at a time."""
    with transaction.atomic(), connection.cursor() as plain:
        plain.execute("SELECT set_config('statement_timeout', '0', true)")
        with connection.chunked_cursor() as cursor:
            cursor.execute(
                """SELECT job_title, soc_code_filed, count(*) FROM (
                    SELECT job_title, soc_code_filed FROM companies_lcacase
                    UNION ALL SELECT job_title, soc_code_filed FROM companies_permcase
                ) AS filed WHERE job_title <> '' AND soc_code_filed <> '' GROUP BY 1, 2"""
            )
            for title, code, rows in cursor:
                yield normalise(title), training.codes_filed(code), rows


def _refresh_counts(tally: Tally) -> int:
    """Replaces the look-up table in one transaction: readers see the old counts or the new, never none."""
    written = 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', '0', true)")
        TitleCount.objects.all().delete()
        with cursor.copy("COPY companies_titlecount (title, soc_code, rows) FROM STDIN") as copy:
            for title, counts in tally.settled():
                if len(title) > _LONGEST_TITLE or sum(rows for _, rows in counts) < _FEWEST_ROWS:
                    continue
                for code, rows in counts:
                    copy.write_row((title, code, rows))
                    written += 1
    return written
