"""How many years of experience a posting asks for."""

import re
from collections.abc import Iterator

from .result import Evidence, Years
from .text import Document, spans

_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "fifteen": 15,
}
_NUMBER = r"(?:\d{1,2}(?:\.\d)?|" + "|".join(_WORDS) + r")"
_YEARS = re.compile(
    rf"(?<![\d$€£.,])\b(?P<low>{_NUMBER})\s*(?:\(\d+\+?\))?\s*(?:\+|plus|or more)?\s*(?:(?:-|–|—|‑|to|or|"
    rf"/)\s*(?P<high>{_NUMBER})\s*\+?)?\s*(?:\+|plus)?\s*(?:or more |full |solid |plus )?"
    r"(?:years?|yrs?|jahre|ans|años|anos)\b['’]?s?['’]?",
    re.IGNORECASE,
)
_DIGIT_OR_WORD = re.compile(r"\d|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen")
_EXPERIENCE = re.compile(
    r"experience|experienced|\bin (?:an? |the )?\w+|working|work\b|\bof\b|as an?\b|background|building|"
    r"managing|leading|selling|developing|designing|writing|expérience|erfahrung|berufserfahrung|experiencia|"
    r"professional|industry|track record|minimum|at least|expertise|required",
    re.IGNORECASE,
)
_NOT_ASKED = re.compile(
    r"\bage\b|\b(?:our|over|past|last|next|first|previous|within|every|for (?:over|more than|nearly|almost)|"
    r"we(?:'|’)?ve|we have|founded|celebrat\w+|history|warranty|sabbatical|after|anniversar\w+|vest\w*|"
    r"company|combined|collective|tenure|in the last|driving|some are|been with us for)\W+(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"^\W*(?:old|or older|and older|of age|ago|in a row|in business|vesting|contract|anniversary|degree|"
    r"sabbatical|plan|program|term|warranty|university|college)\b",
    re.IGNORECASE,
)
_SOFT = re.compile(r"prefer|nice to have|a plus|bonus|ideal|desir", re.IGNORECASE)
_NONE_ASKED = re.compile(
    r"\bno (?:prior |previous |professional |work )?experience (?:is )?(?:required|necessary|needed)", re.IGNORECASE
)


def years(document: Document, kinds: tuple[tuple[int, str], ...] = ()) -> Years | None:
    """The general demand: the first in the requirements, else the first of the text."""
    found = list(_mentions(document, kinds))
    if not found:
        return None
    return min(found, key=lambda pair: pair[0])[1]


def _mentions(document: Document, kinds: tuple[tuple[int, str], ...]) -> Iterator[tuple[int, Years]]:
    at, kind = 0, ""
    for block in document.blocks:
        while at < len(kinds) and kinds[at][0] <= block.start:
            kind = kinds[at][1]
            at += 1
        if kind == "benefits":
            continue
        lowered = block.text.lower()
        if "experience" not in lowered and not _DIGIT_OR_WORD.search(lowered):
            continue
        if (
            "year" not in lowered
            and "yrs" not in lowered
            and "yr" not in lowered
            and "jahre" not in lowered
            and "ans" not in lowered
            and "experience" not in lowered
            and "años" not in lowered
        ):
            continue
        for begin, end in spans(block.text):
            sentence = block.text[begin:end]
            evidence = Evidence(sentence, block.start + begin)
            for match in _YEARS.finditer(sentence):
                read = _read(match, sentence, evidence)
                if read is not None:
                    rank = (0 if kind == "required" else 2 if kind == "preferred" else 1) * 2 + bool(
                        _SOFT.search(sentence)
                    )
                    yield rank * 100_000 + min(block.start, 99_999), read
            if _NONE_ASKED.search(sentence):
                yield 150_000, Years(0, None, evidence)


def _read(match: re.Match[str], sentence: str, evidence: Evidence) -> Years | None:
    before, after = sentence[max(0, match.start() - 60) : match.start()], sentence[match.end() : match.end() + 90]
    if _NOT_ASKED.search(before) or _NOT_AFTER.match(after):
        return None
    if not (_EXPERIENCE.search(after) or _EXPERIENCE.search(before) or len(sentence) < 40):
        return None
    low = _number(match["low"])
    high = _number(match["high"]) if match["high"] else None
    if low is None or low > 25 or (high is not None and (high < low or high > 40)):
        return None
    return Years(low, high, evidence)


def _number(word: str) -> int | None:
    lowered = word.lower()
    return _WORDS[lowered] if lowered in _WORDS else int(float(lowered))
