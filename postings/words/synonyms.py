"""Words that mean the same in a search, from the maintained list synonyms.csv.

Columns: short, words, both. Who asks for `short` also finds `words`; with `both` = yes the other way round too, where
the short form is used for nothing else.
"""

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path


def other_words(name: str) -> tuple[str, ...]:
    """Other ways to write a name, without regard to case."""
    return _by_name().get(" ".join(name.lower().split()), ())


@cache
def _by_name() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    with (Path(__file__).parent / "synonyms.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["short"]].append(row["words"])
            if row["both"] == "yes":
                found[row["words"]].append(row["short"])
    return {name: tuple(words) for name, words in found.items()}
