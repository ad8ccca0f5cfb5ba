"""The sources' own words → schema.org's. A word that is not surely one of them becomes empty."""

import re
from html import escape

from sources import values

_WORKPLACES = (
    ("hybrid", re.compile(r"hybrid|partially remote|flexible|on.?site.*remote|remote.*on.?site", re.I)),
    ("remote", re.compile(r"remote|telecommut|work from home|wfh|virtual|anywhere", re.I)),
    ("on_site", re.compile(r"on.?site|on.?location|in.?(the.?)?office|in.?person", re.I)),
)
_EMPLOYMENT_TYPES = (
    ("VOLUNTEER", re.compile(r"volunt", re.I)),
    (
        "INTERN",
        re.compile(
            r"\bintern(s|e|ship|ships)?\b|\bstage\b|stagiaire|prakti|working.?student|werkstudent|apprenti|co-?op\b|trainee|alternan",
            re.I,
        ),
    ),
    ("PER_DIEM", re.compile(r"per.?diem", re.I)),
    (
        "TEMPORARY",
        re.compile(
            r"\btemp(s|orary|oraire)?\b|season|fixed.?term|limited.?term|casual|\bcdd\b|befristet|interim|fixed_term",
            re.I,
        ),
    ),
    (
        "CONTRACTOR",
        re.compile(r"(?<!permanent )(?<!unlimited )contract(?!ual)|freelanc|1099|self.?employed|contingent", re.I),
    ),
    ("PART_TIME", re.compile(r"part.?time|teilzeit|temps partiel|deeltijd|tiempo parcial", re.I)),
    ("FULL_TIME", re.compile(r"full.?time|vollzeit|temps plein|voltijd|tiempo completo", re.I)),
)
_UNSURE = re.compile(r"full.?(time)?\W*(/|or|&|and|_or_)\W*part", re.I)
_PERIODS = (
    ("hour", re.compile(r"hour|\bhr\b|\bph\b", re.I)),
    ("day", re.compile(r"\bday\b|daily|per.day", re.I)),
    ("week", re.compile(r"^(?!.*bi.?week).*week", re.I)),
    ("month", re.compile(r"^(?!.*(semi|bi).?month).*month", re.I)),
    ("year", re.compile(r"year|annual|annum|\bpa\b", re.I)),
)
_OTHER_COUNTRY_NAMES = {
    "uk": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "northern ireland": "GB",
    "u.s.": "US",
    "u.s.a": "US",
    "u.s.a.": "US",
    "united states of america": "US",
    "france, metropolitan": "FR",
    "south korea": "KR",
    "korea": "KR",
    "russia": "RU",
    "turkey": "TR",
    "czech republic": "CZ",
    "vietnam": "VN",
    "taiwan": "TW",
    "hong kong sar": "HK",
    "iran": "IR",
}


def workplace(word: str) -> str:
    """on_site, hybrid or remote."""
    return next((name for name, pattern in _WORKPLACES if pattern.search(word)), "")


def workplace_of(*, remote: bool | None, hybrid: bool | None = None, on_site: bool | None = None) -> str:
    """From flags. Only a flag that is set says anything: remote=False may as well be a form left alone."""
    if hybrid or (remote and on_site):
        return "hybrid"
    if remote:
        return "remote"
    return "on_site" if on_site else ""


def employment_type(*words: str) -> str:
    """schema.org's word for the first of these that is sure ("Regular" says nothing of the hours)."""
    for word in words:
        spaced = word.replace("_", " ")
        if spaced and not _UNSURE.search(spaced):
            found = next((name for name, pattern in _EMPLOYMENT_TYPES if pattern.search(spaced)), "")
            if found:
                return found
    return ""


def period(word: str) -> str:
    """year, month, week, day or hour. Two weeks and half months are no period of ours."""
    spaced = word.replace("-", " ").replace("_", " ")
    return next((name for name, pattern in _PERIODS if pattern.search(spaced)), "")


def language(code: str) -> str:
    """ISO 639-1 from "en", "en-US", "en_GB" or "zhHant"."""
    found = re.match(r"([a-z]{2})(?![a-z])", code)
    return found[1] if found else ""


def country(word: str) -> str:
    """ISO 3166-1 alpha-2 from a code of two or three letters or an English name."""
    word = word.strip()[:60]
    if known := _OTHER_COUNTRY_NAMES.get(word.lower()):
        return known
    return values.country(word) if len(word) >= 2 else ""


def places(*texts: str) -> tuple[str, ...]:
    """Places as written; "Austin, TX; Denver, CO" and "Paris | London" are two each."""
    parts = (part.strip() for text in texts for part in re.split(r"\s*[;|]\s*", text))
    return tuple(dict.fromkeys(part for part in parts if part))[:50]


def sections(*parts: tuple[str, str], heading: str = "h2") -> str:
    """Titled parts of a description as one markup; empty parts are left out."""
    titled = ((f"<{heading}>{escape(title, quote=False)}</{heading}>" if title else "", text) for title, text in parts)
    return "".join(title + text for title, text in titled if text)
