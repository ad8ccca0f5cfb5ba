"""Slips of the finger in a keyword field.

A word is taken for a slip when a word at one edit's distance (two in long words; a swap of neighbours is one edit) with
the same first letter is OFTEN times as frequent: real texts hold "sofware", too, so that a word occurs is no proof that
it is meant.
"""

from dataclasses import dataclass
from functools import lru_cache
from time import monotonic

from django.db import connection
from rapidfuzz.distance import OSA

from postings.words.query import Term, read

FRESH_SECONDS = 300
OFTEN = 200
LONG = 8  # letters; from here on two slips are possible
_LEAST_LETTERS_OF_KNOWN = 6  # a shorter word that occurs is meant


@dataclass(frozen=True, slots=True)
class _Known:
    postings: int
    is_name: bool


def corrected(text: str) -> str | None:
    """The text with its slips mended; None when there are none.

    Two queries at most, and none for a text of the last minutes.
    """
    return _corrected(text, int(monotonic() // FRESH_SECONDS))


def forget() -> None:
    """For other words behind the same process: tests."""
    _corrected.cache_clear()


@lru_cache(maxsize=4096)
def _corrected(text: str, turn: int) -> str | None:
    plain = [term for term in read(text).terms if term.is_plain]
    if not plain:
        return None
    known, most = _known([term.typed.lower() for term in plain])
    slips = [term for term in plain if _may_be_a_slip(term, known.get(term.typed.lower()), most)]
    better = _better({term.typed.lower(): known.get(term.typed.lower()) for term in slips}) if slips else {}
    if not better:
        return None
    mended, at = "", 0
    for term in sorted(slips, key=lambda term: term.start):
        mended += text[at : term.start] + better.get(term.typed.lower(), term.typed)
        at = term.start + len(term.typed)
    return mended + text[at:]


def _may_be_a_slip(term: Term, known: _Known | None, most: int) -> bool:
    if known is None:
        return True
    return not known.is_name and len(term.typed) >= _LEAST_LETTERS_OF_KNOWN and known.postings * OFTEN <= most


def _known(words: list[str]) -> tuple[dict[str, _Known], int]:
    """What the vocabulary has of the words, and in how many postings its most frequent word stands."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT '', coalesce(max(postings), 0), false FROM search_word UNION ALL "
            "SELECT word, postings, is_name FROM search_word WHERE word = ANY(%s)",
            [words],
        )
        (_, most, _), *rows = cursor.fetchall()
    return {word: _Known(postings, is_name) for word, postings, is_name in rows}, most


def _better(slips: dict[str, _Known | None]) -> dict[str, str]:
    """For each word the likeliest that was meant, where there is one."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    with connection.cursor() as cursor:
        # PostgreSQL takes a swap for two edits, so all at two are read and counted below.
        cursor.execute(
            "SELECT typed, word, postings FROM unnest(%s::text[], %s::int[]) AS asked(typed, least) JOIN search_word "
            "ON left(word, 1) = left(typed, 1) AND length(word) BETWEEN length(typed) - 2 AND length(typed) + 2 "
            "AND postings >= least AND levenshtein_less_equal(word, typed, 2) <= 2",
            [list(slips), [known.postings * OFTEN if known else 1 for known in slips.values()]],
        )
        for typed, word, postings in cursor.fetchall():
            edits = OSA.distance(typed, word)
            allowed = 2 if len(typed) >= LONG and slips[typed] is None else 1
            if 0 < edits <= allowed:
                found.setdefault(typed, []).append((edits, -postings, word))
    return {typed: min(words)[-1] for typed, words in found.items()}
