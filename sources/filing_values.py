"""The notation of the Department of Labor and of USCIS → plain values.

Each function takes a cell's text and gives the value, or the empty value when the cell says nothing; a cell
that says something unreadable raises ValueError. Results are remembered: a quarter repeats few dates, wages
and codes.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

_NOTHING = {"", "-", ",", "--", "N/A", "NA", "NULL", "NONE", "NAN", "#N/A", "<NA>", "NAT"}
_LONGEST_NOTHING = max(map(len, _NOTHING))
_UNTIDY = {" ", "="}
_EXCEL_TEXT = re.compile(r'="(.*)"')
_EXCEL_ESCAPE = re.compile(r"_x00(?:0[0-9A-D]|1[0-9A-F])_", re.IGNORECASE)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\x85\xa0\u2028\u2029\ufeff]+")
_DATE_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})(?:[T ].*)?",
        r"(?P<m>\d{1,2})[-/](?P<d>\d{1,2})[-/](?P<y>\d{4}|\d{2})(?: .*)?",
        r"(?P<d>\d{1,2})[- ](?P<n>[A-Za-z]{3})[a-z]*[- ,]+(?P<y>\d{4}|\d{2})(?: .*)?",
        r"(?P<n>[A-Za-z]{3})[a-z]*\.? (?P<d>\d{1,2}),? (?P<y>\d{4})(?: .*)?",
        r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:\.0+)?",
    )
)
_MONTHS = {
    name: place
    for place, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
# A number in a date column is Excel's count of days; this covers 1982 to 2064.
_SERIAL = re.compile(r"([345]\d{4})(?:\.\d+)?")
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_EARLIEST, _LATEST = date(1970, 1, 1), date(2099, 12, 31)
_MOST_MONEY = Decimal(10) ** 9
_MOST_COUNT = 1_000_000
_CENT = Decimal("0.01")

_YES = {"Y", "YES", "TRUE", "T", "1", "1.0"}
_NO = {"N", "NO", "FALSE", "F", "0", "0.0"}
_UNITS = {
    **dict.fromkeys(("YEAR", "YR", "Y", "YEARLY", "ANNUAL", "ANNUALLY", "PER YEAR"), "Year"),
    **dict.fromkeys(("MONTH", "MTH", "MO", "M", "MONTHLY"), "Month"),
    **dict.fromkeys(("BI-WEEKLY", "BIWEEKLY", "BI", "BW", "BI WEEKLY"), "Bi-Weekly"),
    **dict.fromkeys(("WEEK", "WK", "W", "WEEKLY"), "Week"),
    **dict.fromkeys(("HOUR", "HR", "H", "HOURLY"), "Hour"),
    # The form's own words above its list, left standing.
    "SELECT PAY RANGE": "",
}
_STATUSES = {
    "CERTIFIED": "certified",
    "CERTIFIEDWITHDRAWN": "certified_withdrawn",
    "CERTIFIEDEXPIRED": "certified_expired",
    "ACCEPTED": "certified",
    "DENIED": "denied",
    "WITHDRAWN": "withdrawn",
}
_LEVELS = {"I": "I", "II": "II", "III": "III", "IV": "IV", "1": "I", "2": "II", "3": "III", "4": "IV"}


def text(cell: str) -> str:
    """One line, without the notation of spreadsheets (="15-1252.00") and without the words for nothing."""
    if cell.isprintable() and "  " not in cell and "_x" not in cell and cell[:1] not in _UNTIDY and cell[-1:] != " ":
        # As nearly every cell is: nothing to tidy. Only short words can mean nothing.
        return "" if len(cell) <= _LONGEST_NOTHING and cell.upper() in _NOTHING else cell
    if match := _EXCEL_TEXT.fullmatch(cell):
        cell = match[1]
    if "_x00" in cell:
        cell = _EXCEL_ESCAPE.sub(" ", cell)
    line = " ".join(_UNPRINTABLE.sub(" ", cell).split())
    return "" if line.upper() in _NOTHING else line


def up_to(most: int) -> Callable[[str], str]:
    """`text`, cut at so many characters: nothing an agency writes is longer."""

    def cut(cell: str) -> str:
        return text(cell)[:most]

    return cut


@lru_cache(2**14)
def day(cell: str) -> date | None:
    """3/30/08, 2014-08-14 12:49:31, 2024/9/30, 03-OCT-16, 20160105 or Excel's 43831."""
    written = text(cell)
    if not written:
        return None
    if serial := _SERIAL.fullmatch(written):
        return _EXCEL_DAY_ZERO + timedelta(days=int(serial[1]))
    for form in _DATE_FORMS:
        if match := form.fullmatch(written):
            parts = match.groupdict()
            month = int(parts["m"]) if "m" in parts else _MONTHS.get(parts["n"].lower(), 0)
            # Two digits: no programme here is older than 1990, and no date lies beyond 2089.
            year = int(parts["y"]) + (0 if len(parts["y"]) == 4 else 1900 if int(parts["y"]) >= 90 else 2000)
            found = date(year, month, int(parts["d"]))
            if not _EARLIEST <= found <= _LATEST:
                raise ValueError("a date out of range")
            return found
    raise ValueError("not a date")


