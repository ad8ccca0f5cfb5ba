"""The importer of LCA files: counts, versions, dry runs, broken rows, names."""

import random
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from companies.importers.filings import DATA_SETS, import_file
from companies.models import EmployerName, EmployerTaxId, FilingPeriod, LcaCase, TitleCount, TitleOverride
from companies.title_classes import classify_all
from sources.models import ImportProblem, ImportRun
from tests.sources.filing_samples import lca_row, write_csv

pytestmark = pytest.mark.django_db


def cases() -> list[tuple[Any, ...]]:
    columns = ("case_key", "case_status", "employer_name__raw", "fiscal_year", "job_title", "wage_from", "row_hash")
    return [(*row[:-1], bytes(row[-1])) for row in LcaCase.objects.order_by("case_key").values_list(*columns)]


def test_it_takes_a_file_and_a_second_time_changes_nothing(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "LCA_FY2024_Q2.csv", lca_row(1, WAGE_RATE_OF_PAY_FROM="50", WAGE_UNIT_OF_PAY="Hour"), lca_row(2)
    )
    first = import_file("lca", path)
    assert (first.rows_read, first.created, first.updated, first.unchanged) == (2, 2, 0, 0)
    before = cases()
    second = import_file("lca", path)
    assert (second.created, second.updated, second.unchanged) == (0, 0, 2)
    assert cases() == before
    case = LcaCase.objects.select_related("employer_name").get(case_key="I-200-24001-000001")
    assert (case.employer_name.raw, case.soc_code) == ("ACME INC", "15-1252")
    assert case.wage_year_from == 104_000
    assert case.job_field
    assert case.field_version
    assert list(ImportRun.objects.values_list("status", "fiscal_years")) == [("done", []), ("done", [2024])]


def test_the_newest_decision_wins_in_any_order(tmp_path: Path) -> None:
    """A cumulative file holds the quarter before it; a withdrawal comes a year after the certification."""
    quarter = write_csv(tmp_path / "q1.csv", lca_row(1), lca_row(2))
    cumulative = write_csv(tmp_path / "q2.csv", lca_row(1), lca_row(2), lca_row(3), lca_row(3))
    later = write_csv(
        tmp_path / "later.csv",
        lca_row(1, CASE_STATUS="Certified - Withdrawn", DECISION_DATE="2025-02-01", EMPLOYER_NAME="ACME LLC"),
    )
    results = []
    for order in ([quarter, cumulative, later], [later, cumulative, quarter], [cumulative, later, quarter, later]):
        for path in order:
            import_file("lca", path)
        results.append((cases(), described()))
        LcaCase.objects.all().delete()
        EmployerName.objects.all().delete()
    assert results[0] == results[1] == results[2]
    assert [row[1:4] for row in results[0][0]] == [
        ("certified_withdrawn", "ACME LLC", 2025),
        ("certified", "ACME INC", 2024),
        ("certified", "ACME INC", 2024),
    ]


def described() -> list[tuple[Any, ...]]:
    columns = ("raw", "volume", "first_fiscal_year", "last_fiscal_year", "city", "state")
    return list(EmployerName.objects.filter(volume__gt=0).order_by("raw").values_list(*columns))


def test_a_change_is_one_update(tmp_path: Path) -> None:
    import_file("lca", write_csv(tmp_path / "a.csv", lca_row(1), lca_row(2)))
    changed = write_csv(tmp_path / "b.csv", lca_row(1), lca_row(2, CASE_STATUS="Withdrawn", DECISION_DATE="2024-03-01"))
    counts = import_file("lca", changed)
    assert (counts.created, counts.updated, counts.unchanged) == (0, 1, 1)


def test_on_one_day_the_fuller_statement_stands(tmp_path: Path) -> None:
    full = write_csv(tmp_path / "full.csv", lca_row(1))
    poor = write_csv(tmp_path / "poor.csv", lca_row(1, JOB_TITLE="", SOC_CODE="", WORKSITE_STATE=""))
    for order in ([full, poor], [poor, full]):
        for path in order:
            import_file("lca", path)
        assert LcaCase.objects.get().job_title == "Software Engineer"
        LcaCase.objects.all().delete()


def test_broken_rows_are_counted_and_kept_and_the_others_go_in(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "a.csv",
        lca_row(1),
        lca_row(2)[:-1],
        lca_row(3, CASE_NUMBER=""),
        lca_row(4, WAGE_RATE_OF_PAY_FROM="a lot"),
        lca_row(5, VISA_CLASS="H-2B"),
    )
    counts = import_file("lca", path)
    assert (counts.rows_read, counts.created, counts.failed) == (5, 2, 2)
    assert counts.skipped == {"visa class H-2B": 1}
    kept = ImportProblem.objects.order_by("pk").values_list("place", "field")
    assert list(kept) == [("a.csv, row 3", ""), ("a.csv, row 4", ""), ("a.csv, row 5", "wage_from")]
    assert not ImportProblem.objects.filter(raw__contains="alice").exists()


