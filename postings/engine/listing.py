"""The order of a list, written down, whichever layer finds the postings.

By best match: the TITLES newest postings whose title has the words, the best title first; then the other such titles,
the newest first; then those that have the words elsewhere, the newest first. By date: the newest first. By pay or by
record: the highest first, then the newest. Of one day, the later number comes first.
"""

from collections.abc import Callable

from postings.engine import table_search
from postings.engine.plan import Plan

TITLES = 200

# (where the words must be: "title" or "words", how many) → ids by the plan's order
Newest = Callable[[str, int], list[int]]


def page(plan: Plan, first: int, size: int, newest: Newest) -> list[int]:
    """The ids of one stretch of the list."""
    need = first + size
    if plan.sort != "best" or not plan.words:
        return newest("words", need)[first:]
    titled = newest("title", max(TITLES, need))
    found = table_search.best_titles(plan, titled[:TITLES]) + titled[TITLES:]
    if len(found) < need:
        had = set(found)
        found += [posting for posting in newest("words", need + len(found)) if posting not in had]
    return found[first:need]
