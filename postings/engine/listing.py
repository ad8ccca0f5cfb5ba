"""The order of a list, written down, whichever layer finds the postings.

By best match: the TITLES newest postings whose title has the words, the best title first, as `postings.words.titles`
says; then the other such titles, the newest first; then, of those that have the words elsewhere, the TITLES newest
whose title has some of them, the best title first; then the rest, the newest first. By date: the newest first. By pay
or by record: the highest first, then the newest. Of one day, the later number comes first.
"""

from collections.abc import Callable
from typing import Literal

from postings.engine import table_search
from postings.engine.plan import Plan
from postings.engine.table_search import Place
from postings.words import titles

TITLES = 200

# Where the words must be: all in the title; anywhere, and some of them in the title; anywhere.
Tier = Literal["title", "near", "words"]
# (which tier, how many) → the first postings by the plan's order
Newest = Callable[[Tier, int], list[Place]]


def page(plan: Plan, first: int, size: int, newest: Newest) -> list[int]:
    """The ids of one stretch of the list."""
    need = first + size

    def ids(tier: Tier, limit: int) -> list[int]:
        return [place[-1] for place in newest(tier, limit)]

    if plan.sort != "best" or not plan.words:
        return ids("words", need)[first:]
    titled = ids("title", max(TITLES, need))
    found = _best_first(titled[:TITLES], plan) + titled[TITLES:]
    if len(found) < need and plan.some:
        near = _others(ids("near", TITLES + len(found)), found)
        found += _best_first(near[:TITLES], plan)
    if len(found) < need:
        found += _others(ids("words", need + len(found)), found)
    return found[first:need]


def _best_first(ids: list[int], plan: Plan) -> list[int]:
    return titles.best_first(table_search.titles_of(ids), plan.terms) if len(ids) > 1 else ids


def _others(ids: list[int], found: list[int]) -> list[int]:
    had = set(found)
    return [posting for posting in ids if posting not in had]
