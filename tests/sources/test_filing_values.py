"""The notation of the agencies, as a table of cells and meanings."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from sources import filing_values as values


@pytest.mark.parametrize(
    ("parse", "cell", "meaning"),
    [
        (values.text, '="15-1252.00"', "15-1252.00"),
        (values.text, " Infrastructure  \tEngineer ", "Infrastructure Engineer"),
        (values.text, "N/A", ""),
        (values.text, "ACME_x000D_ INC", "ACME INC"),
        (values.day, "3/30/08", date(2008, 3, 30)),
        (values.day, "2014-08-14 12:49:31", date(2014, 8, 14)),
        (values.day, "2024/9/30", date(2024, 9, 30)),
        (values.day, "3/28/2005 0:00:00", date(2005, 3, 28)),
        (values.day, "03-OCT-16", date(2016, 10, 3)),
        (values.day, "20160105", date(2016, 1, 5)),
        (values.day, "43831", date(2020, 1, 1)),
        (values.day, "43831.75", date(2020, 1, 1)),
        (values.day, "", None),
        (values.money, "$96,100.00 ", Decimal(96100)),
        (values.money, "85000.00 -", Decimal(85000)),
        (values.money, "35.424999", Decimal("35.42")),
        (values.money, "none", None),
        (values.money_range, "20000 - 30000", (Decimal(20000), Decimal(30000))),
        (values.money_range, "85000.00 -", (Decimal(85000), None)),
        (values.count, "3,831", 3831),
        (values.count, "1.0", 1),
        (values.flag, "Yes", True),
        (values.flag, "N", False),
        (values.flag, "NA", None),
        (values.status, "CERTIFIED-WITHDRAWN", "certified_withdrawn"),
        (values.status, "Certified - Withdrawn", "certified_withdrawn"),
        (values.status, "Certified-Expired", "certified_expired"),
        (values.wage_unit, "mth", "Month"),
        (values.wage_unit, "BI-WEEKLY", "Bi-Weekly"),
        (values.wage_unit, "Select Pay Range", ""),
        (values.wage_level, "Level III", "III"),
        (values.naics, "541511.0", "541511"),
        (values.naics, "31-33 - Manufacturing", "31"),
        (values.naics, "52 - Finance and Insurance", "52"),
        (values.postal_code, "7960", "07960"),
        (values.postal_code, "98109.0", "98109"),
        (values.last4, "506", "0506"),
        (values.fein, "82-0544687", "820544687"),
        (values.fein, "NA", ""),
        (values.state, "NEW HAMPSHIRE", "NH"),
        (values.state, "tx", "TX"),
        (values.state, "BRITISH COLUMBIA", ""),
    ],
)
def test_it_reads_a_cell(parse: Callable[[str], object], cell: str, meaning: object) -> None:
    assert parse(cell) == meaning


@pytest.mark.parametrize(
    ("parse", "cell"),
    [
        (values.day, "31/31/2020"),
        (values.day, "soon"),
        (values.day, "1850-01-01"),
        (values.money, "a lot"),
        (values.money, "-5"),
        (values.money, "NaN!"),
        (values.money, "9" * 40),
        (values.count, "2.5"),
        (values.count, "²"),
        (values.flag, "maybe"),
        (values.wage_level, "V"),
        (values.status, "CERTIFIABLE"),
        (values.last4, "12345"),
    ],
)
def test_it_refuses_what_it_cannot_read(parse: Callable[[str], object], cell: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse(cell)
