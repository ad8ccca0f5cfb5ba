"""Layer 2: a plan answered from the mapped snapshot, exactly, with what changed since taken from PostgreSQL.

PostgreSQL still reads the words of the search, answers rare stems and phrases, and scores the best titles.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from django.db import connection
from numpy.typing import NDArray
from psycopg import sql

from postings.engine import bitmaps, listing, stems, table_search
from postings.engine.bitmaps import Bits
from postings.engine.listing import Tier
from postings.engine.plan import Plan
from postings.engine.snapshot import LISTED, Snapshot, ids_with, ids_with_any
from postings.engine.stems import Both, Either, Not, Stem, Tree, has_phrase
from postings.engine.table_search import Counted, Counts
from postings.facets import MOST_OPEN_CHOICES

# More changes than this are counted slower than a search without the snapshot.
MOST_CHANGES = 3000
# Up to so many candidates all texts are read for a phrase, at some 10 µs each; of more an even sample of MOST_CHECKED.
ALL_CHECKED = 20_000
MOST_CHECKED = 3000
# Rows of an open facet that are counted at once.
STRETCH = 16
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
        cursor.execute("SELECT generation, first FROM search_state")
        generation, first = cursor.fetchone()
        if snapshot.generation < first:
            raise StaleError  # of tables that are no more
        if generation == snapshot.generation:
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
        tree = stems.tree_of(plan.words) if plan.words else None
        self.is_phrase = tree is not None and has_phrase(tree)
        self._matches = self._text("words")
        self._within = self._narrowed(self._matches)

    def count(self) -> Counted:
        """Total and counts: of open facets those of the most frequent codes and of the chosen ones.

        Exact, but for a phrase whose words are in too many postings together.
        """
        later = None if self.delta.only is None else table_search.count(self.plan, self.delta.only)
        hits, times = self._checked(self._within)
        codes = self._counts(hits, None, later.codes if later else {}, times)
        chosen, about_chosen = {}, set()
        for name in (*self.plan.facets, *self.plan.since):
            own, own_times = self._checked(self._narrowed(self._matches, name))
            chosen[name] = self._counts(own, name, later.chosen[name] if later else {}, own_times)
            if own_times > 1:
                about_chosen.add(name)
        total = round(bitmaps.size(hits) * times) + (later.total if later else 0)
        return Counted(total, times > 1, codes, chosen, frozenset(about_chosen))

    def page(self, first: int, size: int) -> list[int]:
        return listing.page(self.plan, first, size, self._newest)

    def _newest(self, tier: Tier, limit: int) -> list[int]:
        """By the plan's order, from the snapshot and from what came after it."""
        within = self._within
        if tier == "title":
            within = within & self._text("title")
        elif tier == "near":
            within = within & self._tree(stems.tree_of(self.plan.some), "title")
        if self.is_phrase and self.plan.sort in ("pay", "record"):
            return table_search.newest(self.plan, tier, limit)
        if self.is_phrase:
            checked = self._newest_checked("title" if tier == "title" else "words", within, limit)
            if checked is None:
                return table_search.newest(self.plan, tier, limit)
            within = checked
        match self.plan.sort:
            case "pay":
                ids = self._highest(self.snapshot.pay, within, limit)
            case "record":
                ids = self._highest(self.snapshot.record, within, limit)
            case _:
                ids = self.snapshot.id[bitmaps.newest(within, 0, limit)].tolist()
        if self.delta.only is None:
            return ids
        later = table_search.newest(self.plan, tier, limit, only=self.delta.only)
        return table_search.in_order(self.plan, [*ids, *later])[:limit] if later else ids

    def _checked(self, within: Bits) -> tuple[Bits, float]:
        """Those whose text has the phrase, of all or of an even sample; and how many each of them stands for."""
        if not self.is_phrase:
            return within, 1
        members = bitmaps.ordinals(within)
        some = members if len(members) <= ALL_CHECKED else members[:: -(-len(members) // MOST_CHECKED)]
        return self._with_words("words", some), len(members) / max(1, len(some))

    def _newest_checked(self, column: str, within: Bits, limit: int) -> Bits | None:
        """The newest postings that have the phrase; None where they are too far between."""
        members = bitmaps.ordinals(within)[::-1]
        found = np.zeros_like(within)
        first, size = 0, max(500, 2 * limit)
        while bitmaps.size(found) < limit and first < len(members):
            if first > 2 * MOST_CHECKED:
                return None
            found |= self._with_words(column, members[first : first + size])
            first, size = first + size, size * 2
        return found

    def _with_words(self, column: str, ordinals: NDArray[np.int64]) -> Bits:
        found = table_search.those_with_words(self.plan, column, self.snapshot.id[ordinals].tolist())
        return bitmaps.of_ordinals(self.snapshot.ordinals_of(np.array(found, np.int64)), self.postings)

    def _highest(self, values: NDArray[np.int32], within: Bits, limit: int) -> list[int]:
        members = bitmaps.ordinals(within)[::-1]  # the newest first, which a stable sort keeps
        order = np.argsort(-values[members], kind="stable")[:limit]
        result: list[int] = self.snapshot.id[members[order]].tolist()
        return result

    def _text(self, column: str) -> Bits:
        """Postings that have the words, of a phrase those that have all its words."""
        everything = bitmaps.everything_from(0, self.postings)
        if not self.plan.words:
            return everything
        tree = stems.tree_of(self.plan.words)
        return self._tree(tree, column) & everything

    def _tree(self, tree: Tree, column: str) -> Bits:
        match tree:
            case Stem():
                return self._stem(tree, column)
            case Not(part):
                return ~self._tree(part, column)
            case Both(parts, _):
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
            held = self._with_any(clause.codes)
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

    def _with_any(self, codes: Iterable[int]) -> Bits:
        """Postings that have any of these codes. Rare ones are asked of the table's index, all at once."""
        rows = {code: self.snapshot.code_rows.get(code) for code in codes}
        held = [self.snapshot.code_bits[row] for row in rows.values() if row is not None]
        if rare := [code for code, row in rows.items() if row is None and code]:
            with connection.cursor() as cursor:
                found = ids_with_any(cursor, rare)
            held.append(bitmaps.of_ordinals(self.snapshot.ordinals_of(found), self.postings))
        return bitmaps.any_of(held, bitmaps.width(self.postings))

    def _counts(self, within: Bits, facet: str | None, later: Counts, times: float) -> Counts:
        """Counts of one facet, or of all, each posting counted so many times, with those that came later."""
        counts: Counts = {}
        if facet in (None, *LISTED) and bitmaps.size(within) <= FEW:
            counts = self._counts_of_few(bitmaps.ordinals(within))
        else:
            for name, rows in self.snapshot.facet_rows.items():
                if facet not in (None, name):
                    continue
                counts |= self._most_frequent(name, within, later) if name in LISTED else self._each(rows, within)
        if facet in (None, "posted"):
            steps = enumerate(self.plan.steps, start=1)
            counts |= {-n: bitmaps.size(within & self._since(day)) for n, day in steps}
        if times > 1:
            counts = {code: round(n * times) for code, n in counts.items()}
        return {code: counts.get(code, 0) + later.get(code, 0) for code in counts.keys() | later.keys()}

    def _each(self, rows: range, within: Bits) -> Counts:
        sizes = bitmaps.sizes(self.snapshot.code_bits[rows.start : rows.stop], within)
        return dict(zip(self.snapshot.row_codes[rows.start : rows.stop], sizes.tolist(), strict=True))

    def _most_frequent(self, facet: str, within: Bits, later: Counts) -> Counts:
        """Counts of an open facet's most frequent codes, and of those that are chosen or came later.

        No code is in more of the matches than in all postings, so the first rows tell when the rest cannot matter.
        """
        rows = self.snapshot.facet_rows.get(facet, range(0))
        totals = self.snapshot.row_totals
        counts: Counts = {}
        for start in range(rows.start, rows.stop, STRETCH):
            stop = min(start + STRETCH, rows.stop)
            counts |= self._each(range(start, stop), within)
            least_shown = sorted(counts.values(), reverse=True)[: MOST_OPEN_CHOICES + 1][-1]
            rest = totals[stop] if stop < rows.stop else self.snapshot.least
            if len(counts) > MOST_OPEN_CHOICES and least_shown > rest:
                break
        else:
            return self._counts_of_few(bitmaps.ordinals(within))
        chosen = {code for clause in self.plan.facets.get(facet, ()) for code in clause.codes}
        grown = {code for code, n in later.items() if n + rest > least_shown}
        for code in (chosen | grown) - counts.keys():
            counts[code] = bitmaps.size(self._with_any([code]) & within)
        return counts

    def _counts_of_few(self, ordinals: NDArray[np.int64]) -> Counts:
        starts, ends = self.snapshot.code_starts[ordinals], self.snapshot.code_starts[ordinals + 1]
        sizes = ends - starts
        if not sizes.sum():
            return {}
        within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        counts = np.bincount(self.snapshot.codes[np.repeat(starts, sizes) + within])
        there = np.flatnonzero(counts)
        return dict(zip(there.tolist(), counts[there].tolist(), strict=True))
