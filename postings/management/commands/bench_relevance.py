"""nDCG@10 of the judged searches, ours beside BM25."""

import json
import statistics
from argparse import ArgumentParser
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from postings.benchmarks import relevance
from postings.benchmarks.importing import import_all, payloads, scratch_database
from postings.engine import sync
from postings.words import vocabulary

TODAY = date(2026, 11, 22)


class Command(BaseCommand):
    help = "Measure the order of the judged searches on recorded boards in FOLDER/<ats>/…, in a database of its own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--pool", type=Path, help="Writes what is shown but not judged to this file, as JSON lines."
        )

    def handle(self, *args: object, folder: Path, pool: Path | None, **options: object) -> None:
        found = payloads(folder)
        if not found:
            raise CommandError(f"no saved answers in {folder}")
        with scratch_database():
            import_all(found, 2)
            sync.catch_up(TODAY)
            vocabulary.rebuild()
            self._report()
            if pool is not None:
                lines = [json.dumps(row, ensure_ascii=False) for row in relevance.pool(TODAY)]
                pool.write_text("\n".join([*lines, ""]), encoding="utf-8")
                self.stdout.write(f"{len(lines):,} shown and not judged: {pool}")
            connections.close_all()

    def _report(self) -> None:
        scores = relevance.scores(TODAY)
        self.stdout.write(f"{'nDCG@10':<44}{'ours':>8}{'BM25':>8}{'judged':>8}")
        for score in sorted(scores, key=lambda score: score.ours):
            judged = len(relevance.judgements()[score.words])
            self.stdout.write(f"{score.words:<44}{score.ours:>8.3f}{score.bm25:>8.3f}{judged:>8}")
        ours = statistics.fmean(score.ours for score in scores)
        bm25 = statistics.fmean(score.bm25 for score in scores)
        self.stdout.write(f"{'mean':<44}{ours:>8.3f}{bm25:>8.3f}   wanted: ours at least BM25")
