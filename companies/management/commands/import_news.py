"""manage.py import_news PATH…"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from companies.importers.news import import_news
from companies.models import Company


class Command(BaseCommand):
    help = "Imports news feeds (RSS, Atom) from files. Press references of Crunchbase come in by import_funding."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument(
            "--company",
            metavar="SLUG",
            help="The company that the feed was asked about; without it each item goes where its title points.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        paths: list[Path] = options["paths"]
        if missing := [str(path) for path in paths if not path.is_file()]:
            raise CommandError(f"not found: {', '.join(missing)}")
        company = None
        if slug := options["company"]:
            company = Company.objects.public().filter(slug=slug).first()
            if company is None:
                raise CommandError(f"no company has the slug {slug}")
        for counts in import_news(paths, company=company):
            self.stdout.write(counts.words())
