"""The importer of LCA files: counts, versions, dry runs, broken rows."""

from pathlib import Path

import pytest

from companies.importers.filings import import_file
from companies.models import EmployerName, LcaCase
from sources.models import ImportRun

pytestmark = pytest.mark.django_db

HEADER = (
    "CASE_NUMBER,CASE_STATUS,RECEIVED_DATE,DECISION_DATE,VISA_CLASS,JOB_TITLE,SOC_CODE,EMPLOYER_NAME,"
    "EMPLOYER_STATE,EMPLOYER_FEIN,TOTAL_WORKER_POSITIONS,NEW_EMPLOYMENT,WAGE_RATE_OF_PAY_FROM,WAGE_UNIT_OF_PAY"
)
ONE = "I-200-24001-000001,Certified,2024-01-01,2024-01-08,H-1B,Engineer,15-1252.00,ACME INC,WA,12-3456789,1,1,50,Hour"
TWO = "I-200-24001-000002,Denied,2024-01-01,2024-01-09,H-1B,Analyst,13-2051,GLOBEX LLC,NY,,2,2,90000,Year"


def file_of(folder: Path, *rows: str, name: str = "LCA_FY2024_Q2.csv") -> Path:
    path = folder / name
    path.write_text("\n".join((HEADER, *rows)) + "\n")
    return path


def test_it_takes_a_file_and_a_second_time_changes_nothing(tmp_path: Path) -> None:
    path = file_of(tmp_path, ONE, TWO)
    first = import_file("lca", path)
    assert (first.rows_read, first.created, first.updated, first.unchanged) == (2, 2, 0, 0)
    second = import_file("lca", path)
    assert (second.created, second.updated, second.unchanged) == (0, 0, 2)
    case = LcaCase.objects.select_related("employer_name").get(case_key="I-200-24001-000001")
    assert case.employer_name.raw == "ACME INC"
    assert case.wage_year_from == 104_000
    assert case.soc_code == "15-1252"
    assert ImportRun.objects.filter(status="done").count() == 2
