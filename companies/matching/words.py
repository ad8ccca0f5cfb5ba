"""How words of legal names are compared where a shared tax number stands behind the comparison."""

from functools import lru_cache

from companies.matching.common_words import COMMON
from companies.name_words import LEGAL_WORDS, SMALL_WORDS, STATES

_LOOSE = {
    "ADMINISTRATIVE": "ADMINISTRATION", "ANALYTIC": "ANALYTICS", "ASSOC": "ASSOCIATE", "BUS": "BUSINESS",
    "COMM": "COMMUNITY", "COMMUN": "COMMUNICATION", "CONSULTANT": "CONSULTING",
    "CONSULTANCY": "CONSULTING", "CORPORATE": "CORP", "DEV": "DEVELOPMENT", "ENG": "ENGINEERING",
    "FIN": "FINANCIAL", "HC": "HEALTHCARE", "IND": "INDUSTRY", "INDUSTRIES": "INDUSTRY",
    "INFO": "INFORMATION", "INFRA": "INFRASTRUCTURE", "INS": "INSURANCE", "INST": "INSTITUTE",
    "INVEST": "INVESTMENT", "LAB": "LABORATORY", "LABORATORIES": "LABORATORY", "MED": "MEDICAL",
    "MEDL": "MEDICAL", "PHARM": "PHARMACEUTICAL", "PROD": "PRODUCT", "REG": "REGIONAL", "RES": "RESEARCH",
    "SEC": "SECURITY", "SECURITIES": "SECURITY", "SFTWR": "SOFTWARE", "SOL": "SOLUTION", "SYS": "SYSTEM",
    "TECH": "TECHNOLOGY", "TECHNOLOGIES": "TECHNOLOGY", "TRANS": "TRANSACTION", "UNITEDSTATES": "USA",
    "US": "USA",
}  # fmt: skip
_SILENT = SMALL_WORDS | frozenset(["FOR", "IN"])
_COUNTRY = frozenset(["USA", "AMERICA", "AMERICAS"])


@lru_cache(maxsize=65_536)
def loose_word(word: str) -> str:
    """SERVICES, SERVICE → SERVICE; TECHS, TECH, TECHNOLOGIES → TECHNOLOGY."""
    word = _LOOSE.get(word, word)
    if len(word) > 4 and word.endswith("S") and not word.endswith("SS"):
        word = word[:-1]
    return _LOOSE.get(word, word)


def loose_words(k2: str, *, cut: bool = False) -> tuple[str, ...]:
    """Words in singular, small words and the trailing country off, a trailing state spelled out."""
    words = [loose_word(word) for word in k2.split() if word not in _SILENT]
    while len(words) > 1 and (words[-1] in _COUNTRY or words[-1] in LEGAL_WORDS):
        words.pop()
    if len(words) > 1 and not cut and words[-1] in STATES:
        words[-1] = STATES[words[-1]]
    return tuple(words)


def without_country(k2: str) -> str:
    """A trailing US, USA or AMERICA off, unless it is all that follows one everyday word: BANK OF AMERICA."""
    words = k2.split()
    while len(words) > 1 and words[-1] in _COUNTRY | {"US"} and not is_common(words[-2]):
        words.pop()
    return " ".join(words)


@lru_cache(maxsize=65_536)
def is_common(word: str) -> bool:
    """A word of everyday language, a place, a single letter or a bare number."""
    return len(word) <= 1 or word.isdigit() or word in COMMON or (len(word) > 4 and word.rstrip("S") in COMMON)
