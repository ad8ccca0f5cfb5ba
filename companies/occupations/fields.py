"""Job fields, the coarse grouping that a seeker reads. A title rule decides first, else the SOC code.

Employers choose SOC codes with wages in mind, so a field read off the code alone is wrong for a sixth of the titles;
the rules take the title at its word.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from companies.occupations import tables
from companies.occupations.titles import normalise

# "Account Executive, Software" and "Recruiter - Sales" are what stands before the break.
_BREAKING = re.compile(r"[,|;:(\[{\-–—@/]")
_BREAK = re.compile(r"\s*[,|;:(\[{]\s*|\s+[-–—@/]+\s+|[–—]")


@cache
def labels() -> dict[str, str]:
    """Job field → its readable name, in the order in which fields are listed."""
    return {row["field"]: row["label"] for row in tables.rows("job_fields.csv")}


def field_of_title(title: str) -> str:
    """The field that a title tells by a rule, or empty. The part before the first break is asked first."""
    whole = normalise(title)
    found = _BREAKING.search(title) and _BREAK.search(title := title.strip())
    part = normalise(title[: found.start()]) if found else whole
    return (_by_rule(part, "part") if part and part != whole else "") or _by_rule(whole)


def field_of_soc(code: str) -> str:
    """The field of a detailed SOC 2018 code; empty for no code or another edition's."""
    return _of_soc().get(code, "")


class _Rule(NamedTuple):
    field: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None


@lru_cache(maxsize=16_384)  # most titles that differ as written are one normalised
def _by_rule(title: str, scope: str = "") -> str:
    title = f" {title}"  # each word behind a blank, as the patterns want it
    for rule in _rules(scope):
        if rule.pattern.search(title) and not (rule.unless and rule.unless.search(title)):
            return rule.field
    return ""


@cache
def _of_soc() -> dict[str, str]:
    return {row["code"]: row["field"] for row in tables.rows("soc_2018_to_job_field.csv")}


@cache
def _rules(scope: str = "") -> list[_Rule]:
    """The ordered rules; with a scope, only those that the table marks with it."""
    return [
        _Rule(row["field"], _words(row["pattern"]), _words(row["unless"]) if row["unless"] else None)
        for row in tables.rows("title_field_rules.tsv")
        if scope in ("", row["scope"])
    ]


def _words(pattern: str) -> re.Pattern[str]:
    """A list of words, singular or plural, as one pattern of whole words; `+` and `#` belong to words.

    It begins with the blank before a word: what begins with one letter is searched for twice as fast.
    """
    return re.compile(rf" (?:{pattern})s?(?![\w+#])")
