"""Layer 2: a plan answered from the mapped snapshot, exactly, with what changed since taken from PostgreSQL.

PostgreSQL still reads the words of the search, answers rare stems and phrases, and scores the best titles.
"""

from dataclasses import dataclass

import numpy as np
from django.db import connection
from numpy.typing import NDArray
from psycopg import sql

from postings.engine import bitmaps, listing, stems, table_search
from postings.engine.bitmaps import Bits
from postings.engine.plan import Clause, Plan
from postings.engine.snapshot import Snapshot, ids_with
from postings.engine.stems import Both, Either, Not, Stem, Tree
from postings.engine.table_search import Counted, Counts

# More changes than this are counted slower than a search without the snapshot.
MOST_CHANGES = 20_000
# Up to so many matches their codes are looked at one by one; above, one bitmap a value.
FEW = 20_000


class StaleError(Exception):
    """Too much has changed since the snapshot."""


@dataclass(frozen=True, slots=True)
class Delta:
    """What changed since the snapshot: these ordinals count no more, these rows of the table count beside it."""

    dead: NDArray[np.int64]
    only: sql.Composable | None


def delta_of(snapshot: Snapshot) -> Delta:
    """Raises StaleError. Two queries, of which the second is asked only when there is a newer generation."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT generation FROM search_state")
        if cursor.fetchone()[0] == snapshot.generation:
            return Delta(np.empty(0, np.int64), None)
        cursor.execute(
            "(SELECT id, true FROM search_posting WHERE generation > %(since)s LIMIT %(most)s) UNION ALL "
            "(SELECT id, false FROM search_gone WHERE generation > %(since)s LIMIT %(most)s)",
            {"since": snapshot.generation, "most": MOST_CHANGES + 1},
        )
        changed = cursor.fetchall()
    if len(changed) > MOST_CHANGES:
        raise StaleError
    dead = snapshot.ordinals_of(np.array([pk for pk, _ in changed], np.int64))
    there = any(is_there for _, is_there in changed)
    only = sql.SQL("generation > {}").format(snapshot.generation) if there else None
    return Delta(dead, only)


class MappedSearch:
    """One search. Its parts share the bitmaps that they have in common."""

    def __init__(self, plan: Plan, snapshot: Snapshot) -> None:
        self.plan, self.snapshot = plan, snapshot
        self.postings = len(snapshot.id)
        self.delta = delta_of(snapshot)
        self._days: dict[int, Bits] = {}
        self._matches = self._text("words")
        self._within = self._narrowed(self._matches)

    def count(self, open_codes: list[int]) -> Counted:
        """Total and counts, exact. Open codes that are too rare for a bitmap count in small results only."""
        total, codes = self._counts(self._within)
        names = [*self.plan.facets, *self.plan.since]
        chosen = {name: self._counts(self._narrowed(self._matches, name))[1] for name in names}
        counted = Counted(total, about=False, codes=codes, chosen=chosen)
        if self.delta.only is None:
            return counted
        return _sum(counted, table_search.count(self.plan, open_codes, self.delta.only))

    def page(self, first: int, size: int) -> list[int]:
        return listing.page(self.plan, first, size, self._newest)

    def _newest(self, column: str, limit: int) -> list[int]:
        """By the plan's order, from the snapshot and from what came after it."""
        within = self._within if column == "words" else self._within & self._text("title")
        match self.plan.sort:
            case "pay":
                ids = self._highest(self.snapshot.pay, within, limit)
            case "record":
                ids = self._highest(self.snapshot.record, within, limit)
            case _:
                ids = self.snapshot.id[bitmaps.newest(within, 0, limit)].tolist()
        if self.delta.only is None:
            return ids
        later = table_search.newest(self.plan, column, limit, only=self.delta.only)
        return table_search.in_order(self.plan, [*ids, *later])[:limit] if later else ids

    def _highest(self, values: NDArray[np.int32], within: Bits, limit: int) -> list[int]:
        members = bitmaps.ordinals(within)[::-1]  # the newest first, which a stable sort keeps
        order = np.argsort(-values[members], kind="stable")[:limit]
        result: list[int] = self.snapshot.id[members[order]].tolist()
        return result

    def _text(self, column: str) -> Bits:
        """Postings that have the words. Raises NotMappedError for phrases."""
        everything = bitmaps.everything_from(0, self.postings)
        if not self.plan.words:
            return everything
        tree = stems.tree_of(self.plan.words)
        return self._tree(tree, column) & everything if tree else np.zeros_like(everything)

    def _tree(self, tree: Tree, column: str) -> Bits:
        match tree:
            case Stem():
                return self._stem(tree, column)
            case Not(part):
                return ~self._tree(part, column)
            case Both(parts):
                first, *others = (self._tree(part, column) for part in parts)
                for other in others:
                    first = first & other
                return first
            case Either(parts):
                return bitmaps.any_of([self._tree(part, column) for part in parts], bitmaps.width(self.postings))

    def _stem(self, stem: Stem, column: str) -> Bits:
        rows = self.snapshot.words_rows if column == "words" else self.snapshot.title_rows
        if not stem.prefix and stem.text in rows:
            matrix = self.snapshot.words_bits if column == "words" else self.snapshot.title_bits
            mapped: Bits = matrix[rows[stem.text]]
            return mapped
        with connection.cursor() as cursor:
            found = ids_with(cursor, column, stem.text, prefix=stem.prefix)
        return bitmaps.of_ordinals(self.snapshot.ordinals_of(found), self.postings)

    def _narrowed(self, matches: Bits, without: str = "") -> Bits:
        """The matches that hold everything else of the plan, but the choices of one facet."""
        bits = matches.copy()
        for clause in self.plan.clauses(without):
            held = self._clause(clause)
            np.bitwise_and(bits, ~held if clause.no else held, out=bits)
        if (day := self.plan.first_day(without)) is not None:
            np.bitwise_and(bits, self._since(day), out=bits)
        if self.plan.pay is not None:
            bits &= bitmaps.of_flags(self.snapshot.pay >= self.plan.pay)
        if self.plan.years is not None:
            years = self.snapshot.years
            bits &= bitmaps.of_flags((years >= 0) & (years <= self.plan.years))
        if self.plan.company is not None:
            bits &= bitmaps.of_flags(self.snapshot.company == self.plan.company)
        if len(dead := self.delta.dead):
            bits &= ~bitmaps.of_ordinals(dead, self.postings)
        return bits

    def _since(self, day: int) -> Bits:
        if day not in self._days:
            first = int(np.searchsorted(self.snapshot.day, day))
            self._days[day] = bitmaps.everything_from(first, self.postings)
        return self._days[day]

    def _clause(self, clause: Clause) -> Bits:
        return bitmaps.any_of([self._code(code) for code in clause.codes], bitmaps.width(self.postings))

    def _code(self, code: int) -> Bits:
        row = self.snapshot.code_rows.get(code)
        if row is not None:
            mapped: Bits = self.snapshot.code_bits[row]
            return mapped
        members = np.flatnonzero(self.snapshot.codes == code)
        ordinals = np.searchsorted(self.snapshot.code_starts, members, side="right") - 1
        return bitmaps.of_ordinals(ordinals, self.postings)

    def _counts(self, within: Bits) -> tuple[int, Counts]:
        total = bitmaps.size(within)
        steps = {-n: bitmaps.size(within & self._since(day)) for n, day in enumerate(self.plan.steps, start=1)}
        if total <= FEW:
            return total, self._counts_of_few(bitmaps.ordinals(within)) | steps
        numbers = bitmaps.sizes(self.snapshot.code_bits, within)
        return total, {code: int(numbers[row]) for code, row in self.snapshot.code_rows.items()} | steps

    def _counts_of_few(self, ordinals: NDArray[np.int64]) -> Counts:
        starts, ends = self.snapshot.code_starts[ordinals], self.snapshot.code_starts[ordinals + 1]
        sizes = ends - starts
        if not sizes.sum():
            return {}
        within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        counts = np.bincount(self.snapshot.codes[np.repeat(starts, sizes) + within])
        return {int(code): int(counts[code]) for code in np.flatnonzero(counts)}


def _sum(one: Counted, other: Counted) -> Counted:
    return Counted(
        one.total + other.total,
        one.about or other.about,
        _added(one.codes, other.codes),
        {name: _added(counts, other.chosen.get(name, {})) for name, counts in one.chosen.items()},
    )


def _added(one: Counts, other: Counts) -> Counts:
    return {code: one.get(code, 0) + other.get(code, 0) for code in one.keys() | other.keys()}
