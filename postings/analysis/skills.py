"""Skills named in a posting, from the maintained vocabulary data/skills.csv.

Columns of the file: id (stable), name (shown), aliases (parted by |), rule. Without a rule capitals do not matter.
`case`: the name counts only as written ("Rust", not "rust"); its aliases need no capitals. `context`: an everyday
word or a letter ("Go", "R", "C"), so it counts only as written and beside another skill or a word such as
"programming" in its sentence.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .items import is_notice
from .result import Evidence, Skill
from .text import Document, spans

MOST = 40
_OF_THE_JOB = frozenset(("role", "responsibilities", "required", "preferred"))
LONGEST = 4  # words of a name
_TOKEN = re.compile(r"\.?[^\W_][\w+#]*(?:[.&/'’-][^\W_][\w+#]*)*[+#]*(?:\(k\))?")
_TORN = re.compile(r"[+#]$|^\.")
_CONTEXT = re.compile(
    r"\b(?:programming|languages?|coding|scripting|developers?|proficien\w+|frameworks?|software|tools?|stack|"
    r"code|experience (?:with|in|using)|knowledge of|familiar\w* with|expertise in|written in|fluen\w+)\b",
    re.IGNORECASE,
)


_NUMBERED = re.compile(
    r"(?:series|section|class|level|vitamin|grade|type|round|suite|plan|tier|part|appendix|schedule|\d)\W+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    name: str
    rule: str  # of this spelling
    exact: str  # the spelling that counts, where capitals matter


def skills(
    document: Document, given: Iterable[str] = (), kinds: tuple[tuple[int, str], ...] = (), own: str = ""
) -> tuple[Skill, ...]:
    """Skills of the source's own list first, then those of the text in order; each once.

    kinds: (start, kind) of the posting's parts; what the employer says of itself and of its benefits asks for no skill,
    nor do the words before the first part that speaks of the job, nor legal notices. own: the employer's name, which is
    no skill even where it is one elsewhere.
    """
    found: dict[str, Skill] = {}
    for word in given:
        entry = _vocabulary().get(" ".join(word.lower().split()))
        if entry is not None:
            found.setdefault(entry.id, Skill(entry.id, entry.name, Evidence(word, -1, "field")))
    at, kind = 0, ""
    waiting = any(kind in _OF_THE_JOB for _, kind in kinds)
    for block in document.blocks:
        while at < len(kinds) and kinds[at][0] <= block.start:
            kind = kinds[at][1]
            at += 1
        waiting = waiting and kind not in _OF_THE_JOB
        if waiting or kind in ("company", "benefits") or is_notice(block.text):
            continue
        for skill in _in_block(block.text, block.start):
            if skill.name.casefold() != own.casefold():
                found.setdefault(skill.id, skill)
        if len(found) >= MOST:
            break
    return tuple(found.values())[:MOST]


@dataclass(frozen=True, slots=True)
class NamedSkill:
    """What a reader who types its name asks for."""

    name: str
    torn: bool  # the words of a text cannot tell it: "C++" is read as c, "Go" as the verb


def named_skill(name: str) -> NamedSkill | None:
    """The skill that this is a name of, without regard to capitals."""
    key = _key(name)
    entry = _vocabulary().get(key)
    if entry is None:
        return None
    return NamedSkill(entry.name, bool(_TORN.search(key)) or (entry.rule == "context" and len(key) <= 2))


def skills_of_title(title: str) -> list[str]:
    """Names of the skills that a title names."""
    return list(dict.fromkeys(skill.name for skill in _in_block(title, 0)))


def _in_block(text: str, start: int) -> list[Skill]:
    vocabulary, first_words = _vocabulary(), _first_words()
    tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    lowered = [token[0].lower() for token in tokens]
    sure: list[tuple[int, Skill]] = []
    unsure: list[tuple[int, Skill]] = []
    taken = 0
    for at, word in enumerate(lowered):
        if at < taken:
            continue
        for length in range(min(first_words.get(word, 0), len(tokens) - at), 0, -1):
            entry = vocabulary.get(" ".join(lowered[at : at + length]) if length > 1 else word)
            begin, end = tokens[at][1], tokens[at + length - 1][2]
            if entry is not None and (not entry.rule or text[begin:end] == entry.exact):
                _note(entry, text, begin, end, start, sure, unsure)
                taken = at + length
                break
        else:
            if "/" in word:  # "HTML/CSS", "C/C++"
                for part in re.finditer(r"[^/]+", tokens[at][0]):
                    entry = vocabulary.get(part.group().lower())
                    if entry is not None and (not entry.rule or part.group() == entry.exact):
                        begin = tokens[at][1] + part.start()
                        _note(entry, text, begin, begin + len(part.group()), start, sure, unsure)
    for begin, skill in unsure:
        sentence = next(((first, last) for first, last in spans(text) if first <= begin < last), (0, len(text)))
        beside = any(sentence[0] <= place < sentence[1] for place, _ in sure) or len(unsure) > 1
        if beside or _CONTEXT.search(text, *sentence):
            sure.append((begin, skill))
    return [skill for _, skill in sorted(sure, key=lambda pair: pair[0])]


def _note(
    entry: _Entry, text: str, begin: int, end: int, start: int,
    sure: list[tuple[int, Skill]], unsure: list[tuple[int, Skill]],
) -> None:  # fmt: skip
    skill = Skill(entry.id, entry.name, Evidence(text[begin:end], start + begin))
    if entry.rule != "context":
        sure.append((begin, skill))
    elif not _NUMBERED.search(text, max(0, begin - 12), begin):
        unsure.append((begin, skill))


@cache
def _vocabulary() -> dict[str, _Entry]:
    entries: dict[str, _Entry] = {}
    with (Path(__file__).parent / "data" / "skills.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name, rule = row["name"], row["rule"]
            for alias in filter(None, row["aliases"].split("|")):
                # An alias that is one everyday word shares the rule of its name.
                plain = (len(alias) > 3 and rule != "context") or " " in alias or not alias.isalpha()
                shape = alias.upper() if len(alias) <= 4 else alias.capitalize()
                entries.setdefault(_key(alias), _Entry(row["id"], name, "" if plain or not rule else rule, shape))
            entries[_key(name)] = _Entry(row["id"], name, rule, name)
    return entries


@cache
def _first_words() -> dict[str, int]:
    """First word of a name → the most words that a name beginning so has."""
    longest: dict[str, int] = {}
    for key in _vocabulary():
        words = key.split(" ")
        longest[words[0]] = min(LONGEST, max(longest.get(words[0], 0), len(words)))
    return longest


def _key(name: str) -> str:
    """The name as its tokens are read from a text."""
    return " ".join(match.group().lower() for match in _TOKEN.finditer(name))
