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

from postings.words.query import read

FRESH_SECONDS = 300
OFTEN = 200
LONG = 8  # letters; from here on two slips are possible
MOST_NEW = 1000
_LEAST_LETTERS_OF_KNOWN = 6  # a shorter word that occurs is meant


@dataclass(frozen=True, slots=True)
class _Suspect:
    word: str
    least: int  # postings that a word must be in to be meant instead
    is_new: bool = False  # the vocabulary lacks it


def corrected(text: str) -> str | None:
    """The text with its slips mended; None when there are none.

    Three queries at most, and none for a text of the last minutes.
    """
    return _corrected(text, int(monotonic() // FRESH_SECONDS))


def forget() -> None:
    """For other words behind the same process: tests."""
    _corrected.cache_clear()


@lru_cache(maxsize=4096)
def _corrected(text: str, turn: int) -> str | None:
    plain = [term for term in read(text).terms if term.is_plain]
    words = list(dict.fromkeys(term.typed.lower() for term in plain))
    better = _better(_suspects(words)) if words else {}
    if not better:
        return None
    mended, at = "", 0
    for term in sorted(plain, key=lambda term: term.start):
        mended += text[at : term.start] + better.get(term.typed.lower(), term.typed)
        at = term.start + len(term.typed)
    return mended + text[at:]


def _suspects(words: list[str]) -> list[_Suspect]:
    """Those of the words that may be slips. Two queries at most."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT '', coalesce(max(postings), 0), false FROM search_word UNION ALL "
            "SELECT word, postings, is_name FROM search_word WHERE word = ANY(%s)",
            [words],
        )
        (_, most, _), *rows = cursor.fetchall()
    rare = [
        _Suspect(word, postings * OFTEN)
        for word, postings, is_name in rows
        if not is_name and len(word) >= _LEAST_LETTERS_OF_KNOWN and postings * OFTEN <= most
    ]
    known = {word for word, _, _ in rows}
    unknown = [word for word in words if word not in known]
    return [*rare, *(_Suspect(word, max(1, n * OFTEN), is_new=True) for word, n in _new(unknown))]


def _new(words: list[str]) -> list[tuple[str, int]]:
    """In how many postings words stand that the vocabulary lacks: they came since, or only long texts have them."""
    if not words:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, (SELECT count(*)::int FROM (SELECT FROM search_posting "
            "WHERE words @@ plainto_tsquery('english', word) LIMIT %s) AS here) FROM unnest(%s::text[]) AS word",
            [MOST_NEW, words],
        )
        return [(word, n) for word, n in cursor.fetchall()]


def _better(suspects: list[_Suspect]) -> dict[str, str]:
    """For each word the likeliest that was meant, where there is one."""
    if not suspects:
        return {}
    is_new = {suspect.word: suspect.is_new for suspect in suspects}
    found: dict[str, list[tuple[int, int, str]]] = {}
    with connection.cursor() as cursor:
        # PostgreSQL takes a swap for two edits, so all at two are read and counted below. Words of one stem find the
        # same, so that nothing is lost by showing the one that others write for one that nobody does.
        cursor.execute(
            "SELECT typed, word, postings FROM (SELECT * FROM unnest(%s::text[], %s::int[], %s::bool[]) "
            "AS asked(typed, least, is_new) JOIN search_word ON left(word, 1) = left(typed, 1) "
            "AND length(word) BETWEEN length(typed) - 2 AND length(typed) + 2 "
            "AND levenshtein_less_equal(word, typed, 2) <= 2 OFFSET 0) AS near WHERE postings >= least "
            "OR is_new AND plainto_tsquery('english', word) = plainto_tsquery('english', typed)",
            [list(is_new), [suspect.least for suspect in suspects], list(is_new.values())],
        )
        for typed, word, postings in cursor.fetchall():
            edits = OSA.distance(typed, word)
            if 0 < edits <= (2 if len(typed) >= LONG and is_new[typed] else 1):
                found.setdefault(typed, []).append((edits, -postings, word))
    return {typed: min(words)[-1] for typed, words in found.items()}