@lru_cache(2**16)
def money(cell: str) -> Decimal | None:
    """ "$96,100.00 ", "85000.00 -" (no upper end) or 59197; whole cents."""
    written = text(cell).rstrip("- ").removeprefix("$").replace(",", "").strip()
    if not written or written.upper() in _NOTHING:
        return None
    try:
        amount = Decimal(written)
    except InvalidOperation:
        raise ValueError("not an amount of money") from None
    if not amount.is_finite() or not 0 <= amount < _MOST_MONEY:
        raise ValueError("an amount out of range")
    return amount.quantize(_CENT)


@lru_cache(2**16)
def money_range(cell: str) -> tuple[Decimal | None, Decimal | None]:
    """The FY2015 column that holds both ends: "20000 - 30000", "85000.00 -"."""
    low, _, high = text(cell).partition(" - ")
    return money(low), money(high)


@lru_cache(2**12)
def count(cell: str) -> int | None:
    """ "3,831", "1.0" or 1."""
    written = text(cell).replace(",", "")
    if not written:
        return None
    whole, _, fraction = written.partition(".")
    if not whole.isascii() or not whole.isdigit() or fraction.strip("0") or len(whole) > 9:
        raise ValueError("not a whole number")
    if int(whole) > _MOST_COUNT:
        raise ValueError("a number out of range")
    return int(whole)


@lru_cache(2**8)
def flag(cell: str) -> bool | None:
    """Y, Yes, TRUE, 1 and their opposites; blank, NA and N/A say nothing."""
    written = text(cell).upper()
    if written in _YES:
        return True
    if written in _NO:
        return False
    if written:
        raise ValueError("neither yes nor no")
    return None


@lru_cache(2**8)
def wage_unit(cell: str) -> str:
    """Year, Month, Bi-Weekly, Week or Hour."""
    written = text(cell).upper()
    if written and written not in _UNITS:
        raise ValueError("not a unit of pay")
    return _UNITS.get(written, "")


@lru_cache(2**8)
def status(cell: str) -> str:
    """certified, certified_withdrawn, certified_expired, denied or withdrawn; a procedural state in its own
    words.
    """
    letters = re.sub(r"[^A-Z]", "", text(cell).upper())
    if letters in _STATUSES or not letters:
        return _STATUSES.get(letters, "")
    if letters.startswith(("PENDING", "REJECTED", "INVALIDATED", "REVOKED", "REMANDED")):
        return text(cell).upper()
    raise ValueError("not a status")


@lru_cache(2**8)
def wage_level(cell: str) -> str:
    """I to IV, from "Level II" or "II"."""
    written = text(cell).upper().removeprefix("LEVEL").strip()
    if written and written not in _LEVELS:
        raise ValueError("not a wage level")
    return _LEVELS.get(written, "")


@lru_cache(2**14)
def naics(cell: str) -> str:
    """Two to six digits; the sectors that span several ("31-33 - Manufacturing") keep the first two."""
    match = re.match(r"(\d{2,6})(?:\.0+)?(?![\d.])", text(cell))
    return match[1] if match else ""


@lru_cache(2**15)
def postal_code(cell: str) -> str:
    """Five digits, with the zeros that spreadsheets eat; codes of other countries as they stand."""
    written = text(cell).upper().removesuffix(".0")
    digits = written.split("-")[0]
    if digits.isascii() and digits.isdigit():
        return digits[:5] if len(digits) == 9 else digits.zfill(5)[:10]
    return written[:10]


@lru_cache(2**14)
def last4(cell: str) -> str:
    """The last four digits of a tax number, with the zeros that spreadsheets eat."""
    digits = text(cell).removesuffix(".0")
    if digits and not (digits.isascii() and digits.isdigit() and len(digits) <= 4):
        raise ValueError("not the last digits of a tax number")
    return digits.zfill(4) if digits else ""


@lru_cache(2**14)
def fein(cell: str) -> str:
    """A whole federal employer number as nine digits; anything else says nothing sure."""
    digits = text(cell).replace("-", "").removesuffix(".0")
    if not (digits.isascii() and digits.isdigit()) or not 8 <= len(digits) <= 9 or not int(digits):
        return ""
    return digits.zfill(9)


@lru_cache(2**10)
def state(cell: str) -> str:
    """The two letters of a state or territory, from the letters or the name; empty for a place abroad."""
    written = text(cell).upper().replace(".", "")
    return written if written in _STATE_CODES else STATES.get(written, "")


# US states, the district, territories and freely associated states: USPS publication 28, appendix B.
_STATE_LIST = """
AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|
DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|
KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO
Missouri| MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North
Carolina| ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|SD
South Dakota| TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI
Wisconsin|WY Wyoming| AS American Samoa|GU Guam|MP Northern Mariana Islands|PR Puerto Rico|VI Virgin
Islands|VI US Virgin Islands| FM Federated States of Micronesia|MH Marshall Islands|PW Palau
"""
STATES = {entry.strip()[3:].upper(): entry.strip()[:2] for entry in " ".join(_STATE_LIST.split()).split("|")}
_STATE_CODES = frozenset(STATES.values())
