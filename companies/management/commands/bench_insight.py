"""manage.py bench_insight: what the classifier of titles and the matcher of employers reach, beside their targets."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from companies.benchmarks import company_page, employers, titles

_PARTS = {"titles": titles.rows, "employers": employers.rows, "page": company_page.rows}


class Command(BaseCommand):
    help = "Measures job fields and employer matching on the development data, and the company page (some minutes)."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        beside = Path(settings.BASE_DIR).parent / "shared" / "data"
        parser.add_argument("--shared", type=Path, default=Path(os.environ.get("JOBBOARD_SHARED_DATA", beside)))
        parser.add_argument("--only", choices=_PARTS, help="one part alone")

    def handle(self, *args: Any, shared: Path, only: str | None, **options: Any) -> None:
        if not shared.is_dir():
            raise CommandError(f"The development data is not at {shared}; name its folder with --shared.")
        for name, rows in _PARTS.items():
            if only in (None, name):
                self.stdout.write(f"\n{name.capitalize()}\n")
                self.stdout.write(_table(rows(shared)))


def _table(lines: list[tuple[str, str, str]]) -> str:
    """Three columns: measure, value, target."""
    wide, value_wide = (max((len(line[column]) for line in lines), default=0) for column in (0, 1))
    return "\n".join(f"{measure:<{wide}}  {value:>{value_wide}}  {target}".rstrip() for measure, value, target in lines)
