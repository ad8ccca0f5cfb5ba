"""Crunchbase exports in CSV: 2013-10, 2014, 2015-12, 2016 and the bulk export of today, told apart by their
columns.
"""

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sources import crunchbase_new, crunchbase_old, delimited
from sources.containers import UnreadableFileError
from sources.crunchbase_old import Found, Row
from sources.records import Problem, RoundRecord, Skipped
from sources.values import Reading


@dataclass(frozen=True, slots=True)
class Layout:
    """One table of one edition: the columns that tell it, and what reads its rows."""

    dataset: str
    as_of: date  # of the edition; rows of the bulk export bear their own day
    columns: frozenset[str]
    read: Callable[[Row, Reading, str, date], Iterator[Found]]
    skip: str = ""  # why the table is not read at all


def _layout(
    dataset: str,
    as_of: date,
    columns: str,
    read: Callable[[Row, Reading, str, date], Iterator[Found]],
    skip: str = "",
) -> Layout:
    return Layout(dataset, as_of, frozenset(columns.split()), read, skip)


def _nothing(row: Row, reading: Reading, dataset: str, as_of: date) -> Iterator[Found]:
    return iter(())


_OF_2013, _OF_2014, _OF_2015 = date(2013, 10, 17), date(2014, 12, 31), date(2015, 12, 4)
_OF_2016, _BULK = date(2016, 4, 16), date(2019, 6, 24)
_PEOPLE = "a table of people"

# The first whose columns are all there. Tables of more columns stand before those of fewer.
LAYOUTS = (
    _layout("export 2013-10", _OF_2013, "permalink category_code funding_total_usd", crunchbase_old.company),
    _layout(
        "export 2013-10",
        _OF_2013,
        "company_permalink company_category_code funding_round_type funded_at",
        crunchbase_old.funding_round,
    ),
    _layout("export 2014", _OF_2014, "market funding_total_usd", crunchbase_old.company),
    _layout("export 2015-12", _OF_2015, "permalink category_list funding_total_usd", crunchbase_old.company),
    _layout(
        "export 2015-12",
        _OF_2015,
        "company_permalink acquirer_permalink acquired_at",
        crunchbase_old.acquisition,
    ),
    _layout(
        "export 2015-12",
        _OF_2015,
        "company_permalink investor_permalink funding_round_permalink",
        crunchbase_old.investment,
    ),
    _layout(
        "export 2015-12",
        _OF_2015,
        "company_permalink funding_round_permalink funding_round_type funded_at",
        crunchbase_old.funding_round,
    ),
    _layout(
        "export 2016",
        _OF_2016,
        "company_uuid funding_round_uuid funding_round_type",
        crunchbase_new.funding_round,
    ),
    _layout("export 2016", _OF_2016, "funding_round_uuid investor_uuid partner_uuid", _nothing, _PEOPLE),
    _layout(
        "export 2016",
        _OF_2016,
        "funding_round_uuid investor_uuid is_lead_investor",
        crunchbase_new.investment,
    ),
    _layout("export 2016", _OF_2016, "acquiree_uuid acquirer_uuid acquired_on", crunchbase_new.acquisition),
    _layout("export 2016", _OF_2016, "ipo_uuid uuid went_public_on", crunchbase_new.ipo),
    _layout("export 2016", _OF_2016, "org_uuid parent_org_uuid", crunchbase_new.parent),
    _layout("export 2016", _OF_2016, "investor_name investor_type uuid", crunchbase_new.investor),
    _layout("export 2016", _OF_2016, "company_name domain uuid", crunchbase_new.company),
    _layout("bulk", _BULK, "uuid org_uuid investment_type announced_on", crunchbase_new.funding_round),
    _layout("bulk", _BULK, "uuid entity_uuid raised_amount_usd", _nothing, "funds that investors raised"),
    _layout("bulk", _BULK, "uuid investor_types investment_count", crunchbase_new.investor),
    _layout("bulk", _BULK, "uuid first_name last_name", _nothing, _PEOPLE),
    _layout("bulk", _BULK, "uuid permalink primary_role", crunchbase_new.company),
    _layout("bulk", _BULK, "uuid category_groups_list", _nothing, "a table of categories"),
    _layout("export 2016", _OF_2016, "category_name category_group_list", _nothing, "a table of categories"),
)


def layout_of(columns: set[str]) -> Layout | None:
    """The table that has these columns; None when no edition has such a table."""
    return next((layout for layout in LAYOUTS if layout.columns <= columns), None)


def reading_order(path: Path) -> int:
    """Where a table stands among others: companies, investors and rounds before the investments that name
    them.
    """
    try:
        layout = layout_of(delimited.header(path))
    except (OSError, csv.Error, UnicodeError, UnreadableFileError, delimited.NoTableError):
        layout = None
    if layout is None:
        return 3
    if layout.read in (crunchbase_new.investment, crunchbase_old.investment):
        return 2
    return 1 if layout.read in (crunchbase_new.funding_round, crunchbase_old.funding_round) else 0


def read_crunchbase_csv(path: Path) -> Iterator[Found | Problem | Skipped]:
    """Records of one table. A row that names no company or round is a Problem; the rows after it are read."""
    try:
        layout = layout_of(delimited.header(path))
        if layout is None:
            yield Problem(path.name, "", "no table of a known Crunchbase edition has these columns")
            return
        seen: Counter[str] = Counter()
        for item in delimited.rows(path):
            if isinstance(item, Problem):
                yield item
            elif layout.skip:
                yield Skipped(item[0], layout.skip)
            else:
                yield from _records(layout, *item, seen)
    except (OSError, csv.Error, UnicodeError, UnreadableFileError, delimited.NoTableError) as error:
        yield Problem(path.name, "", f"cannot be read: {error}"[:300])


def _records(layout: Layout, place: str, row: Row, seen: Counter[str]) -> Iterator[Found | Problem]:
    reading = Reading(place)
    try:
        for record in layout.read(row, reading, layout.dataset, layout.as_of):
            yield _numbered(record, seen) if isinstance(record, RoundRecord) else record
    except ValueError as error:
        yield Problem(place, "", str(error))
    yield from reading.problems


def _numbered(record: RoundRecord, seen: Counter[str]) -> RoundRecord:
    """Equal rows of the edition without keys: tranches or doubles, the file does not tell; its totals count
    both.
    """
    if "|" not in record.external_id:
        return record
    seen[record.external_id] += 1
    times = seen[record.external_id]
    return record if times == 1 else replace(record, external_id=f"{record.external_id}|{times}")
