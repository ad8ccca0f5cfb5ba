"""PostgreSQL's reading of a search text as a small tree, so that bitmaps can answer it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(r"\s*('(?:[^']|'')*'(?::\*)?|[&|!()]|<[^>]*>)")


class NotMappedError(Exception):
    """Only PostgreSQL can tell: a phrase that must not occur."""


@dataclass(frozen=True, slots=True)
class Stem:
    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    part: "Tree"


@dataclass(frozen=True, slots=True)
class Both:
    parts: tuple["Tree", ...]
    is_phrase: bool = False  # one after the other, which bitmaps cannot tell


@dataclass(frozen=True, slots=True)
class Either:
    parts: tuple["Tree", ...]


Tree = Stem | Not | Both | Either


@lru_cache(maxsize=4096)
def tree_of(query: str) -> Tree:
    """The tree of a tsquery's text form, which is not empty."""
    tokens = [found[1] for found in _TOKEN.finditer(query)]
    tree, rest = _either(tokens)
    assert not rest, query
    return tree


@lru_cache(maxsize=4096)
def some_of(query: str) -> str:
    """A text query for any of the words that must occur in this one; empty where it has no two of them."""
    stems = dict.fromkeys(_wanted(tree_of(query)))
    quoted = ("'{}'{}".format(stem.text.replace("'", "''"), ":*" if stem.prefix else "") for stem in stems)
    return " | ".join(quoted) if len(stems) > 1 else ""


def _wanted(tree: Tree) -> Iterator[Stem]:
    match tree:
        case Stem():
            yield tree
        case Both(parts, _) | Either(parts):
            for part in parts:
                yield from _wanted(part)


def has_phrase(tree: Tree) -> bool:
    """Whether a posting with the stems may still not match. Raises NotMappedError for a phrase that must not occur."""
    match tree:
        case Stem():
            return False
        case Not(part):
            if has_phrase(part):
                raise NotMappedError
            return False
        case Both(parts, is_phrase):
            inside = [has_phrase(part) for part in parts]  # all of them: any may raise
            return is_phrase or any(inside)
        case Either(parts):
            inside = [has_phrase(part) for part in parts]
            return any(inside)


def _either(tokens: list[str]) -> tuple[Tree, list[str]]:
    part, tokens = _both(tokens)
    parts = [part]
    while tokens and tokens[0] == "|":
        part, tokens = _both(tokens[1:])
        parts.append(part)
    return (parts[0] if len(parts) == 1 else Either(tuple(parts))), tokens


def _both(tokens: list[str]) -> tuple[Tree, list[str]]:
    part, tokens = _one(tokens)
    parts, is_phrase = [part], False
    while tokens and tokens[0].startswith(("&", "<")):
        is_phrase |= tokens[0] != "&"
        part, tokens = _one(tokens[1:])
        parts.append(part)
    return (parts[0] if len(parts) == 1 else Both(tuple(parts), is_phrase)), tokens


def _one(tokens: list[str]) -> tuple[Tree, list[str]]:
    head, rest = tokens[0], tokens[1:]
    if head == "!":
        part, rest = _one(rest)
        return Not(part), rest
    if head == "(":
        part, rest = _either(rest)
        return part, rest[1:]
    prefix = head.endswith(":*")
    quoted = head.removesuffix(":*")
    return Stem(quoted[1:-1].replace("''", "'"), prefix), rest
