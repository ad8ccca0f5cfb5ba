"""The fiscal year and quarter that a file's name states, as the Department of Labor names its files
(pure).
"""

import re
from datetime import date

_FISCAL_YEAR = re.compile(r"FY[\s_-]?(20\d\d|\d\d)(?!\d)", re.IGNORECASE)
_QUARTER = re.compile(r"(?<![A-Z0-9])Q([1-4])(?!\d)", re.IGNORECASE)
_ENDS = {"1": (-1, 12, 31), "2": (0, 3, 31), "3": (0, 6, 30), "4": (0, 9, 30)}


def fiscal_year_in(file_name: str) -> int:
    """The one fiscal year in "H-1B_FY14_Q4.xlsx"; 0 when the name states none, or two."""
    years = {int(year) if len(year) == 4 else 2000 + int(year) for year in _FISCAL_YEAR.findall(file_name)}
    return years.pop() if len(years) == 1 else 0


def period_end(file_name: str) -> date | None:
    """The last day of the quarter that the name states: files are cumulative or of one quarter, and end with
    it.
    """
    fiscal_year, quarters = fiscal_year_in(file_name), set(_QUARTER.findall(file_name.replace("_", " ")))
    if not fiscal_year or len(quarters) != 1:
        return None
    years, month, day = _ENDS[quarters.pop()]
    return date(fiscal_year + years, month, day)
