"""The importer of the USCIS H-1B Employer Data Hub: lines added up, editions never."""

from pathlib import Path

import pytest
from django.db.models import Sum

from companies.importers.filings import import_file
from companies.models import EmployerName, EmployerTaxId, UscisCount

pytestmark = pytest.mark.django_db

OLD = (
    "Fiscal Year,Employer,Initial Approvals,Initial Denials,Continuing Approvals,Continuing Denials,NAICS,Tax ID,"
    "State,City,ZIP"
)
NEW = (
    "Line by line,Fiscal Year   ,Employer (Petitioner) Name,Tax ID,Industry (NAICS) Code,Petitioner City,"
    "Petitioner State,Petitioner Zip Code,Initial Approval,Initial Denial,Continuing Approval,Continuing Denial"
)
SIX = (
    "Line by line,Fiscal Year   ,Employer (Petitioner) Name,Tax ID,Industry (NAICS) Code,Petitioner City,"
    "Petitioner State,Petitioner Zip Code,New Employment Approval,New Employment Denial,Continuation Approval,"
    "Continuation Denial,Change with Same Employer Approval,Change with Same Employer Denial,New Concurrent Approval,"
    "New Concurrent Denial,Change of Employer Approval,Change of Employer Denial,Amended Approval,Amended Denial"
)


def table(path: Path, header: str, *rows: str) -> Path:
    path.write_text("\n".join((header, *rows)) + "\n")
    return path


def test_lines_of_one_employer_and_place_are_added_up(tmp_path: Path) -> None:
    path = table(
        tmp_path / "old.csv",
        OLD,
        '2015,ACME INC,"3,831",1,2,0,54,506,WA,SEATTLE,98109',
        "2015,ACME INC,4,0,1,0,54,0506,WA,SEATTLE,98109",
        "2015,ACME INC,1,0,0,0,54,0506,CA,FRESNO,7960",
    )
    counts = import_file("uscis", path)
    assert (counts.rows_read, counts.created, counts.skipped.total()) == (3, 2, 1)
    seattle = UscisCount.objects.get(city="SEATTLE")
    assert (seattle.initial_approvals, seattle.initial_denials, seattle.continuing_approvals) == (3835, 1, 3)
    assert (seattle.tax_id_last4, seattle.naics_code) == ("0506", "54")
    assert UscisCount.objects.get(city="FRESNO").postal_code == "07960"
    assert EmployerTaxId.objects.filter(last4="0506").count() == 2
    assert EmployerName.objects.get().volume == 3839
    again = import_file("uscis", path)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)


def test_the_newest_form_is_read_in_six_groups(tmp_path: Path) -> None:
    row = '1,2026,ACME INC,506,"54 - Professional, Scientific, and Technical Services",SEATTLE,WA,98109,{}'
    path = table(
        tmp_path / "six.csv",
        SIX,
        row.format("1,2,3,4,5,6,7,8,9,10,11,12"),
        row.format("1,0,0,0,0,0,0,0,0,0,0,0"),
        "2,2026,,,,,,,0,0,0,0,1,0,0,0,0,0,0,0",
    )
    import_file("uscis", path)
    acme = UscisCount.objects.get(city="SEATTLE")
    assert (acme.initial_approvals, acme.initial_denials) == (2 + 7, 2 + 8)
    assert (acme.continuing_approvals, acme.continuing_denials) == (3 + 5 + 9 + 11, 4 + 6 + 10 + 12)
    assert acme.detail["new_employment_approval"] == 2
    assert EmployerName.objects.filter(raw="").count() == 1


def test_the_newest_whole_edition_counts_and_a_part_never_replaces_the_whole(tmp_path: Path) -> None:
    old = table(tmp_path / "old.csv", OLD, *(f"2021,FIRM {n},2,0,0,0,54,,WA,SEATTLE,98109" for n in range(9)))
    part = table(tmp_path / "part.csv", NEW, "1,2021,FIRM 1,,54,SEATTLE,WA,98109,1,0,0,0")
    whole = table(tmp_path / "whole.csv", NEW, *(f"{n},2021,FIRM {n},,54,SEATTLE,WA,98109,1,0,0,0" for n in range(7)))

    def total() -> int:
        return sum(UscisCount.objects.values_list("initial_approvals", flat=True))

    import_file("uscis", part)
    assert total() == 1
    import_file("uscis", old)
    assert total() == 18
    import_file("uscis", whole)
    assert total() == 7
    assert UscisCount.editions.count() == 16
    assert EmployerName.objects.get(raw="FIRM 1").volume == 1


def test_counts_of_an_unfinished_year_grow_in_any_order(tmp_path: Path) -> None:
    early = table(tmp_path / "a.csv", OLD, "2019,ACME INC,1,0,0,0,54,,WA,SEATTLE,98109")
    late = table(tmp_path / "b.csv", OLD, "2019,ACME INC,5,0,2,0,54,,WA,SEATTLE,98109")
    for order in ([early, late], [late, early]):
        for path in order:
            import_file("uscis", path)
        assert UscisCount.objects.get().initial_approvals == 5
        UscisCount.editions.all().delete()


@pytest.mark.data
def test_published_figures_come_out_to_the_unit(shared_data: Path) -> None:
    """NFAP's figures for FY2022, quoted in ground_truth/published_statistics.csv."""
    folder = shared_data / "h1b" / "uscis"
    import_file("uscis", folder / "h1b_datahubexport-2022.csv.gz")
    import_file("uscis", folder / "FY2022_amazon_search_export.csv")
    initial = {
        prefix: UscisCount.objects.filter(employer_name__raw__startswith=prefix).aggregate(n=Sum("initial_approvals"))[
            "n"
        ]
        for prefix in ("AMAZON", "INFOSYS", "GOOGLE", "IBM")
    }
    assert initial == {"AMAZON": 6396, "INFOSYS": 3151, "GOOGLE": 1562, "IBM": 1239}
    sums = UscisCount.objects.aggregate(initial=Sum("initial_approvals"), denied=Sum("continuing_denials"))
    assert sums == {"initial": 138_381, "denied": 6_454}


def test_a_line_without_a_fiscal_year_fails_and_is_named(tmp_path: Path) -> None:
    path = tmp_path / "hub.csv"
    path.write_text(f"{OLD}\n,ACME INC,1,0,0,0,54,1234,WA,SEATTLE,98101\n")
    counts = import_file("uscis", path)
    assert (counts.rows_read, counts.created, counts.failed) == (1, 0, 1)
    problem = counts.problems[0]
    assert (problem.place, problem.field, problem.message) == ("hub.csv, row 2", "fiscal_year", "no fiscal year")
