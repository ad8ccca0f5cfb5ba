"""The LCA reader: every layout by column name, each row for itself, no personal data."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sources import lca
from sources.batches import Skipped
from sources.containers import UnreadableFileError
from sources.records import LcaRecord, Problem
from tests.sources.filing_samples import LCA_COLUMNS, lca_row, write_csv


def table(folder: Path, header: str, *rows: str, name: str = "lca.csv") -> Path:
    path = folder / name
    path.write_text("\n".join((header, *rows)) + "\n")
    return path


def records(path: Path, **options: str) -> list[LcaRecord]:
    return [record for record in lca.read(path, **options) if isinstance(record, LcaRecord)]


def test_it_reads_todays_form_and_leaves_contacts_behind(tmp_path: Path) -> None:
    (record,) = records(write_csv(tmp_path / "lca.csv", lca_row()))
    assert record.case_status == "certified"
    assert record.decided_on == date(2024, 1, 9)
    assert record.fiscal_year == 2024
    assert record.wage_from == Decimal(96100)
    assert record.h1b_dependent is False
    assert record.fein == "123456789"
    assert "alice" not in repr(record)


def test_it_reads_the_form_of_2008(tmp_path: Path) -> None:
    header = (
        "SUBMITTED_DATE;CASE_NO;PROGRAM;NAME;CITY;STATE;NBR_IMMIGRANTS;JOB_TITLE;DOL_DECISION_DATE;APPROVAL_STATUS;"
        "WAGE_RATE_1;RATE_PER_1;MAX_RATE_1;PART_TIME_1;CITY_1;STATE_1;PREVAILING_WAGE_1;WAGE_SOURCE_1;CITY_2;WITHDRAWN"
    )
    row = "9/28/08;I-08090-4182485;A;INITECH;AUSTIN;TX;2;CODER;10/1/08;CERTIFIED;28;HR;;N;WACO;TX;25;hr;DALLAS;Y"
    (record,) = records(table(tmp_path, header, row))
    assert record.visa_class == "E-3 Australian"
    assert record.case_status == "certified_withdrawn"
    assert (record.fiscal_year, record.worker_positions, record.worksite_count) == (2009, 2, 2)
    assert (record.wage_unit, record.prevailing_wage_unit, record.full_time) == ("Hour", "Hour", True)


def test_it_tells_the_class_from_the_case_number_where_no_column_does(tmp_path: Path) -> None:
    header = "LCA_CASE_NUMBER,STATUS,DECISION_DATE,LCA_CASE_EMPLOYER_NAME,WORK_LOCATION_STATE1,TOTAL_WORKERS"
    path = table(tmp_path, header, "I-203-10001-123456,CERTIFIED,1/8/10,INITECH,TX,1")
    (record,) = records(path)
    assert (record.visa_class, record.worksite_state, record.fiscal_year) == ("E-3 Australian", "TX", 2010)


def test_it_reads_both_ends_of_a_wage_in_one_column(tmp_path: Path) -> None:
    header = "CASE_NUMBER,CASE_STATUS,DECISION_DATE,VISA_CLASS,EMPLOYER_NAME,WAGE_RATE_OF_PAY,TOTAL WORKERS"
    path = table(
        tmp_path,
        header,
        "I-200-15001-000001,CERTIFIED,1/8/15,H-1B,INITECH,20000 - 30000,1",
        "I-200-15001-000002,CERTIFIED,1/8/15,H-1B,INITECH,85000.00 -,1",
    )
    assert [(r.wage_from, r.wage_to) for r in records(path)] == [
        (Decimal(20000), Decimal(30000)),
        (Decimal(85000), None),
    ]


def test_it_reads_ten_worksites_side_by_side(tmp_path: Path) -> None:
    header = (
        "CASE_NUMBER,CASE_STATUS,DECISION_DATE,VISA_CLASS,EMPLOYER_NAME,TOTAL_WORKER_POSITIONS,SECONDARY_ENTITY_1,"
        "WORKSITE_CITY_1,WORKSITE_STATE_1,WAGE_RATE_OF_PAY_FROM_1,WAGE_UNIT_OF_PAY_1,WORKSITE_CITY_2,WORKSITE_STATE_2,"
        "WORKSITE_CITY_10,PW_NON-OES_YEAR_1,AGENT_ATTORNEY_PHONE"
    )
    row = 'I-200-19001-000001,CERTIFIED,4/30/2019,H-1B,INITECH,3,Y,WACO,TX,"$179,000.00",Year,AUSTIN,TX,DALLAS,2018,555'
    (record,) = records(table(tmp_path, header, row))
    assert (record.worksite_city, record.worksite_count, record.secondary_entity) == ("WACO", 3, True)
    assert record.wage_from == 179_000


def test_other_classes_and_undecided_cases_are_left_out_by_name(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "lca.csv",
        lca_row(1, VISA_CLASS="Select Visa Classification"),
        lca_row(2, CASE_STATUS="PENDING QUALITY AND COMPLIANCE REVIEW - UNASSIGNED"),
        lca_row(3),
    )
    found = list(lca.read(path))
    assert [record.reason for record in found if isinstance(record, Skipped)] == [
        "visa class Select Visa Classification",
        "status PENDING QUALITY AND COMPLIANCE REVIEW - UNASSIGNED",
    ]
    assert len(found) == 3


def test_a_cell_that_cannot_be_read_is_named_and_its_row_goes_in(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "lca.csv", lca_row(1, WAGE_RATE_OF_PAY_FROM="a lot"))
    problem, record = lca.read(path)
    assert isinstance(problem, Problem)
    assert (problem.place, problem.field, problem.raw) == ("lca.csv, row 2", "wage_from", "a lot")
    assert isinstance(record, LcaRecord)
    assert record.wage_from is None


def test_a_row_without_its_case_number_fails(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "lca.csv", lca_row(1, CASE_NUMBER="Certified"), lca_row(2))
    problem, record = lca.read(path)
    assert isinstance(problem, Problem)
    assert not problem.field
    assert isinstance(record, LcaRecord)


def test_unknown_columns_are_refused_by_name_unless_accepted(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "lca.csv", [*lca_row(), "x"], header=(*LCA_COLUMNS, "Soc Codes"))
    with pytest.raises(UnreadableFileError, match="unknown columns SOC_CODES"):
        list(lca.read(path))
    assert len(list(lca.read(path, ignore_columns=["SOC_CODES"]))) == 1


def test_a_file_without_status_says_so_by_its_name_or_not_at_all(tmp_path: Path) -> None:
    header, row = "EMPLOYER_NAME,JOB_TITLE", "INITECH,CODER"
    (certified,) = records(table(tmp_path, header, row, name="FY2024_Q1_certified.csv"))
    assert (certified.case_status, certified.fiscal_year, certified.case_number) == ("certified", 2024, "")
    (unknown,) = records(table(tmp_path, header, row, name="cases.csv"))
    assert (unknown.case_status, unknown.fiscal_year, unknown.visa_class) == ("", 0, "")


def test_two_statements_of_a_state_that_disagree_leave_it_unknown(tmp_path: Path) -> None:
    header = "CASE_NUMBER,CASE_STATUS,DECISION_DATE,EMPLOYER_NAME,WORKSITE_STATE,state_name"
    rows = [f"I-200-20345-00000{n},Certified,2020-12-17,INITECH,California,{s}" for n, s in ((1, "Ohio"), (2, "CA"))]
    assert [record.worksite_state for record in records(table(tmp_path, header, *rows))] == ["", "CA"]


@pytest.mark.data
@pytest.mark.parametrize(
    ("file", "rows", "certified"),
    [
        ("yearly_extracts/FY2008.csv.gz", 999, 993),
        ("yearly_extracts/FY2015.csv.gz", 999, 830),
        ("yearly_extracts/FY2017.csv.gz", 999, 995),
        ("xlsx/LCA_Disclosure_Data_FY2023_Q3_H1B1.xlsx", 1203, 1167),
        ("semicolon/FY2015_corrupted_export.csv", 496, 416),
        ("flag_csv/FY2024_Q4_VA_employers.csv", 108, 108),
        ("FY2019_one_row_rebuilt.csv", 1, 0),
    ],
)
def test_the_published_files_give_their_rows(shared_data: Path, file: str, rows: int, certified: int) -> None:
    """The figures are those of ground_truth/lca_sums_of_files_here.csv: certified, and certified then withdrawn."""
    found = records(shared_data / "h1b" / "lca" / file)
    assert len(found) == rows
    assert sum(record.case_status.startswith("certified") for record in found) == certified


@pytest.mark.data
@pytest.mark.parametrize("year", [2014, 2016])
def test_top_states_of_the_large_samples_come_out_exactly(shared_data: Path, year: int) -> None:
    """Counted as their author did: certified rows, repeats and all; ties by the alphabet."""
    folder = shared_data / "h1b" / "lca" / "sample_10k"
    counts: dict[str, int] = {}
    for record in records(folder / f"FY{year}_sample.csv.gz"):
        if record.case_status == "certified":
            counts[record.worksite_state] = counts.get(record.worksite_state, 0) + 1
    top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:10]
    expected = (folder / f"FY{year}_expected_top_10_states.txt").read_text().split("\n")[1:]
    assert [f"{state};{rows}" for state, rows in top] == [line.rsplit(";", 1)[0] for line in expected if line]
