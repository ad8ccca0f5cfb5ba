"""Which titles suit a search best. Pure.

A title is worth the share of the search's terms that stand in it, a rare term more than one that most of these titles
have, times how much of the title they are: for "embedded engineer" an Embedded Systems Engineer comes before a Software
Engineer, and for "accountant" an Accountant before an Account Executive, though both are one stem to PostgreSQL.
"""

import math
import re
from collections.abc import Sequence

from postings.words.query import Query

_WORD = re.compile(r"[^\W_][\w+#]*|\.\w+")
ALIKE = 5  # letters that words of one stem have in common, at least
ALIKE_COUNTS = 0.5

Words = tuple[str, ...]


def terms_of(query: Query) -> tuple[tuple[Words, ...], ...]:
    """Of each term that must occur the ways to say it, as words."""
    return tuple(
        tuple(dict.fromkeys(words for option in term.options if (words := _words(option.text))))
        for term in query.terms
        if not term.no
    )


def best_first(titles: Sequence[tuple[int, str]], terms: Sequence[Sequence[Words]]) -> list[int]:
    """Numbers of the titles, the most suitable first; equal ones stay in the order they came in."""
    all_words = [_words(title) for _, title in titles]
    said = [[_how_well(words, ways) for ways in terms] for words in all_words]
    rarity = [
        math.log(1 + len(titles) / (1 + sum(row[at] > 0 for row in said))) for at in range(len(terms))
    ]  # as the inverse document frequency of BM25
    most = math.fsum(rarity) or 1.0

    def worth(at: int) -> float:
        found = math.fsum(weight * share for weight, share in zip(rarity, said[at], strict=True)) / most
        covered = min(1.0, sum(share > 0 for share in said[at]) / max(1, len(all_words[at])))
        return -found * (1 + covered)

    return [titles[at][0] for at in sorted(range(len(titles)), key=worth)]


def _how_well(title: Words, ways: Sequence[Words]) -> float:
    """1 where the title has all words of one of the ways to say a term, less where only their beginnings are alike."""
    return max((min(_has(title, word) for word in way) for way in ways), default=0.0)


def _has(title: Words, word: str) -> float:
    if word in title:
        return 1.0
    alike = len(word) >= ALIKE and any(one.startswith(word[:ALIKE]) for one in title)
    return ALIKE_COUNTS if alike else 0.0


def _words(text: str) -> Words:
    return tuple(_WORD.findall(text.lower()))
