"""Legal name → comparable keys. Pure: the same text always gives the same keys.

A legal name is written in many ways: `Amazon.com Services, Inc.`, `AMAZON COM SVCS INC`, `AMAZON.COM
SERVICES, INCOR`
(USCIS cuts most names at about 34 characters). Three keys, each more forgiving,
say how alike two spellings are:

- `k0`: the same letters, whatever the case and the punctuation;
- `k1`: the same words and legal form, whatever the abbreviation (SVCS, UNIV, INCORPORATED) and the small
words;
- `k2`: the same words, whatever the legal form.
"""

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from companies.name_words import (
    ABBREVIATIONS,
    LEGAL_FORMS,
    LEGAL_WORDS,
    LONG_LEGAL_WORDS,
    SMALL_WORDS,
    STATES,
)

MAX_LENGTH = 300
# Where names are cut: USCIS at 34 characters (less or more by a trimmed blank), some DOL extracts at 50.
CUT_LENGTHS = frozenset([33, 34, 35, 50])

_TRADE_NAME = re.compile(
    r"""[\s,;(]+(?: D\s?[/.\\-]\s?B\s?[/.\\-]\s?A[/.]? | DBA | D\sB\sA | A\s?/\s?K\s?/\s?A[/.]? | AKA
        | F\s?/\s?K\s?/\s?A[/.]? | FKA | N\s?/\s?K\s?/\s?A[/.]? | DOING\sBUSINESS\sAS | ALSO\sKNOWN\sAS
        | FORMERLY\sKNOWN\sAS | FORMERLY | T\s?/\s?A[/.]? )(?:[\s:,.)]+|$)""",
    re.VERBOSE,
)
# "HP ENTERPRISE SERVICES LLC A HEWLETT PACKARD COMPANY": the second part is the group's name.
_GROUP_NAME = re.compile(r"\b(?:INC|LLC|LLP|LP|CORP|CORPORATION|LTD|LIMITED|CO)\b[.,]*(\s+AN?\s+)(?=\S)")
# A cut may fall inside the marker itself: "OREGON D/", "INC D/B".
_CUT_MARKER = re.compile(r"[\s,(]+(?:D/B?/?|A/K?/?|F/K?/?|DB|FORM|FORME|FORMER|FORMERL)$")
_FORMER = re.compile(r"F\s?/\s?K|FKA|FORMER")
_APOSTROPHES = re.compile(r"['’‘`´]")
_NOT_ALPHANUMERIC = re.compile(r"[^A-Z0-9]+")
_SINGLE_LETTERS = re.compile(r"\b[A-Z](?: [A-Z]\b)+")


# D/B/A and A/K/A; F/K/A and FORMERLY; "A HEWLETT PACKARD COMPANY"; no second part.
TradeKind = Literal["trade", "former", "group", "none"]


@dataclass(frozen=True, slots=True)
class NameKeys:
    """The comparable forms of one published name."""

    k0: str  # of the main part, as the others
    k1: str
    k2: str
    first_token: str  # the first word of k2
    main_part: str
    trade_part: str  # what follows D/B/A, F/K/A, "A ... COMPANY"
    trade_k2: str
    trade_kind: TradeKind
    cut: bool  # the publisher has probably cut the main part

    @property
    def joined(self) -> str:
        """The letters of k2: CITIUS TECH is CITIUSTECH."""
        return self.k2.replace(" ", "")


def name_keys(raw: str) -> NameKeys:
    """The keys of a published name. Never fails: a name without letters has empty keys."""
    text = _plain(raw)
    main, trade, kind = split_trade_name(text)
    at_cut = len(raw.strip()) in CUT_LENGTHS
    cut = at_cut and len(main) == len(text)
    k0 = comparable(main)
    words = _spelled_out(k0, cut=cut)
    k2 = " ".join(_without_legal_form(words))
    return NameKeys(
        k0=k0,
        k1=" ".join(words),
        k2=k2,
        first_token=k2.partition(" ")[0],
        main_part=main,
        trade_part=trade,
        trade_k2=" ".join(_without_legal_form(_spelled_out(comparable(trade), cut=at_cut))) if trade else "",
        trade_kind=kind,
        cut=cut,
    )


