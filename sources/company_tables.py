"""Lists of companies in CSV: S&P 500, IPEDS institutions, Y Combinator's directory, rankings by revenue,
unicorns.
"""

import ast
import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from sources import delimited, values
from sources.containers import UnreadableFileError
from sources.delimited import NoTableError
from sources.records import CompanyRecord, InvestorRecord, Problem
from sources.values import Reading

Row = dict[str, str]
Found = CompanyRecord | Problem
_CONTROL = {"1": "public", "2": "private_nonprofit", "3": "private_for_profit"}
_YC_STATUS = {"active": "operating", "inactive": "closed", "acquired": "acquired", "public": "ipo"}
_YEAR = re.compile(r"(1[5-9]|20)\d\d")


def read_sp500(path: Path) -> Iterator[Found]:
    """The S&P 500: one record per CIK; a company of two share classes has two symbols."""
    found: dict[str, CompanyRecord] = {}
    for record in _read(path, {"Symbol", "Security", "CIK"}, _sp500):
        if isinstance(record, Problem):
            yield record
        elif record.cik in found:
            known = found[record.cik]
            found[record.cik] = replace(known, tickers=known.tickers + record.tickers)
        else:
            found[record.cik] = record
    yield from found.values()


def read_ipeds(path: Path) -> Iterator[Found]:
    """Institutions of IPEDS (NCES, table HD), with who controls them: what cap exemption of a college rests
    on.
    """
    return _read(path, {"UNITID", "INSTNM", "CONTROL"}, _ipeds)


def read_yc_csv(path: Path) -> Iterator[Found]:
    """Y Combinator's directory with Crunchbase addresses, as a table."""
    return _read(path, {"company_id", "company_name", "batch"}, _yc)


def read_ranking(path: Path) -> Iterator[Found]:
    """A ranking of companies by revenue: rank, name and, in some, the web site."""
    return _read(path, {"rank"}, _ranking)


def read_unicorns(path: Path) -> Iterator[Found]:
    """Private companies valued above a billion: place, industry, money raised and investors, rounded by the
    list.
    """
    return _read(path, {"Company", "Valuation", "Funding"}, _unicorn)


def _read(path: Path, wanted: set[str], parse: Callable[[Row, Reading], CompanyRecord]) -> Iterator[Found]:
    try:
        if missing := wanted - delimited.header(path):
            yield Problem(path.name, "", f"columns are missing: {', '.join(sorted(missing))}")
            return
        for item in delimited.rows(path):
            if isinstance(item, Problem):
                yield item
                continue
            place, row = item
            reading = Reading(place)
            try:
                yield parse(row, reading)
            except ValueError as error:
                yield Problem(place, "", str(error))
            yield from reading.problems
    except (OSError, csv.Error, UnicodeError, UnreadableFileError, NoTableError) as error:
        yield Problem(path.name, "", f"cannot be read: {error}"[:300])


def _sp500(row: Row, reading: Reading) -> CompanyRecord:
    cik, name = values.cik(row.get("CIK")), _wanted(row, "Security")
    if not cik:
        raise ValueError("a company without CIK")
    city, _, state = values.text(row.get("Headquarters Location")).partition(", ")
    # "2013 (1888)": the year of today's company, then that of what it came from.
    year = _YEAR.match(values.text(row.get("Founded")))
    return CompanyRecord(
        source="sp500",
        external_id=cik,
        name=name,
        cik=cik,
        tickers=(_wanted(row, "Symbol").upper().replace(".", "-"),),
        industries=tuple(filter(None, (values.text(row.get(c)) for c in ("GICS Sub-Industry", "GICS Sector")))),
        city=city,
        state=state,
        country_code="" if values.country(state) else "US",
        founded_on=values.year(year[0]) if year else None,
        status="ipo",
    )


def _ipeds(row: Row, reading: Reading) -> CompanyRecord:
    return CompanyRecord(
        source="ipeds",
        external_id=_wanted(row, "UNITID"),
        name=_wanted(row, "INSTNM"),
        country_code="US",
        state=values.text(row.get("STABBR"), 2),
        city=values.text(row.get("CITY"), 120),
        domain=values.domain(row.get("WEBADDR")),
        website=values.website(row.get("WEBADDR")),
        industries=("Higher Education",),
        # -3 is "not available": unknown, not private.
        control=_CONTROL.get(values.text(row.get("CONTROL")), ""),
    )


def _yc(row: Row, reading: Reading) -> CompanyRecord:
    size = reading.take("team_size", values.count, row.get("team_size"), None)
    return CompanyRecord(
        source="yc",
        dataset="table",
        external_id=_wanted(row, "company_id"),
        name=_wanted(row, "company_name"),
        domain=values.domain(row.get("website")),
        crunchbase_permalink=values.permalink(row.get("cb_url")),
        description=values.prose(row.get("long_description") or row.get("short_description"), 2000),
        website=values.website(row.get("website")),
        industries=reading.take("tags", _list_literal, row.get("tags"), ()),
        employees_min=size,
        employees_max=size,
        city=values.text(row.get("location"), 120),
        country_code=values.country(values.text(row.get("country"))),
        founded_on=reading.take("year_founded", values.year, row.get("year_founded"), None),
        status=_YC_STATUS.get(values.text(row.get("status")).lower(), ""),
    )


def _ranking(row: Row, reading: Reading) -> CompanyRecord:
    name = values.text(row.get("company_name") or row.get("company"))
    if not name:
        raise ValueError("a company without name")
    site = row.get("company_website")
    return CompanyRecord(
        "ranking", values.domain(site) or name, name, domain=values.domain(site), website=values.website(site)
    )


def _unicorn(row: Row, reading: Reading) -> CompanyRecord:
    name = _wanted(row, "Company")
    named = (values.text(row.get(f"Investor {n}")) for n in (1, 2, 3, 4))
    return CompanyRecord(
        source="unicorns",
        external_id=name,
        name=name,
        industries=tuple(filter(None, [values.text(row.get("Industry"))])),
        city=values.text(row.get("City"), 120),
        country_code=values.country(values.text(row.get("Country"))),
        founded_on=reading.take("Year Founded", values.year, row.get("Year Founded"), None),
        funding_total_usd=reading.take("Funding", values.money, row.get("Funding"), None),
        key_investors=tuple(InvestorRecord(investor) for investor in named if investor),
    )


def _wanted(row: Row, column: str) -> str:
    found = values.text(row.get(column))
    if not found:
        raise ValueError(f"a company without {column}")
    return found


def _list_literal(value: object) -> tuple[str, ...]:
    """The words of "['saas', 'b2b']": a script wrote its list as text."""
    words = str(value or "").strip()[:2000]
    if not words:
        return ()
    try:
        found = ast.literal_eval(words)
    except (SyntaxError, MemoryError, RecursionError, ValueError) as error:
        raise ValueError("not a list") from error
    if not isinstance(found, list):
        raise ValueError("not a list")  # noqa: TRY004 - a cell that cannot be read
    return tuple(filter(None, (values.text(word, 80) for word in found[:40])))
