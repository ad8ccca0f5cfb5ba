"""One snapshot's answer to a plan, exactly: the part of the search's answer that its postings are."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from postings.engine import bitmaps, stems, table_search
from postings.engine.bitmaps import Bits, Numbers
from postings.engine.listing import Tier
from postings.engine.plan import Plan
from postings.engine.snapshot import LISTED, STRETCH, InForce
from postings.engine.stems import Both, Either, Not, Stem, Tree, has_phrase
from postings.engine.table_search import Counted, Counts, Place
from postings.facets import MOST_OPEN_CHOICES

# Up to so many candidates all texts are read for a phrase, at some 10 µs each; of more an even sample of MOST_CHECKED.
ALL_CHECKED = 20_000
MOST_CHECKED = 3000


class FarBetweenError(Exception):
    """A phrase is in too few of the postings that have its words: PostgreSQL lists them faster."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the table's indexes said of rare stems and codes in this search, asked once for all snapshots."""

    stems: dict[tuple[str, Stem], Numbers] = field(default_factory=dict)
    codes: dict[tuple[int, ...], Numbers] = field(default_factory=dict)

    def ids_with(self, column: str, stem: Stem) -> Numbers:
        if (column, stem) not in self.stems:
            with connection.cursor() as cursor:
                self.stems[column, stem] = table_search.ids_with(cursor, column, stem.text, prefix=stem.prefix)
        return self.stems[column, stem]

    def ids_with_any(self, codes: tuple[int, ...]) -> Numbers:
        if codes not in self.codes:
            with connection.cursor() as cursor:
                self.codes[codes] = table_search.ids_with_any(cursor, list(codes))
        return self.codes[codes]


