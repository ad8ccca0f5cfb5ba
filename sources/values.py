"""A source's notation → plain values. What cannot be read raises ValueError with the reason; nothing is
guessed.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TypeVar
from urllib.parse import urlsplit

import pycountry

from sources.records import Problem

T = TypeVar("T")

# Words by which exports and scripts write "nothing".
_NOTHING = {"", "-", "–", "none", "null", "nan", "n/a", "unknown", "#n/a"}
# 1,234,567 and the Indian 12,34,567: groups of two or three digits, the last of three.
_GROUPED = re.compile(r"\d{1,3}(,\d{2,3})*,\d{3}(\.\d+)?")
_PLAIN = re.compile(r"\d+(\.\d+)?")
_SHORT = re.compile(r"\$(\d+(?:\.\d+)?)([KMBT])", re.IGNORECASE)
_SHORT_UNITS = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}
# No financing of a single company comes near; a larger figure is a broken cell.
_MOST_MONEY = Decimal(10) ** 13
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}.*)?")
_MONTH_NAMES = {
    name: number
    for number, name in enumerate(
        ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"), start=1
    )
}
# Control characters, and halves of surrogate pairs, which no database takes.
_UNPRINTABLE = frozenset({"Cc", "Cs"})
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_EDGAR_DAY = re.compile(r"(\d{1,2})-([A-Z]{3})-(\d{4}|\d{2})", re.IGNORECASE)
_LATEST_YEAR = 2100


def text(value: object, limit: int = 300) -> str:
    """A cell as one line without control characters; the words for "nothing" become empty. At most `limit`
    long.
    """
    words = "" if value is None else str(value)
    line = " ".join("".join(" " if unicodedata.category(c) in _UNPRINTABLE else c for c in words[: limit * 4]).split())
    return "" if line.lower() in {"none", "null", "nan"} else line[:limit]


def prose(value: object, limit: int = 5000) -> str:
    """A text of several lines: line ends made one kind, control characters and e-mail addresses gone."""
    words = "" if value is None else str(value)[: limit * 2].replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in words if c == "\n" or unicodedata.category(c) not in _UNPRINTABLE).strip()
    return "" if kept.lower() in {"none", "null", "nan"} else _EMAIL.sub("", kept[:limit])


def money(value: object) -> Decimal | None:
    """An amount, or None for an undisclosed one: blank, "-" and zero say that nobody told.

    Takes plain numbers, groups of three and the Indian groups ("17,50,000" is 1750000), and "$1.2B". Raises
    ValueError on all else, also on "1.5E+07": a spreadsheet wrote it and the lower digits are lost.
    """
    if value is None or isinstance(value, bool):
        if value is None:
            return None
        raise ValueError("not an amount")
    words = str(value).strip()
    if words.lower() in _NOTHING:
        return None
    if short := _SHORT.fullmatch(words):
        number = Decimal(short[1]) * _SHORT_UNITS[short[2].lower()]
    elif isinstance(value, float):
        number = _from_float(value)
    else:
        bare = words.removeprefix("$").strip()
        if not (_PLAIN.fullmatch(bare) or _GROUPED.fullmatch(bare)):
            raise ValueError("not an amount")
        number = Decimal(bare.replace(",", ""))
    if number > _MOST_MONEY:
        raise ValueError("larger than any financing")
    return round(number, 2) or None


def _from_float(value: float) -> Decimal:
    try:
        number = Decimal(repr(value))
    except InvalidOperation as error:
        raise ValueError("not an amount") from error
    if not number.is_finite() or number < 0:
        raise ValueError("not an amount")
    return number


def count(value: object, most: int = 10_000_000) -> int | None:
    """A whole number, "8600" or "3.0"; None when blank."""
    words = "" if value is None else str(value).strip().replace(",", "")
    if words.lower() in _NOTHING:
        return None
    if not re.fullmatch(r"\d{1,12}(\.0+)?", words):
        raise ValueError("not a whole number")
    number = int(words.split(".", maxsplit=1)[0])
    if number > most:
        raise ValueError("too large")
    return number


def day(value: object, earliest: int = 1900) -> date | None:
    """A date: ISO (with or without a time), or EDGAR's 29-MAR-2022. None when blank; ValueError for a year
    out of range.
    """
    words = "" if value is None else str(value).strip()
    if words.lower() in _NOTHING:
        return None
    if match := _DAY.fullmatch(words):
        year, month, number = int(match[1]), int(match[2]), int(match[3])
    elif match := _EDGAR_DAY.fullmatch(words):
        if match[2].upper() not in _MONTH_NAMES:
            raise ValueError("not a date")
        # EDGAR's readme promises two digits for the year; the system began in 1993.
        year = int(match[3]) if len(match[3]) == 4 else 2000 + int(match[3])
        month, number = _MONTH_NAMES[match[2].upper()], int(match[1])
    else:
        raise ValueError("not a date")
    if not earliest <= year <= _LATEST_YEAR:
        raise ValueError(f"year {year} is out of range")
    return date(year, month, number)


def year(value: object, earliest: int = 1500) -> date | None:
    """The first day of a year written "2013" or "2022.0"; None when blank."""
    number = count(value)
    if number is None:
        return None
    if not earliest <= number <= _LATEST_YEAR:
        raise ValueError(f"year {number} is out of range")
    return date(number, 1, 1)


def moment(value: object) -> datetime | None:
    """An ISO moment with its zone; None when blank or without a zone."""
    words = "" if value is None else str(value).strip()
    if not words:
        return None
    parsed = datetime.fromisoformat(words)
    return parsed if parsed.tzinfo else None


def domain(value: object) -> str:
    """The host of a web address or a bare host, lower case, without "www."; empty when there is none."""
    words = text(value, 500)
    if not words or " " in words:
        return ""
    try:
        host = urlsplit(words if "//" in words else f"//{words}").hostname or ""
        host = host.rstrip(".").encode("idna").decode("ascii").lower()
    except (ValueError, UnicodeError):
        return ""
    host = host.removeprefix("www.")
    return host if re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host) and len(host) <= 120 else ""


def website(value: object) -> str:
    """A web address that a page may link: http or https, with a host; a missing scheme is added."""
    words = text(value, 300)
    if words and "://" not in words and domain(words):
        words = f"https://{words}"
    return words if words.startswith(("http://", "https://")) and domain(words) else ""


def cik(value: object) -> str:
    """An SEC Central Index Key in ten digits; empty when blank."""
    words = text(value, 20)
    if not words:
        return ""
    if not re.fullmatch(r"\d{1,10}", words) or not int(words):
        raise ValueError("not a CIK")
    return words.zfill(10)


def permalink(value: object) -> str:
    """A Crunchbase permalink without the path that each export puts before it ("/company/", "/organization/",
    a URL).
    """
    words = text(value, 400).split("?", maxsplit=1)[0].rstrip("/")
    return words.rsplit("/", maxsplit=1)[-1][:200].lower()


@dataclass(slots=True)
class Reading:
    """Reads one row's cells and keeps what was wrong with them: the row stays, the field is empty."""

    place: str
    problems: list[Problem] = field(default_factory=list)

    def take(self, name: str, parse: Callable[[object], T], value: object, missing: T) -> T:
        """`parse(value)`; on ValueError `missing`, and a Problem is noted."""
        try:
            return parse(value)
        except ValueError as error:
            self.problems.append(Problem(self.place, name, str(error), text(value, 500)))
            return missing


Band = tuple[int | None, int | None]
NO_BAND: Band = (None, None)


def employees(value: object) -> Band:
    """A size band "51-100", "1001 - 5000", "10001+", or the API's "c_00051_00100", "c_10001_max"; (None,
    None) when blank.
    """
    words = text(value, 40).lower().removeprefix("c_").replace(",", "")
    if not words:
        return None, None
    match = re.fullmatch(r"(\d{1,7})(?:\s*[-_]\s*(\d{1,7}|max)|(\+))", words)
    if not match:
        raise ValueError("not a size band")
    most = int(match[2]) if match[2] and match[2] != "max" else None
    if most is not None and most < int(match[1]):
        raise ValueError("not a size band")
    return int(match[1]), most


@lru_cache(maxsize=2048)  # the words come from outside
def country(value: str) -> str:
    """ISO 3166-1 alpha-2 of an alpha-2 or alpha-3 code or of a country's English name; empty when unknown."""
    words = value.strip()
    if not words:
        return ""
    try:
        found = pycountry.countries.lookup(words)
    except LookupError:
        return ""
    return str(found.alpha_2)
