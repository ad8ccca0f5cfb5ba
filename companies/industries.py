"""The maintained vocabulary of industries: which tag a source's word means, and the group a tag belongs to.

Sources name some two thousand things; a job seeker filters by some seventy. A word that is not in the table
gives no tag: it is not forced into one.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent / "data" / "industries.csv"
_SEPARATORS = re.compile(r"[\s,_/()-]+")
MOST_TAGS = 6


@dataclass(frozen=True, slots=True)
class Tag:
    """One industry as pages show it."""

    name: str
    group: str


def tags_of(words: Iterable[str], most: int = MOST_TAGS) -> list[Tag]:
    """The tags that these words of a source mean, in their order, each once, at most `most`."""
    found = (tag for word in words if (tag := tag_of(word)))
    return list(dict.fromkeys(found))[:most]


def tag_of(word: str) -> Tag | None:
    """The tag of one word, however its parts are joined: "games_video", "E-commerce", "Oil & Gas"."""
    return _meanings().get(_plain(word))


@cache
def vocabulary() -> tuple[Tag, ...]:
    """All tags, in the order of the table."""
    return tuple(dict.fromkeys(_meanings().values()))


@cache
def _meanings() -> dict[str, Tag]:
    meanings: dict[str, Tag] = {}
    with _TABLE.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            tag = Tag(row["name"], row["group"])
            for word in (row["name"], *row["words"].split("|")):
                meanings.setdefault(_plain(word), tag)
    return meanings


def _plain(word: str) -> str:
    return _SEPARATORS.sub(" ", word.lower().replace(" and ", " & ")).strip()
