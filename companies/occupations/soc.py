"""A SOC code as filed → SOC 2018.

Employers file codes of four editions (SOC 2000, 2010, 2018 and the agencies' own in-between codes), with and without
O*NET suffixes, and spreadsheets turn some into dates or numbers. The filed text is always kept beside the repair.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from companies.occupations import tables

_CODE = re.compile(r"^\D{0,3}(\d\d)[ ._-]{0,2}(\d{4})(?:[ ._-]{0,2}(\d\d?))?(?!\d)")
# Spreadsheets read 11-2021 as a month of a year: "Nov-21", and reopened "21-Nov"; the century is lost.
_MONTH = re.compile(r"^(?:nov(?:ember)?[- ](\d\d)|(\d\d)[- ]nov(?:ember)?)$", re.IGNORECASE)
_DAY = re.compile(r"^(?:(\d{4})-11-0?1|0?1?1/0?1/(\d{4})|1[- ]nov[- ](\d{4}))(?:[ T]00:00(?::00)?)?$", re.IGNORECASE)
_SERIAL = re.compile(r"^(\d{5,7})(?:\.0+)?$")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_SPREADSHEET_DAY_ZERO = date(1899, 12, 30)
_LONGEST = 120  # characters read; a code with its title beside it is shorter


@dataclass(frozen=True, slots=True)
class Repair:
    """What a filed code means in SOC 2018.

    kind: exact (a SOC 2018 code, an O*NET suffix aside), one_to_one (another edition's code with one successor),
    one_to_many (`candidates` are all it may mean; nothing but the title can decide) or unknown (no candidates).
    """

    raw: str
    candidates: tuple[str, ...]
    kind: str

    @property
    def code(self) -> str:
        """The SOC 2018 code where there is only one, else empty."""
        return self.candidates[0] if len(self.candidates) == 1 else ""


@cache
def titles() -> dict[str, str]:
    """SOC 2018 code → official title, of all four levels."""
    return {row["code"]: row["title"] for row in tables.rows("soc_2018.csv")}


@cache
def detailed() -> frozenset[str]:
    """The 867 detailed SOC 2018 codes."""
    return frozenset(code for code in titles() if not code.endswith("0"))


def repair(raw: str) -> Repair:
    """The SOC 2018 codes that a filed code means. Any text is taken; what cannot be read is `unknown`."""
    candidates, kind = _meaning(raw[:_LONGEST])
    return Repair(raw, candidates, kind)


def meanings(raw: str) -> tuple[str, ...]:
    """The candidates of `repair` alone."""
    return _meaning(raw[:_LONGEST])[0]


@lru_cache(maxsize=16_384)
def _meaning(raw: str) -> tuple[tuple[str, ...], str]:
    """(candidates, kind) of a filed code."""
    text = unicodedata.normalize("NFKC", raw).translate(_DASHES).strip(" \t\r\n=\"'")
    code, suffix = _read(text)
    if not code:
        found = _from_date(text)
        return found, _kind(found)
    if code in detailed():
        return (code,), "exact"
    irregular = _irregular().get(f"{code}.{suffix}") or _irregular().get(code)
    found = _to_2018(irregular or (code,)) or _neighbours(code)
    return found, _kind(found)


def _kind(found: tuple[str, ...]) -> str:
    return {0: "unknown", 1: "one_to_one"}.get(len(found), "one_to_many")


def _read(text: str) -> tuple[str, str]:
    match = _CODE.match(text)
    if not match:
        return "", ""
    if _DAY.match(text) or _from_serial(text):
        return "", ""
    return f"{match[1]}-{match[2]}", (match[3] or "").ljust(2, "0")


def _to_2018(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Codes of any edition → detailed SOC 2018 codes: 2018 itself, else through 2010, else through 2000."""
    found: dict[str, None] = {}
    for code in codes:
        if code in detailed():
            found[code] = None
            continue
        for newer in _crosswalk_2010().get(code) or _crosswalk_2000().get(code, ()):
            found.update(dict.fromkeys(_crosswalk_2010().get(newer, (newer,))))
    return tuple(code for code in found if code in detailed())


def _neighbours(code: str) -> tuple[str, ...]:
    """A group's code, or a typing error: the detailed codes of its broad group, else minor, else major group."""
    for kept in (6, 5, 4, 3):
        if found := tuple(sorted(known for known in detailed() if known.startswith(code[:kept]))):
            return found
    return ()


def _from_date(text: str) -> tuple[str, ...]:
    """What stood in a cell that a spreadsheet turned into a day. Only group 11 (November) can have become one."""
    if match := _DAY.match(text):
        return _to_2018((f"11-{match[1] or match[2] or match[3]}",))
    if serial := _from_serial(text):
        return _to_2018((serial,))
    if match := _MONTH.match(text):
        ending = match[1] or match[2]
        codes = sorted({*detailed(), *_crosswalk_2010()})
        return _to_2018(tuple(code for code in codes if code.startswith("11-") and code.endswith(ending)))
    return ()


def _from_serial(text: str) -> str:
    match = _SERIAL.match(text)
    if not match or int(match[1]) > 2_900_000:
        return ""
    day = _SPREADSHEET_DAY_ZERO + timedelta(days=int(match[1]))
    code = f"11-{day.year}"
    return code if (day.month, day.day) == (11, 1) and _to_2018((code,)) else ""


@cache
def _crosswalk_2010() -> dict[str, tuple[str, ...]]:
    return tables.targets("soc_2010_to_2018.csv")


@cache
def _crosswalk_2000() -> dict[str, tuple[str, ...]]:
    return tables.targets("soc_2000_to_2010.csv")


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    return tables.targets("irregular_codes.csv")
