"""The search, beside the plain way, an engine in process and the limit."""

import time
from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.db import connection

from postings.benchmarks import search
from postings.benchmarks.search import LIMIT, OURS, PLAIN, TABLE, TANTIVY
from postings.benchmarks.search_changes import while_changing
from postings.benchmarks.search_memory import memory_of_searching
from postings.benchmarks.search_mix import MIX

MEGABYTE = 2**20


class Command(BaseCommand):
    help = "Measure 40 searches on made-up postings in a database of its own that is thrown away."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rows", type=int, default=100_000)
        parser.add_argument("--rounds", type=int, default=search.ROUNDS)
        parser.add_argument("--changes", type=int, default=10_000)
        parser.add_argument("--without-plain", action="store_true", help="Leave out the plain way, which takes long.")

    def handle(
        self, *args: object, rows: int, rounds: int, changes: int, without_plain: bool, **options: object
    ) -> None:
        started = time.monotonic()
        with search.loaded(rows) as folder:
            self._say(f"{rows:,} postings loaded and indexed", started)
            own, shared = memory_of_searching(connection.settings_dict["NAME"], folder)
            self._say(
                f"a process that searched: {own:,.0f} MB of its own (wanted ≤ 250), {shared:,.0f} MB shared", started
            )
            engines = search.engines(folder, rows, with_plain=not without_plain)
            self._say("engine in process and limit built", started)
            times = search.measure(engines, rounds)
            self._say("measured", started)
            self._table(times, list(engines))
            self._ratios(times)
            if not without_plain:
                self.stdout.write(
                    "\nOurs beside the plain way: equal"
                    + (" but for" if (told := search.differences(times.plain)) else "")
                )
                self.stdout.write("\n".join(told))
            self.stdout.write("\nOn disk, MB")
            for name, size in search.sizes():
                self.stdout.write(f"  {name:<40}{size / MEGABYTE:>10,.1f}")
            told_of = while_changing(search.total_of, changes, search.TODAY)
            self.stdout.write(f"\nWhile {changes:,} postings change")
            self.stdout.write(f"  p50 before {told_of['p50 before']:.2f} ms, during {told_of['p50 during']:.2f} ms")
            self._ratio("p50 during ÷ before", told_of["p50 during"] / told_of["p50 before"], "≤ 1.5")
            self._ratio("longest wait to be found, s", told_of["longest wait"], "≤ 5")
            self._say("all told", started)

    def _say(self, what: str, started: float) -> None:
        self.stdout.write(f"{time.monotonic() - started:>8,.0f} s  {what}")
        self.stdout.flush()

    def _table(self, times: search.Times, names: list[str]) -> None:
        self.stdout.write(f"\n{'milliseconds a search':<26}{'p50':>10}{'p95':>10}{'p99':>10}{'mean':>10}")
        for name in names:
            shares = "".join(f"{times.quantile(name, share):>10,.2f}" for share in (0.5, 0.95, 0.99))
            self.stdout.write(f"{name:<26}{shares}{times.mean(name):>10,.2f}")
        self.stdout.write(f"\n{'by class, mean':<26}" + "".join(f"{name[:14]:>16}" for name in names))
        for kind in dict.fromkeys(kind for kind, _ in MIX):
            numbers = [number for number, (one, _) in enumerate(MIX) if one == kind]
            means = [sum(times.of(name)[number] for number in numbers) / len(numbers) for name in names]
            self.stdout.write(f"{kind:<26}" + "".join(f"{mean:>16,.2f}" for mean in means))

    def _ratios(self, times: search.Times) -> None:
        self.stdout.write("\nRatios")
        if PLAIN in times.taken:
            self._ratio("plain way ÷ ours, mean", times.mean(PLAIN) / times.mean(OURS), "≥ 100 at 1M, ≥ 40 at 100k")
        self._ratio("ours ÷ tantivy, mean", times.mean(OURS) / times.mean(TANTIVY), "≤ 1.0")
        self._ratio("ours ÷ limit, p50", times.quantile(OURS, 0.5) / times.quantile(LIMIT, 0.5), "≤ 3")
        self._ratio("ours, p95 ÷ p50", times.quantile(OURS, 0.95) / times.quantile(OURS, 0.5), "≤ 6")
        self._ratio(
            "PostgreSQL alone ÷ limit, p50", times.quantile(TABLE, 0.5) / times.quantile(LIMIT, 0.5), "≤ 10 at 1M"
        )

    def _ratio(self, name: str, value: float, wanted: str) -> None:
        self.stdout.write(f"  {name:<34}{value:>10,.2f}   wanted {wanted}")