class SnapshotSearch:
    """One search of one snapshot, without the postings that changed after all of them. Its steps share bitmaps."""

    def __init__(self, plan: Plan, part: InForce, changed: Numbers, asked: Asked) -> None:
        self.plan, self.snapshot, self.asked = plan, part.snapshot, asked
        self.postings = len(part.snapshot.id)
        self._alive = (part.alive, part.snapshot.all_but(changed))
        self._days: dict[int, Bits] = {}
        self.tree = stems.tree_of(plan.words) if plan.words else None
        self.is_phrase = self.tree is not None and has_phrase(self.tree)
        self._matches = self._text("words")
        self._within = self._narrowed(self._matches)

    def count(self, later: Counted) -> Counted:
        """Total and counts, with those of what came later: of open facets those of the most frequent codes and of the
        chosen ones. Exact, but for a phrase whose words are in too many postings together.
        """
        hits, times = self._checked(self._within)
        codes = self._counts(hits, None, later.codes, times)
        chosen, about_chosen = {}, set(later.about_chosen)
        for name in (*self.plan.facets, *self.plan.since):
            own, own_times = self._checked(self._narrowed(self._matches, name))
            chosen[name] = self._counts(own, name, later.chosen.get(name, {}), own_times)
            if own_times > 1:
                about_chosen.add(name)
        total = later.total + round(bitmaps.size(hits) * times)
        return Counted(total, later.about or times > 1, codes, chosen, frozenset(about_chosen))

    def newest(self, tier: Tier, limit: int) -> list[Place]:
        """The first by the plan's order. Raises FarBetweenError."""
        within = self._within
        if tier == "title":
            within = within & self._text("title")
        elif tier == "near":
            within = within & self._tree(stems.tree_of(self.plan.some), "title")
        if self.is_phrase:
            if self.plan.sort in table_search.BY_NUMBER:
                raise FarBetweenError
            within = self._newest_checked("title" if tier == "title" else "words", within, limit)
        if self.plan.sort in table_search.BY_NUMBER:
            values = self.snapshot.pay if self.plan.sort == "pay" else self.snapshot.record
            first = self._highest(values, within, limit)
            by = values[first]
        else:
            first = np.array(bitmaps.newest(within, 0, limit), np.int64)
            by = np.zeros(len(first), np.int32)
        return list(zip(by.tolist(), self.snapshot.day[first].tolist(), self.snapshot.id[first].tolist(), strict=True))

    def _checked(self, within: Bits) -> tuple[Bits, float]:
        """Those whose text has the phrase, of all or of an even sample; and how many each of them stands for."""
        if not self.is_phrase:
            return within, 1
        members = bitmaps.ordinals(within)
        some = members if len(members) <= ALL_CHECKED else members[:: -(-len(members) // MOST_CHECKED)]
        return self._with_words("words", some), len(members) / max(1, len(some))

    def _newest_checked(self, column: str, within: Bits, limit: int) -> Bits:
        """The newest postings that have the phrase. Raises FarBetweenError."""
        members = bitmaps.ordinals(within)[::-1]
        found = np.zeros_like(within)
        first, size = 0, max(500, 2 * limit)
        while bitmaps.size(found) < limit and first < len(members):
            if first > 2 * MOST_CHECKED:
                raise FarBetweenError
            found |= self._with_words(column, members[first : first + size])
            first, size = first + size, size * 2
        return found

    def _with_words(self, column: str, ordinals: Numbers) -> Bits:
        found = table_search.those_with_words(self.plan, column, self.snapshot.id[ordinals].tolist())
        return bitmaps.of_ordinals(self.snapshot.ordinals_of(np.array(found, np.int64)), self.postings)

    def _highest(self, values: NDArray[np.int32], within: Bits, limit: int) -> Numbers:
        members = bitmaps.ordinals(within)[::-1]  # the newest first, which a stable sort keeps
        return members[np.argsort(-values[members], kind="stable")[:limit]]

    def _text(self, column: str) -> Bits:
        """Postings that have the words, of a phrase those that have all its words."""
        everything = bitmaps.everything_from(0, self.postings)
        return everything if self.tree is None else self._tree(self.tree, column) & everything

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
        if not stem.prefix and self.snapshot.has_all_rows:
            return bitmaps.any_of([], bitmaps.width(self.postings))
        found = self.asked.ids_with(column, stem)
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
        for alive in self._alive:
            if alive is not None:
                np.bitwise_and(bits, alive, out=bits)
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
        rare = tuple(code for code, row in rows.items() if row is None and code)
        if rare and not self.snapshot.has_all_rows:
            found = self.asked.ids_with_any(rare)
            held.append(bitmaps.of_ordinals(self.snapshot.ordinals_of(found), self.postings))
        return bitmaps.any_of(held, bitmaps.width(self.postings))

    def _counts(self, within: Bits, facet: str | None, later: Counts, times: float) -> Counts:
        """Counts of one facet, or of all, each posting counted so many times, with those that came later."""
        counts: Counts = {}
        if facet in (None, *LISTED) and bitmaps.size(within) <= self.snapshot.few:
            counts = self._counts_of_few(bitmaps.ordinals(within))
        else:
            for name, rows in self.snapshot.facet_rows.items():
                if facet in (None, name):
                    every = self.snapshot.has_all_rows or name not in LISTED
                    counts |= self._each(rows, within) if every else self._most_frequent(name, within, later)
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
            with_later = [n + later.get(code, 0) for code, n in counts.items()]
            least_shown = sorted(with_later, reverse=True)[: MOST_OPEN_CHOICES + 1][-1]
            rest = totals[stop] if stop < rows.stop else self.snapshot.least
            if len(counts) > MOST_OPEN_CHOICES and least_shown > rest:
                break
        else:
            return self._counts_of_few(bitmaps.ordinals(within))
        chosen = {code for clause in self.plan.facets.get(facet, ()) for code in clause.codes}
        grown = {code for code, n in later.items() if n + self._most_of(code, rows) > least_shown}
        for code in (chosen | grown) - counts.keys():
            counts[code] = bitmaps.size(self._with_any([code]) & within)
        return counts

    def _most_of(self, code: int, rows: range) -> int:
        """No more postings than this have the code; of a code that has its row elsewhere it does not matter here."""
        row = self.snapshot.code_rows.get(code)
        if row is None:
            return self.snapshot.least
        return self.snapshot.row_totals[row] if row in rows else 0

    def _counts_of_few(self, ordinals: Numbers) -> Counts:
        starts, ends = self.snapshot.code_starts[ordinals], self.snapshot.code_starts[ordinals + 1]
        sizes = ends - starts
        if not sizes.sum():
            return {}
        within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        counts = np.bincount(self.snapshot.codes[np.repeat(starts, sizes) + within])
        there = np.flatnonzero(counts)
        return dict(zip(there.tolist(), counts[there].tolist(), strict=True))
