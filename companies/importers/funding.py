"""Imports funding: Form D filings and Crunchbase's exports and answers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from companies.funding.offerings import reason_to_skip
from companies.importers.investors import store_investments, store_investors, store_participants
from companies.importers.news import store_news
from companies.importers.placing import MAKE_COMPANIES
from companies.importers.profiles import settle
from companies.importers.statements import (
    batches,
    name_companies_of,
    store_companies,
    store_rounds,
    withdraw_unlisted,
)
from sources import imports
from sources.archives import tables
from sources.containers import UnreadableFileError
from sources.crunchbase_api import MOST_BYTES, read_crunchbase_json
from sources.crunchbase_csv import read_crunchbase_csv, reading_order
from sources.form_d import read_form_d_tables
from sources.form_d_xml import read_form_d_xml
from sources.models import ImportRun
from sources.records import (
    CompanyRecord,
    InvestmentRecord,
    InvestorRecord,
    NewsRecord,
    Problem,
    RoundRecord,
    Skipped,
)

Record = CompanyRecord | RoundRecord | InvestorRecord | InvestmentRecord | NewsRecord | Problem | Skipped


def import_form_d(paths: Sequence[Path], *, retrieved_on: date) -> list[imports.Counts]:
    """Imports quarterly data sets (folder or zip) and single filings in XML; one ImportRun each."""
    done, touched = [], set[int]()
    for path in paths:
        with imports.run("form_d", path.name) as (run, counts):
            touched |= take(without_funds(_form_d(path), counts), run, counts, retrieved_on)
        done.append(counts)
    settle(touched)
    return done


def import_crunchbase(
    paths: Sequence[Path], *, retrieved_on: date, may_create: frozenset[str] = MAKE_COMPANIES
) -> list[imports.Counts]:
    """Imports exports in CSV and answers in JSON; one ImportRun per file, and one for the news in them all.

    Tables that name others come after them, and news comes last, when the companies have their pages.
    """
    news: list[NewsRecord] = []
    done, touched = [], set[int]()
    with ExitStack() as stack:
        files = [file for path in paths for each in _files(path) for file in _unpacked(each, stack)]
        for path in sorted(files, key=_order):
            with imports.run("crunchbase", path.name) as (run, counts):
                touched |= take(without_news(_crunchbase(path), news), run, counts, retrieved_on)
            done.append(counts)
    settle(touched, may_create=may_create)
    if news:
        with imports.run("crunchbase", f"{len(news)} press references") as (_, counts):
            store_news(news, counts)
        done.append(counts)
    return done


def take(records: Iterable[Record], run: ImportRun, counts: imports.Counts, retrieved_on: date) -> set[int]:
    """Stores records in batches. Returns the companies of which something else is said now, for `settle`."""
    touched: set[int] = set()
    listed: dict[str, list[str]] = defaultdict(list)
    whole: set[str] = set()
    for batch in batches(records):
        companies = [r for r in batch if isinstance(r, CompanyRecord)]
        rounds = [r for r in batch if isinstance(r, RoundRecord)]
        investors = [r for r in batch if isinstance(r, InvestorRecord)]
        investments = [r for r in batch if isinstance(r, InvestmentRecord)]
        counts.rows_read += len(companies) + len(rounds) + len(investors) + len(investments)
        for record in batch:
            if isinstance(record, Problem):
                counts.fail(record)
            elif isinstance(record, Skipped):
                counts.skip(record.reason, record.rows)
        touched |= store_companies(companies, run, counts, retrieved_on)
        name_companies_of(rounds, run, retrieved_on)
        changed = store_rounds(rounds, run, counts, retrieved_on)
        touched |= {statement.company_id for statement, _ in changed if statement.company_id}
        store_participants(changed)
        store_investors(investors, counts)
        store_investments(investments, counts)
        whole |= {c.external_id for c in companies if c.lists_all_rounds}
        for record in rounds:
            if record.dataset == "api":
                listed[record.company_key].append(record.external_id)
        imports.progress(run, counts)
    for company_key in whole:
        touched |= withdraw_unlisted(company_key, listed[company_key], counts)
    return touched


def without_news(records: Iterable[Record], news: list[NewsRecord]) -> Iterator[Record]:
    """Lays news aside."""
    for record in records:
        if isinstance(record, NewsRecord):
            news.append(record)
        else:
            yield record


def _form_d(path: Path) -> Iterator[Record]:
    if path.is_dir() and not any(path.rglob("OFFERING.tsv")):
        for file in sorted(path.rglob("*.xml")):
            yield from _xml(file)
    elif path.suffix.lower() == ".xml":
        yield from _xml(path)
    else:
        yield from read_form_d_tables(path.parent if path.suffix.lower() == ".tsv" else path)


def _xml(path: Path) -> Iterator[Record]:
    with path.open("rb") as file:
        yield from read_form_d_xml(file.read(MOST_BYTES + 1), path.name)


def without_funds(records: Iterable[Record], counts: imports.Counts) -> Iterator[Record]:
    """Leaves out offerings that finance no employer, each with its issuer (which stands before it)."""
    issuer: CompanyRecord | None = None
    for record in records:
        if isinstance(record, CompanyRecord):
            issuer = record
        elif isinstance(record, RoundRecord):
            if reason := reason_to_skip(record):
                counts.skip(reason)
            else:
                yield from filter(None, (issuer, record))
            issuer = None
        else:
            yield record


def _crunchbase(path: Path) -> Iterator[Record]:
    if path.suffix.lower() == ".json":
        with path.open("rb") as file:
            yield from read_crunchbase_json(file.read(MOST_BYTES + 1), path.name)
    else:
        yield from read_crunchbase_csv(path)


def _unpacked(path: Path, stack: ExitStack) -> list[Path]:
    """The tables of an archive. One that cannot be opened stays as it is: its reader says what is wrong with it."""
    try:
        return stack.enter_context(tables(path)) or [path]
    except UnreadableFileError:
        return [path]


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return [
        p for p in sorted(path.rglob("*")) if p.name.lower().endswith((".csv", ".csv.gz", ".zip", ".tar.gz", ".json"))
    ]


def _order(path: Path) -> tuple[int, str]:
    return (0 if path.suffix.lower() == ".json" else reading_order(path)), path.name
