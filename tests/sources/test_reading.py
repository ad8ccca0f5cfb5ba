"""The sources' own words, amounts and dates → ours; what is not sure stays empty."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from sources.reading import clean, words
from sources.reading.item import Item
from sources.reading.pay import pay, pay_from_text


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Full-time: Remote", "FULL_TIME"),
        ("Regular Full Time (Salary)", "FULL_TIME"),
        ("FULL_TIME", "FULL_TIME"),
        ("Vollzeit", "FULL_TIME"),
        ("Part-time, non-exempt", "PART_TIME"),
        ("Stage de fin d'études", "INTERN"),
        ("Werkstudent", "INTERN"),
        ("Internal", ""),
        ("Contract", "CONTRACTOR"),
        ("1099", "CONTRACTOR"),
        ("Permanent contract", ""),
        ("Fixed Term", "TEMPORARY"),
        ("Seasonal", "TEMPORARY"),
        ("Per Diem", "PER_DIEM"),
        ("CDI", ""),
        ("Regular", ""),
        ("full-or-part-time", ""),
        ("Full time / Part time", ""),
        ("", ""),
    ],
)
def test_it_knows_the_words_of_employment(word: str, expected: str) -> None:
    assert words.employment_type(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Hybrid (Travel-Required)", "hybrid"),
        ("Partially Remote/Hybrid", "hybrid"),
        ("Fully Remote", "remote"),
        ("VIRTUAL", "remote"),
        ("On-Site", "on_site"),
        ("onsite", "on_site"),
        ("In Office", "on_site"),
        ("unspecified", ""),
    ],
)
def test_it_knows_the_words_of_workplaces(word: str, expected: str) -> None:
    assert words.workplace(word) == expected


def test_a_flag_that_is_not_set_says_nothing_of_the_workplace() -> None:
    assert words.workplace_of(remote=False) == ""
    assert words.workplace_of(remote=None, hybrid=True) == "hybrid"
    assert words.workplace_of(remote=True, on_site=True) == "hybrid"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("per-year-salary", "year"),
        ("1 HOUR", "hour"),
        ("HOURLY", "hour"),
        ("per-hour-wage", "hour"),
        ("Bi-weekly", ""),
        ("semi-month-salary", ""),
        ("MONTH", "month"),
        ("NONE", ""),
    ],
)
def test_it_knows_the_words_of_periods(word: str, expected: str) -> None:
    assert words.period(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        *[("US", "US"), ("us", "US"), ("USA", "US"), ("U.S.A", "US"), ("UK", "GB"), ("South Korea", "KR")],
        *[("United States of America", "US"), ("European Union", ""), ("Remote", ""), ("LATAM", ""), ("", "")],
    ],
)
def test_it_knows_countries(word: str, expected: str) -> None:
    assert words.country(word) == expected


@pytest.mark.parametrize(
    ("code", "expected"), [("en", "en"), ("en-US", "en"), ("zhHant", "zh"), ("english", ""), ("", "")]
)
def test_it_knows_languages(code: str, expected: str) -> None:
    assert words.language(code) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-08-19T23:30:00-04:00", datetime(2026, 8, 20, 3, 30, tzinfo=UTC)),
        ("2026-08-05 09:41:37 UTC", datetime(2026, 8, 5, 9, 41, 37, tzinfo=UTC)),
        ("2026-08-05", datetime(2026, 8, 5, tzinfo=UTC)),
        ("Fri, 10 Jul 2026 22:45:30 +0000", datetime(2026, 7, 10, 22, 45, 30, tzinfo=UTC)),
        ("August 27, 2026", datetime(2026, 8, 27, tzinfo=UTC)),
        (1782753306506, datetime(2026, 6, 29, 17, 15, 6, 506000, tzinfo=UTC)),
        ("1782753306", datetime(2026, 6, 29, 17, 15, 6, tzinfo=UTC)),
        ("Posted 8 Days Ago", None),
        ("0001-01-01T00:00:00", None),
        ("9999-12-31T23:59:59-12:00", None),
        (10**30, None),
        (float("nan"), None),
        (True, None),
        (None, None),
    ],
)
def test_it_reads_moments(value: object, expected: datetime | None) -> None:
    assert clean.moment(value) == expected


def test_a_day_is_the_sources_own_day() -> None:
    assert clean.day("2026-08-19T23:30:00-04:00") == date(2026, 8, 19)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        *[(75000, "75000.00"), ("75,000.50", "75000.50"), (0, None), (-5, None), ("1e999", None), ("NaN", None)],
        *[(True, None), ("seventy", None), (10**13, None)],
    ],
)
def test_it_reads_numbers(value: object, expected: str | None) -> None:
    assert clean.number(value) == (Decimal(expected) if expected else None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$150k - $230k", ("150000", "230000", "USD", "")),
        ("$18 - $22/hr", ("18", "22", "USD", "hour")),
        ("€45,000 – €60,000 per year", ("45000", "60000", "EUR", "year")),
        ("$90k", ("90000", "90000", "USD", "")),
        ("$60-80k", ("60000", "80000", "USD", "")),
        ("Competitive", None),
        ("$100k plus bonus", None),
        ("", None),
    ],
)
def test_it_reads_a_field_of_nothing_but_pay(text: str, expected: tuple[str, str, str, str] | None) -> None:
    found = pay_from_text(text)
    said = found and (found.minimum, found.maximum, found.currency, found.period)
    assert said == (expected and (Decimal(expected[0]), Decimal(expected[1]), *expected[2:]))


def test_pay_needs_an_amount_and_a_currency() -> None:
    assert pay(None, None, "USD") is None
    assert pay(Decimal(5), None, "dollars") is None
    backwards = pay(Decimal(9), Decimal(5), "usd", "HOUR")
    assert backwards is not None
    assert (backwards.minimum, backwards.maximum, backwards.currency) == (Decimal(5), Decimal(9), "USD")


def test_an_item_answers_what_it_promises_whatever_stands_there() -> None:
    item = Item({"name": ["x"], "list": "one", "deep": {"name": " A &amp; B "}, "flag": "yes", "empty": ""})
    assert item.line("name") == ""
    assert item.line("missing", "empty") == ""
    assert item.item("deep").line("name") == "A & B"
    assert item.item("name").line("x") == ""
    assert item.lines("list") == ("one",)
    assert item.items("deep")[0].line("name") == "A & B"
    assert item.flag("flag") is None
    assert not Item([1, 2])
