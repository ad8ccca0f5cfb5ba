"""SEC Form D: the quarterly data sets (a folder or zip of tab-separated tables) and single filings in XML.

A filing says what was offered and sold, since when, by whom and in which industry; it has no round type and
no investors. Related persons, recipients, signers, streets and phone numbers are not read.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TextIO

from sources import values
from sources.edgar_places import place_of
from sources.records import CompanyRecord, Problem, RoundRecord, Skipped
from sources.values import Reading

# A quarter holds 13 to 17 thousand filings, some 60 MB unpacked.
MOST_TABLE_BYTES = 512 * 1024 * 1024
MOST_FILINGS = 200_000
_TABLES = ("FORMDSUBMISSION", "ISSUERS", "OFFERING")

Found = RoundRecord | CompanyRecord | Problem | Skipped
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Filing:
    """The fields of one filing that are read, as text, whichever form it came in."""

    place: str
    accession: str
    submission: Row
    issuer: Row
    offering: Row


def read_form_d_tables(path: Path) -> Iterator[Found]:
    """Records of one quarterly data set: a zip, or a folder that holds its tables."""
    submissions: dict[str, Row] = {}
    issuers: dict[str, Row] = {}
    try:
        for row in _rows(path, "FORMDSUBMISSION"):
            submissions[row.get("ACCESSIONNUMBER", "")] = row
            if len(submissions) > MOST_FILINGS:
                yield Problem(path.name, "", f"more than {MOST_FILINGS} filings")
                return
        for row in _rows(path, "ISSUERS"):
            # One offering may have several issuers: only the primary one, or the amount counts twice.
            key = row.get("ACCESSIONNUMBER", "")
            if key not in issuers or row.get("IS_PRIMARYISSUER_FLAG", "").upper() == "YES":
                issuers[key] = row
        for number, row in enumerate(_rows(path, "OFFERING"), start=2):
            key, place = row.get("ACCESSIONNUMBER", ""), f"{path.name} OFFERING:{number}"
            if key not in submissions or key not in issuers:
                yield Problem(place, "ACCESSIONNUMBER", "the offering has no submission or no issuer", key[:40])
                continue
            yield from records_of(Filing(place, key, submissions[key], issuers[key], row))
    except (OSError, KeyError, ValueError, csv.Error, zipfile.BadZipFile, EOFError) as error:
        yield Problem(path.name, "", f"not a Form D data set: {error}"[:300])


def records_of(filing: Filing) -> Iterator[Found]:
    """The company and the offering of one filing, then what could not be read of it."""
    if filing.submission.get("TESTORLIVE", "").upper() == "TEST":
        yield Skipped(filing.place, "test filing")
        return
    reading = Reading(filing.place)
    try:
        company = _company(filing, reading)
        yield company
        yield _offering(filing, company, reading)
    except ValueError as error:
        yield Problem(filing.place, "", str(error))
    yield from reading.problems


def _company(filing: Filing, reading: Reading) -> CompanyRecord:
    issuer = filing.issuer
    cik, name = values.cik(issuer.get("CIK")), values.text(issuer.get("ENTITYNAME"))
    if not cik or not name:
        raise ValueError("the filing names no issuer")
    former = (issuer.get(f"{who}_PREVIOUSNAME_{n}") for who in ("ISSUER", "EDGAR") for n in (1, 2, 3))
    state, country = place_of(issuer.get("STATEORCOUNTRY", ""), issuer.get("STATEORCOUNTRYDESCRIPTION", ""))
    return CompanyRecord(
        source="form_d",
        external_id=cik,
        name=name,
        legal_name=name,
        former_names=tuple(dict.fromkeys(filter(None, map(values.text, former)))),
        cik=cik,
        city=values.text(issuer.get("CITY"), 120),
        state=state,
        country_code=country,
        founded_on=reading.take("YEAROFINC_VALUE_ENTERED", values.year, issuer.get("YEAROFINC_VALUE_ENTERED"), None),
        url=f"https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&CIK={cik}&type=D",
        dataset="form_d",
        as_of=_filed_on(filing, reading),
    )


def _offering(filing: Filing, company: CompanyRecord, reading: Reading) -> RoundRecord:
    row = filing.offering
    filed_on = company.as_of
    sold = reading.take("TOTALAMOUNTSOLD", _dollars, row.get("TOTALAMOUNTSOLD"), None)
    amendment = _is_true(row.get("ISAMENDMENT")) or filing.submission.get("SUBMISSIONTYPE", "").upper().endswith("/A")
    folder = filing.accession.replace("-", "")
    return RoundRecord(
        source="form_d",
        external_id=filing.accession,
        company_key=company.cik,
        company_name=company.name,
        kind="form_d",
        announced_on=reading.take("SALE_DATE", values.day, row.get("SALE_DATE"), None) or filed_on,
        amount=sold,
        currency="USD" if sold is not None else "",
        amount_usd=sold,
        investor_count=reading.take(
            "TOTALNUMBERALREADYINVESTED", values.count, row.get("TOTALNUMBERALREADYINVESTED"), None
        ),
        replaces=values.text(row.get("PREVIOUSACCESSIONNUMBER"), 40),
        url=f"https://www.sec.gov/Archives/edgar/data/{int(company.cik)}/{folder}/"
        if folder.isdigit()
        else company.url,
        is_equity=_is_true(row.get("ISEQUITYTYPE")) or None,
        dataset="form_d",
        as_of=filed_on,
        is_amendment=amendment,
        offering_amount=reading.take("TOTALOFFERINGAMOUNT", _dollars, row.get("TOTALOFFERINGAMOUNT"), None),
        industry=values.text(row.get("INDUSTRYGROUPTYPE"), 80),
        is_business_combination=_is_true(row.get("ISBUSINESSCOMBINATIONTRANS")),
    )


def _filed_on(filing: Filing, reading: Reading) -> date | None:
    return reading.take("FILING_DATE", values.day, filing.submission.get("FILING_DATE"), None)


def _dollars(value: object) -> Decimal | None:
    """Whole dollars. None for "Indefinite" and blank; zero is a statement here: nothing is sold yet."""
    words = values.text(value, 40)
    if not words or words.lower() == "indefinite":
        return None
    if not re.fullmatch(r"\d{1,12}(\.0+)?", words):
        raise ValueError("not an amount in whole dollars")
    return Decimal(words.split(".", maxsplit=1)[0])


def _is_true(value: str | None) -> bool:
    return (value or "").strip().lower() in {"true", "1", "yes"}


def _rows(path: Path, table: str) -> Iterator[Row]:
    """Rows of one table. The SEC writes no quotes around cells, so a quote is a letter."""
    with _open(path, table) as lines:
        reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        header = [cell.strip().lstrip("\ufeff").upper() for cell in next(reader, [])]
        if "ACCESSIONNUMBER" not in header:
            raise ValueError(f"{table}.tsv has no column ACCESSIONNUMBER")
        for cells in reader:
            if cells:
                # FILE_NUM and others are padded with blanks.
                yield dict(zip(header, (cell.strip() for cell in cells), strict=False))


@contextmanager
def _open(path: Path, table: str) -> Iterator[TextIO]:
    wanted = f"{table}.tsv"
    if path.is_dir():
        found = next((p for p in sorted(path.rglob("*")) if p.name.upper() == wanted.upper()), None)
        if found is None:
            raise ValueError(f"{wanted} is missing")
        if found.stat().st_size > MOST_TABLE_BYTES:
            raise ValueError(f"{wanted} is larger than {MOST_TABLE_BYTES} bytes")
        with found.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            yield lines
        return
    with zipfile.ZipFile(path) as archive:
        member = next((m for m in archive.infolist() if Path(m.filename).name.upper() == wanted.upper()), None)
        if member is None:
            raise ValueError(f"{wanted} is missing")
        # The stated size is checked by zipfile while it unpacks: a longer stream raises BadZipFile.
        if member.file_size > MOST_TABLE_BYTES:
            raise ValueError(f"{wanted} is larger than {MOST_TABLE_BYTES} bytes")
        with archive.open(member) as raw, io.TextIOWrapper(raw, "utf-8-sig", "replace", newline="") as lines:
            yield lines
