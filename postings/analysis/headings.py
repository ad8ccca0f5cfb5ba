"""The words over a list → what the list is: responsibilities, required, preferred, benefits, or something else.

Rules are tried in order and the first that matches decides, so "Preferred qualifications" is preferred before it is
required. The wordings of the rules stand in data/headings.csv, in the same order.
"""

import csv
import re
from functools import lru_cache
from pathlib import Path

RESPONSIBILITIES = "responsibilities"
REQUIRED = "required"
PREFERRED = "preferred"
BENEFITS = "benefits"
ROLE = "role"  # prose about the role; a list below it is judged by its items
COMPANY = "company"  # prose about the employer
OTHER = "other"  # hiring steps, values, tech stacks, notices: belongs nowhere
LIST_KINDS = (RESPONSIBILITIES, REQUIRED, PREFERRED, BENEFITS)
MAX_HEADING = 140

_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "“": '"', "”": '"', "\xa0": " "} | dict.fromkeys("‐‑‒–—", "-")
)
_EDGE = re.compile(r"^[^\w¿¡]+|[^\w?!:)]+$")
_DOUBLED = re.compile(r"'{2,}")


def normalise(text: str) -> str:
    """Lower case, plain quotes and hyphens, no emoji or marks around, no closing colon."""
    text = _DOUBLED.sub("'", text.translate(_QUOTES)).lower()
    return _EDGE.sub("", _EDGE.sub("", text).rstrip(": ")).strip()


@lru_cache(maxsize=8192)
def classify(text: str) -> tuple[str, bool]:
    """(kind, sure) of the list below this heading; the kind is empty when the words do not say.

    A kind that is not sure comes from one common word ("experience", "team") and yields to what the items say.
    """
    if len(text) > MAX_HEADING:
        return "", False
    words = normalise(text)
    for kind, sure, pattern in _RULES:
        if pattern.search(words):
            return kind, sure
    return "", False


def _load() -> tuple[tuple[str, bool, re.Pattern[str]], ...]:
    """Neighbouring lines of the same kind and sureness become one expression: a heading is matched a few times only."""
    rules: list[tuple[str, bool, list[str]]] = []
    with (Path(__file__).parent / "data" / "headings.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kind, sure = row["kind"], row["sure"] == "yes"
            if not rules or rules[-1][:2] != (kind, sure):
                rules.append((kind, sure, []))
            rules[-1][2].append(row["pattern"])
    return tuple((kind, sure, re.compile("|".join(patterns))) for kind, sure, patterns in rules)


_RULES = _load()
