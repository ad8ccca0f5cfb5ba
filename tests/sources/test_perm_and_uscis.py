"""The PERM and USCIS readers against every published header and the sums of the published files."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from sources import lca_columns, perm, uscis
from sources.columns import Layout
from sources.records import UscisRecord
from sources.tabular import Table, column_name


def headers(path: Path, group: str, column: str) -> Iterator[Table]:
    found: dict[str, list[str]] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row[group], []).append(column_name(row[column]))
    for name, columns in found.items():
        yield Table(name, tuple(columns), lambda places: iter(()))


@pytest.mark.data
@pytest.mark.parametrize(
    ("layout", "file", "group", "column", "tables"),
    [
        (lca_columns.LAYOUT, "layouts/lca_headers_by_fiscal_year.csv", "period", "column_name", 16),
        (perm.LAYOUT, "perm/perm_headers_by_file.csv", "file", "column_name_lowercased", 8),
    ],
)
def test_every_published_header_is_known_column_by_column(
    shared_data: Path, layout: Layout, file: str, group: str, column: str, tables: int
) -> None:
    found = list(headers(shared_data / "h1b" / file, group, column))
    assert len(found) == tables
    for table in found:
        plan = layout.bind(table)
        assert plan.has("case_number", "case_status", "decided_on", "employer_name", "job_title", "worksite_state")


@pytest.mark.data
@pytest.mark.parametrize(
    ("file", "rows", "sums"),
    [
        ("h1b_datahubexport-2014_resaved.csv.gz", 56_595, (130_616, 10_645, 202_190, 6_120)),
        ("h1b_datahubexport-2015.csv.gz", 48_544, (111_846, 7_644, 176_656, 5_429)),
        ("h1b_datahubexport-2021.csv.gz", 60_806, (141_194, 5_667, 333_929, 7_800)),
        ("FY2022_amazon_search_export.csv", 101, (6_396, 79, 17_223, 285)),
        ("Employer_Information_2024_naics52_reencoded_utf16.tsv", 3_744, None),
    ],
)
def test_the_sums_of_uscis_files_come_out(
    shared_data: Path, file: str, rows: int, sums: tuple[int, int, int, int] | None
) -> None:
    found = [record for record in uscis.read(shared_data / "h1b" / "uscis" / file) if isinstance(record, UscisRecord)]
    assert len(found) == rows
    totals = (
        sum(record.initial_approvals for record in found),
        sum(record.initial_denials for record in found),
        sum(record.continuing_approvals for record in found),
        sum(record.continuing_denials for record in found),
    )
    assert sums in (totals, None)


@pytest.mark.data
def test_the_top_ten_of_2021_come_out_by_exact_name(shared_data: Path) -> None:
    approved: Counter[str] = Counter()
    for record in uscis.read(shared_data / "h1b" / "uscis" / "h1b_datahubexport-2021.csv.gz"):
        assert isinstance(record, UscisRecord)
        approved[record.employer_name] += record.initial_approvals + record.continuing_approvals
    published = shared_data / "h1b" / "ground_truth" / "uscis_top_10_employers_2021.csv"
    with published.open(newline="") as file:
        expected = [(row["Employer"], int(row["Approvals"])) for row in csv.DictReader(file)]
    assert approved.most_common(10) == expected
