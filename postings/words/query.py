"""The text of a keyword field → what must occur. Pure.

All words, in any order; "words in quotes" one after the other; -word must not occur; `or` between two sides. A skill
whose name stemming would tear ("C++", "Go") is asked of the skills that were read from the text, any other also there,
so that "k8s" finds Kubernetes; and what stands in synonyms.csv is found in its other words too.
"""

import re
from dataclasses import dataclass

from postings.analysis.skills import named_skill
from postings.words.synonyms import other_words

LONGEST_NAME = 4  # words of a skill or synonym
_TOKEN = re.compile(r'-?"[^"]*"?|\S+')
_PLAIN = re.compile(r"[a-z]{4,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Option:
    """Words in PostgreSQL's web-search syntax; or the name of a skill."""

    text: str
    is_skill: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """Any of its options must occur; none may, if `no`. `typed` stands in the text from `start`."""

    typed: str
    start: int
    options: tuple[Option, ...]
    no: bool = False

    @property
    def is_plain(self) -> bool:
        """One ordinary word that means only itself: it may be a slip of the finger."""
        return not self.no and self.options == (Option(self.typed),) and bool(_PLAIN.fullmatch(self.typed))


@dataclass(frozen=True, slots=True)
class Query:
    """Any of the alternatives; of each, every term."""

    alternatives: tuple[tuple[Term, ...], ...]

    @property
    def terms(self) -> list[Term]:
        return [term for terms in self.alternatives for term in terms]


def read(text: str) -> Query:
    """What the text asks for. Every text has a meaning; one without words has no alternative."""
    alternatives: list[tuple[Term, ...]] = []
    terms: list[Term] = []
    tokens = [(found.group(), found.start()) for found in _TOKEN.finditer(text)]
    at = 0
    while at < len(tokens):
        if tokens[at][0].lower() == "or":
            alternatives.append(tuple(terms))
            terms = []
            at += 1
            continue
        term, taken = _term(text, tokens, at)
        terms.append(term)
        at += taken
    return Query(tuple(filter(None, [*alternatives, tuple(terms)])))


def _term(text: str, tokens: list[tuple[str, int]], at: int) -> tuple[Term, int]:
    """The longest name that begins here, or one word; and how many tokens it took."""
    token, start = tokens[at]
    no = token.startswith("-") and len(token) > 1
    first = token[1:] if no else token
    if '"' in first:
        return Term(token, start, (Option(first),), no), 1
    words = [first]
    for word, _ in tokens[at + 1 : at + LONGEST_NAME]:
        if word.startswith("-") or '"' in word or word.lower() == "or":
            break
        words.append(word)
    for length in range(len(words), 0, -1):
        name = " ".join(words[:length])
        if options := _named(name):
            end = tokens[at + length - 1][1] + len(tokens[at + length - 1][0])
            return Term(text[start:end], start, options, no), length
    return Term(token, start, (Option(first),), no), 1


def _named(name: str) -> tuple[Option, ...]:
    """The ways to say what has a name; nothing for words that are only words."""
    skill = named_skill(name)
    others = tuple(Option(words) for words in other_words(name))
    if skill is None:
        return (Option(name), *others) if others else ()
    asked = Option(skill.name, is_skill=True)
    return (asked, *others) if skill.torn else (Option(name), asked, *others)
