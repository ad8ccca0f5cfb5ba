"""Postings like one: of other employers, in the same job field, those of the same state first."""

from django.db.models.expressions import RawSQL

from postings.engine.dictionary import numbers_of
from postings.models import Posting

MOST = 5
# The state is looked for among so many of the field's newest, so that a field of a hundred thousand costs no more.
NEWEST = 200

_SIMILAR = """
WITH newest AS (
    SELECT id, day, codes FROM search_posting
    WHERE codes @> %s::int[] AND id <> %s AND (company = 0 OR company <> %s)
    ORDER BY day DESC, id DESC LIMIT %s
)
SELECT id FROM newest ORDER BY codes @> %s::int[] DESC, day DESC, id DESC LIMIT %s
"""


def similar_to(posting: Posting) -> list[Posting]:
    """At most MOST live postings, chosen by the search table. One query, beside the numbers of the codes."""
    field = ("field", posting.job_field)
    state = [("state", posting.state.lower())] if posting.state else []
    numbers = numbers_of([field, *state])
    if field not in numbers:
        return []
    near = [numbers.get(code, 0) for code in state] or [0]
    asked = ([numbers[field]], posting.pk, posting.company_id or 0, NEWEST, near, MOST)
    rows = Posting.objects.live().for_cards().filter(pk__in=RawSQL(_SIMILAR, asked))  # noqa: S611 - ours
    return sorted(rows, key=lambda other: (_is_near(other, posting), *_age(other)), reverse=True)


def _is_near(other: Posting, posting: Posting) -> bool:
    states = {other.state, *(place.get("state") for place in other.places)}
    return bool(posting.state) and posting.state in states


def _age(other: Posting) -> tuple[object, int]:
    return other.date_posted or other.first_seen_at.date(), other.pk
