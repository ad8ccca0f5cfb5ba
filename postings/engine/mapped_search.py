"""Layer 2: a plan answered from the mapped snapshots, exactly, with what changed since taken from PostgreSQL.

PostgreSQL still reads the words of the search, answers rare stems and phrases, and scores the best titles.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db import connection
from psycopg import sql

from postings.engine import listing, table_search
from postings.engine.bitmaps import Numbers
from postings.engine.listing import Tier
from postings.engine.plan import Plan
from postings.engine.snapshot import InForce
from postings.engine.snapshot_search import Asked, FarBetweenError, SnapshotSearch
from postings.engine.table_search import Counted, Place

# More changes than this are counted slower than a search without the snapshots.
MOST_CHANGES = 3000


class StaleError(Exception):
    """Too much has changed since the snapshots."""


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since the last snapshot: these postings count there no more, these rows of the table do."""

    changed: Numbers
    only: sql.Composable | None


def since(in_force: Sequence[InForce]) -> Since:
    """Raises StaleError. Two queries, of which the second is asked only when there is a newer generation."""
    generation = in_force[-1].snapshot.generation
    with connection.cursor() as cursor:
        cursor.execute("SELECT generation, first FROM search_state")
        newest, first = cursor.fetchone()
        if in_force[0].snapshot.generation < first:
            raise StaleError  # of tables that are no more, or what left since is forgotten
        if generation == newest:
            return Since(np.empty(0, np.int64), None)
        cursor.execute(
            "(SELECT id, true FROM search_posting WHERE generation > %(since)s LIMIT %(most)s) UNION ALL "
            "(SELECT id, false FROM search_gone WHERE generation > %(since)s LIMIT %(most)s)",
            {"since": generation, "most": MOST_CHANGES + 1},
        )
        changed = cursor.fetchall()
    if len(changed) > MOST_CHANGES:
        raise StaleError
    there = any(is_there for _, is_there in changed)
    return Since(
        np.array([pk for pk, _ in changed], np.int64),
        sql.SQL("generation > {}").format(generation) if there else None,
    )


class MappedSearch:
    """One search."""

    def __init__(self, plan: Plan, in_force: Sequence[InForce]) -> None:
        self.plan = plan
        self.since = since(in_force)
        asked = Asked()
        self.parts = [SnapshotSearch(plan, part, self.since.changed, asked) for part in in_force]

    def count(self) -> Counted:
        """Total and counts, from the newest to the oldest: a part must know what the later ones add to a count."""
        only = self.since.only
        counted = Counted(0, False, {}, {}) if only is None else table_search.count(self.plan, only)
        for part in reversed(self.parts):
            counted = part.count(counted)
        return counted

    def page(self, first: int, size: int) -> list[int]:
        return listing.page(self.plan, first, size, self._newest)

    def _newest(self, tier: Tier, limit: int) -> list[Place]:
        try:
            found = [place for part in self.parts for place in part.newest(tier, limit)]
        except FarBetweenError:
            return table_search.newest(self.plan, tier, limit)
        if self.since.only is not None:
            found += table_search.newest(self.plan, tier, limit, only=self.since.only)
        return sorted(found, reverse=True)[:limit]