def test_a_dry_run_says_what_would_be_and_leaves_nothing(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", lca_row(1), lca_row(2, VISA_CLASS="H-2B"))
    counts = import_file("lca", path, dry_run=True)
    assert (counts.created, counts.skipped.total()) == (1, 1)
    assert not LcaCase.objects.exists()
    assert not EmployerName.objects.exists()
    assert not ImportRun.objects.exists()


def test_tax_numbers_are_stored_as_keyed_hashes_only(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", lca_row(1), lca_row(2), lca_row(3, EMPLOYER_FEIN=""))
    import_file("lca", path)
    number = EmployerTaxId.objects.get()
    assert (number.volume, number.state, len(number.fein_hash)) == (2, "WA", 32)
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT (SELECT string_agg(c::text, '') FROM companies_lcacase c)
            || (SELECT string_agg(t::text, '') FROM companies_employertaxid t)"""
        )
        text = cursor.fetchone()[0]
    assert "123456789" not in text
    assert "3456789" not in text
    assert "alice" not in text


def test_a_name_is_described_by_most_of_its_rows(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "a.csv",
        lca_row(1),
        lca_row(2),
        lca_row(3, EMPLOYER_STATE="CA", EMPLOYER_CITY="FRESNO", DECISION_DATE="2023-12-01"),
        lca_row(4, DECISION_DATE="2022-01-01"),
    )
    import_file("lca", path)
    assert described() == [("ACME INC", 4, 2022, 2024, "SEATTLE", "WA")]
    assert list(FilingPeriod.objects.order_by("fiscal_year").values_list("fiscal_year", "through__month")) == [
        (2022, 1),
        (2024, 1),
    ]


def test_a_name_that_loses_its_only_case_has_no_volume_in_any_order(tmp_path: Path) -> None:
    first = write_csv(tmp_path / "first.csv", lca_row(1))
    later = write_csv(tmp_path / "later.csv", lca_row(1, DECISION_DATE="2024-06-01", EMPLOYER_NAME="ACME LLC"))
    for order in ([first, later], [later, first]):
        for path in order:
            import_file("lca", path)
        names = EmployerName.objects.order_by("raw").values_list("raw", "volume", "last_fiscal_year")
        assert list(names) == [("ACME INC", 0, None), ("ACME LLC", 1, 2024)]
        LcaCase.objects.all().delete()
        EmployerName.objects.all().delete()


def test_rows_without_a_case_number_keep_their_keys(tmp_path: Path) -> None:
    path = tmp_path / "FY2024_Q1_certified.csv"
    path.write_text("EMPLOYER_NAME,JOB_TITLE\nINITECH,CODER\nINITECH,CODER\nGLOBEX,CODER\n")
    assert import_file("lca", path).created == 3
    again = import_file("lca", path)
    assert (again.created, again.unchanged) == (0, 3)
    assert str(FilingPeriod.objects.get().through) == "2023-12-31"


def test_a_large_file_goes_in_by_chunks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.tabular.PIECE_LENGTH", 1_000)
    rows = [lca_row(number % 40 + 1, EMPLOYER_NAME=f"FIRM {number % 9}") for number in range(60)]
    random.Random(3).shuffle(rows)
    path = write_csv(tmp_path / "a.csv", *rows)
    counts = import_file("lca", path)
    assert (counts.created, counts.created + counts.updated + counts.unchanged) == (40, 60)
    rows_of_chunks = [batch.rows for batch in DATA_SETS["lca"].read(path)]
    assert len(rows_of_chunks) > 5
    assert sum(rows_of_chunks) == 60


def test_the_command_takes_several_files_and_names_those_it_refuses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = write_csv(tmp_path / "good.csv", lca_row(1))
    bad = write_csv(tmp_path / "bad.csv", ["x"], header=("SOMETHING",))
    with pytest.raises(CommandError, match=r"1 of 2 files refused: bad\.csv"):
        call_command("import_filings", "lca", str(bad), str(good))
    out, err = capsys.readouterr()
    assert "good.csv: 1 read, 1 created" in out
    assert "unknown columns SOMETHING" in err
    assert ImportRun.objects.get(subject="bad.csv").status == "failed"


def test_a_curators_word_and_a_code_of_several_meanings_hold_in_an_import(tmp_path: Path) -> None:
    """What the reading process may not decide alone is decided with the database: the same as title by title."""
    TitleOverride.objects.create(title="grand wizard", job_field="education")
    TitleCount.objects.create(title="alchemist", soc_code="15-1253", rows=50)
    path = write_csv(
        tmp_path / "a.csv",
        lca_row(1, JOB_TITLE="Grand Wizard"),
        lca_row(2, JOB_TITLE="Alchemist", SOC_CODE="15-1199"),
        lca_row(3, JOB_TITLE="Software Engineer", SOC_CODE=""),
    )
    import_file("lca", path)
    for case in LcaCase.objects.order_by("case_key"):
        expected = classify_all([(case.job_title, case.soc_code_filed)])[case.job_title, case.soc_code_filed]
        assert (case.soc_code, case.job_field, case.field_method) == (
            expected.soc_code,
            expected.job_field,
            expected.field_method,
        )
    assert list(LcaCase.objects.order_by("case_key").values_list("soc_code", "job_field"))[:2] == [
        ("15-1252", "education"),
        ("15-1253", LcaCase.objects.get(job_title="Alchemist").job_field),
    ]


def test_a_file_of_which_nothing_goes_in_leaves_the_names_alone(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", lca_row(1, CASE_NUMBER="x"), lca_row(2, VISA_CLASS="H-2B"))
    counts = import_file("lca", path)
    assert (counts.rows_read, counts.created, counts.failed, counts.skipped.total()) == (2, 0, 1, 1)
    assert not EmployerName.objects.exists()
