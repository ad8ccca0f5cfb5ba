"""EDGAR's indexes of filings: the daily master index (bars) and the quarterly form index (columns)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sources import values
from sources.board_types import BoardRequest
from sources.records import Problem

FORMS = frozenset({"D", "D/A"})
HOST = "www.sec.gov"
# The SEC asks for at most ten requests a second from everyone, and for a user agent that says who asks.
RATE = 5.0
_ACCESSION = re.compile(r"(\d{10}-\d{2}-\d{6})\.txt$")
# A company's name may fill its column, so the line is read from its end.
_FORM_LINE = re.compile(
    r"(?P<form>\S+(?: \S+)?)\s{2,}(?P<name>.+?)\s+(?P<cik>\d{1,10})\s+(?P<day>\d{4}-\d{2}-\d{2})\s+(?P<file>edgar/\S+)"
)
MOST_BYTES = 64 * 2**20


@dataclass(frozen=True, slots=True)
class IndexedFiling:
    """A filing as an index lists it."""

    cik: str
    name: str
    form: str
    filed_on: date
    accession: str


def read_index(data: bytes, place: str, forms: frozenset[str] = FORMS) -> Iterator[IndexedFiling | Problem]:
    """Filings of these forms. A holiday's answer is an error in XML; a quiet day's index has a header only."""
    if data.lstrip()[:5].lower() == b"<?xml" or len(data) > MOST_BYTES:
        yield Problem(place, "", "EDGAR has no index for this day")
        return
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), start=1):
        parts = line.split("|")
        if len(parts) == 5:
            cik, name, form, day, file = parts
        elif match := _FORM_LINE.fullmatch(line.rstrip()):
            form, name, cik, day, file = match["form"], match["name"], match["cik"], match["day"], match["file"]
        else:
            continue
        if form.strip() not in forms:
            continue
        try:
            yield _filing(cik, name, form.strip(), day, file)
        except ValueError as error:
            yield Problem(f"{place}:{number}", "", str(error))


def _filing(cik: str, name: str, form: str, day: str, file: str) -> IndexedFiling:
    accession = _ACCESSION.search(file.strip())
    filed_on = values.day(f"{day[:4]}-{day[4:6]}-{day[6:]}" if day.isdigit() else day)
    if accession is None or filed_on is None:
        raise ValueError("a filing without accession number or date")
    return IndexedFiling(values.cik(cik), values.text(name), form, filed_on, accession[1])


def daily_index(day: date) -> BoardRequest:
    """The master index of one day."""
    quarter = (day.month + 2) // 3
    return _request(f"/Archives/edgar/daily-index/{day.year}/QTR{quarter}/master.{day:%Y%m%d}.idx")


def primary_document(filing: IndexedFiling) -> BoardRequest:
    """The filing's own XML."""
    folder = filing.accession.replace("-", "")
    return _request(f"/Archives/edgar/data/{int(filing.cik)}/{folder}/primary_doc.xml")


def _request(path: str) -> BoardRequest:
    return BoardRequest(url=f"https://{HOST}{path}", hosts=frozenset({HOST}), rate=RATE, parallel=1)
