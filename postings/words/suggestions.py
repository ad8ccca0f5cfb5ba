"""What a field suggests while its reader types: titles, skills, companies and places that begin so."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import connection

# Of each field how many of each kind, in the order of the list.
KINDS = {"q": {"title": 4, "skill": 2, "company": 3}, "place": {"place": 6}}
LEAST_LETTERS = 2
_PARAMETERS = {"title": "q", "skill": "skill", "company": "company", "place": "place"}
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Suggestion:
    kind: str
    label: str
    query: str  # the address of the search
    postings: int


def suggestions(typed: str, kinds: dict[str, int], kept: dict[str, str]) -> list[Suggestion]:
    """Entries that have all the words, the last as a beginning; of each kind the most frequent. One query.

    `kept`: what the other field says already, which their addresses carry along.
    """
    words = _WORD.findall(typed.lower())
    if not words or len("".join(words)) < LEAST_LETTERS:
        return []
    # Only letters and digits are left in the words, so the notation of a text query cannot be broken out of.
    query = " & ".join([*(f"'{word}'" for word in words[:-1]), f"'{words[-1]}':*"])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, label, value, postings FROM unnest(%s::text[], %s::int[]) "
            "WITH ORDINALITY AS asked(kind, most, place) CROSS JOIN LATERAL ("
            "SELECT label, value, postings FROM search_suggestion s WHERE s.kind = asked.kind AND words @@ %s::tsquery "
            "ORDER BY postings DESC, label LIMIT most) AS found ORDER BY place, postings DESC, label",
            [list(kinds), list(kinds.values()), query],
        )
        return [
            Suggestion(kind, label, urlencode({_PARAMETERS[kind]: value, **kept}), postings)
            for kind, label, value, postings in cursor.fetchall()
        ]