def split_trade_name(text: str) -> tuple[str, str, TradeKind]:
    """`ACME INC D/B/A ROADRUNNER` → `ACME INC`, `ROADRUNNER`, and what the second is to the first."""
    if (match := _TRADE_NAME.search(text)) and match.start():
        trade = text[match.end() :].strip(" ()")
        return text[: match.start()].strip(), trade, "former" if _FORMER.search(match.group()) else "trade"
    if match := _GROUP_NAME.search(text):
        return text[: match.start(1)].strip(), text[match.end(1) :].strip(), "group"
    return _CUT_MARKER.sub("", text), "", "none"


def comparable(text: str) -> str:
    """Upper case words only: & is AND, `U.S.A.`, `U S A` and `USA` are one word, `Macy's` is MACYS."""
    words = _NOT_ALPHANUMERIC.sub(" ", text.replace("&", " AND ").replace("+", " AND ")).strip()
    words = words.replace(" AND AND ", " AND ")
    return _joined_letters(words)


def core(k0: str) -> str:
    """The letters of k2 without blanks: what two completions of a cut name must share."""
    return "".join(_without_legal_form(_spelled_out(k0, cut=False)))


def _spelled_out(k0: str, *, cut: bool) -> list[str]:
    """Small words off, abbreviations and legal forms in one spelling. `cut`: the last word may be a stump
    of INC.
    """
    kept = " ".join([word for word in k0.split() if word not in SMALL_WORDS]) or k0
    words = _joined_letters(kept).split()
    if k0.rpartition(" ")[0].endswith((" OF", " AT", " IN")):  # UNIVERSITY OF PA is no P.A.
        words[-1] = STATES.get(words[-1], words[-1])
    if 2 < len(words) > len(words[-1]) and words[-1] == "".join(word[0] for word in words[:-1] if not _is_legal(word)):
        words.pop()  # EASTERN WASHINGTON UNIVERSITY (EWU)
    if cut and len(words) > 2 and not _is_legal(words[-1]) and _is_legal_stump(words[-1]):
        words.pop()
    spelled = [ABBREVIATIONS.get(word, word) for word in words]
    for place in range(len(spelled) - 1, 0, -1):
        if not _is_legal(spelled[place]):
            break
        spelled[place] = LEGAL_FORMS.get(spelled[place]) or _whole_form(spelled[place])
    return spelled


def _without_legal_form(words: list[str]) -> list[str]:
    end = len(words)
    while end > 1 and _is_legal(words[end - 1]):
        end -= 1
    return words[:end]


def _joined_letters(text: str) -> str:
    return _SINGLE_LETTERS.sub(lambda letters: letters.group().replace(" ", ""), text)


def _plain(raw: str) -> str:
    text = html.unescape(raw[:MAX_LENGTH])
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return " ".join(_APOSTROPHES.sub("", text).upper().split())


@lru_cache(maxsize=16_384)  # names share their words
def _is_legal(word: str) -> bool:
    """A legal form, whole or cut after its fifth letter (INCORPORA, CORPORATI)."""
    return word in LEGAL_WORDS or (len(word) >= 5 and any(form.startswith(word) for form in LONG_LEGAL_WORDS))


@lru_cache(maxsize=16_384)  # names share their words
def _whole_form(word: str) -> str:
    """INCORPORA → INC, CORPORATI → CORP."""
    return next((LEGAL_FORMS[form] for form in LONG_LEGAL_WORDS if len(word) >= 5 and form.startswith(word)), word)


@lru_cache(maxsize=16_384)  # names share their words
def _is_legal_stump(word: str) -> bool:
    return any(form.startswith(word) for form in (*LEGAL_WORDS, *LONG_LEGAL_WORDS))
