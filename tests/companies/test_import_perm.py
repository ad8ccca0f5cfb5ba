"""The importer of PERM files, old form and new."""

from pathlib import Path

import pytest

from companies.importers.filings import import_file
from companies.models import EmployerName, PermCase

pytestmark = pytest.mark.django_db

OLD = (
    "case_number,case_status,received_date,decision_date,employer_name,employer_city,employer_state_province,"
    "employer_phone,emp_contact_email,naics_code,pw_soc_code,wage_offer_from,wage_offer_unit_of_pay,worksite_city,"
    "worksite_state,job_title,country_of_citizenship,class_of_admission,foreign_worker_info_major"
)
NEW = (
    "case_number,case_status,received_date,decision_date,occupation_type,emp_business_name,emp_city,emp_state,emp_fein,"
    "emp_naics,emp_poc_email,atty_ag_last_name,pwd_soc_code,job_title,job_opp_wage_from,job_opp_wage_per,"
    "primary_worksite_city,primary_worksite_state"
)


def table(path: Path, header: str, *rows: str) -> Path:
    path.write_text("\n".join((header, *rows)) + "\n")
    return path


def test_both_forms_go_in_and_a_second_time_changes_nothing(tmp_path: Path) -> None:
    old = table(
        tmp_path / "old.csv",
        OLD,
        "A-19001-12345,Certified-Expired,1/2/2019,10/1/2019,ACME INC,SEATTLE,WASHINGTON,555,a@b.example,541511,"
        "15-1132,100000,Year,SEATTLE,WASHINGTON,Engineer,INDIA,H-1B,MATHS",
    )
    new = table(
        tmp_path / "new.csv",
        NEW,
        "G-100-23001-123456,Certified,2023-01-02,2024-06-01,x,ACME INC,SEATTLE,WA,12-3456789,541511,a@b.example,"
        "BOB,15-1252,Engineer,60,Hour,FRESNO,CA",
    )
    assert [import_file("perm", path).created for path in (old, new)] == [1, 1]
    assert [import_file("perm", path).unchanged for path in (old, new)] == [1, 1]
    first, second = PermCase.objects.order_by("case_key")
    assert (first.case_status, first.fiscal_year, first.worksite_state) == ("certified_expired", 2020, "WA")
    assert first.citizenship == "INDIA"
    assert (second.fiscal_year, second.soc_code) == (2024, "15-1252")
    assert second.wage_year_from == 124_800
    assert second.fein_hash
    assert EmployerName.objects.get().volume == 2


def test_a_year_that_no_file_states_stays_unknown(tmp_path: Path) -> None:
    path = table(tmp_path / "PERM_2012_2013.csv", "Company,Status,Job Title,Pay", "ACME INC,Accepted,Clerk,none")
    import_file("perm", path)
    case = PermCase.objects.get()
    assert (case.fiscal_year, case.case_status, case.wage_year_from) == (0, "certified", None)
    assert EmployerName.objects.get().first_fiscal_year is None


@pytest.mark.data
def test_the_published_file_goes_in_whole(shared_data: Path) -> None:
    counts = import_file("perm", shared_data / "h1b" / "perm" / "PERM_FY2005_cleaned.csv.gz")
    assert (counts.created, counts.failed) == (14_253, 0)
    assert PermCase.objects.filter(fiscal_year=2005, case_status="certified").count() == 6_133
