"""SEC Form D: the quarterly tables and single filings in XML."""

import gzip
import zipfile
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sources.edgar_index import IndexedFiling, read_index
from sources.form_d import read_form_d_tables
from sources.form_d_xml import read_form_d_xml
from sources.records import CompanyRecord, Problem, RoundRecord, Skipped

SAMPLE = Path(__file__).parent.parent / "samples" / "funding" / "form_d.xml"
FILING = "ACCESSIONNUMBER\tFILE_NUM\tFILING_DATE\tSUBMISSIONTYPE\tTESTORLIVE"
ISSUER = "ACCESSIONNUMBER\tIS_PRIMARYISSUER_FLAG\tCIK\tENTITYNAME\tCITY\tSTATEORCOUNTRY\tYEAROFINC_VALUE_ENTERED"
OFFERING = (
    "ACCESSIONNUMBER\tINDUSTRYGROUPTYPE\tISAMENDMENT\tPREVIOUSACCESSIONNUMBER\tSALE_DATE\tTOTALOFFERINGAMOUNT"
    "\tTOTALAMOUNTSOLD\tISBUSINESSCOMBINATIONTRANS"
)


def tables(folder: Path, filings: Iterable[str], issuers: Iterable[str], offerings: Iterable[str]) -> Path:
    for name, header, rows in (
        ("FORMDSUBMISSION", FILING, filings),
        ("ISSUERS", ISSUER, issuers),
        ("OFFERING", OFFERING, offerings),
    ):
        (folder / f"{name}.tsv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return folder


def rounds(found: Iterable[object]) -> list[RoundRecord]:
    return [record for record in found if isinstance(record, RoundRecord)]


def test_it_reads_a_filing_that_begins_with_a_blank_line() -> None:
    company, offering = read_form_d_xml(SAMPLE.read_bytes(), "0009990001-22-000001.xml")
    assert isinstance(company, CompanyRecord)
    assert (company.cik, company.state, company.country_code) == ("0009990001", "ON", "CA")
    assert company.former_names == ("Initech LLC",)  # the literal "None" is no name
    assert company.founded_on == date(2019, 1, 1)
    assert isinstance(offering, RoundRecord)
    assert offering.external_id == "0009990001-22-000001"
    assert offering.amount_usd == Decimal(4200000)
    assert offering.offering_amount is None  # "Indefinite"
    assert (offering.announced_on, offering.investor_count) == (date(2022, 3, 21), 7)


def test_the_same_file_without_an_accession_number_is_the_same_filing() -> None:
    first, again = (rounds(read_form_d_xml(SAMPLE.read_bytes(), "D.xml")) for _ in range(2))
    assert first[0].external_id == again[0].external_id
    assert first[0].external_id.startswith("sha256:")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<a>",
        b"<html/>",
        b"<?xml version='1.0' encoding='utf-_0'?><a/>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><edgarSubmission>&a;</edgarSubmission>',
        b"\x00" * 40,
        b"<edgarSubmission/>",
    ],
)
def test_a_file_that_is_no_filing_is_a_problem(data: bytes) -> None:
    (problem,) = read_form_d_xml(data, "x.xml")
    assert isinstance(problem, Problem)


def test_it_takes_the_primary_issuer_only_and_both_forms_of_date(tmp_path: Path) -> None:
    folder = tables(
        tmp_path,
        ["1-22-1\t021-1    \t29-MAR-2022\tD\tLIVE", "1-08-2\t\t2008-09-15T00:00:00\tD/A\tLIVE"],
        [
            '1-22-1\tNO\t1\tSecond "Co\tX\tCA\t2020',
            "1-22-1\tYES\t2\tAcme Inc\tX\tCA\t2020",
            "1-08-2\tYES\t3\tGlobex\tX\tNY\t",
        ],
        [
            "1-22-1\tComputers\tfalse\t\t2022-03-01\t1000\t600\tfalse",
            "1-08-2\tOther\ttrue\t1-08-1\t\t5000\t0\tfalse",
        ],
    )
    first, second = rounds(read_form_d_tables(folder))
    assert (first.company_name, first.company_key, first.amount) == ("Acme Inc", "0000000002", Decimal(600))
    assert first.as_of == date(2022, 3, 29)
    assert second.announced_on == second.as_of == date(2008, 9, 15)  # no sale yet: the filing's day
    assert second.amount == Decimal(0)  # nothing sold yet is a statement, unlike a blank
    assert (second.is_amendment, second.replaces) == (True, "1-08-1")


def test_a_broken_amount_leaves_the_field_empty_and_says_so(tmp_path: Path) -> None:
    folder = tables(
        tmp_path,
        ["a\t\t01-JAN-2020\tD\tLIVE", "b\t\t01-FOO-2020\tD\tTEST", "c\t\t\tD\tLIVE"],
        ["a\tYES\t1\tAcme\tX\tCA\t3201", "b\tYES\t2\tGlobex\tX\tCA\t2020", "c\tYES\tnone\tX\tX\tCA\t"],
        [f"{key}\tOther\tfalse\t\t1201-01-01\t1e6\t12.5M\tfalse" for key in "abcd"],
    )
    found = list(read_form_d_tables(folder))
    (offering,) = rounds(found)
    assert (offering.amount, offering.offering_amount, offering.currency) == (None, None, "")
    problems = [problem for problem in found if isinstance(problem, Problem)]
    assert {p.field for p in problems} >= {"TOTALAMOUNTSOLD", "SALE_DATE", "YEAROFINC_VALUE_ENTERED"}
    assert "the offering has no submission or no issuer" in {p.message for p in problems}
    assert [record.reason for record in found if isinstance(record, Skipped)] == ["test filing"]


def test_it_reads_a_zip_and_refuses_one_without_the_tables(tmp_path: Path) -> None:
    folder = tables(tmp_path, ["a\t\t01-JAN-2020\tD\tLIVE"], ["a\tYES\t1\tAcme\tX\tCA\t"], ["a\tOther\t\t\t\t1\t1\t"])
    with zipfile.ZipFile(tmp_path / "2020q1_d.zip", "w") as archive:
        for table in folder.glob("*.tsv"):
            archive.write(table, f"2020Q1_d/{table.name}")
    assert len(rounds(read_form_d_tables(tmp_path / "2020q1_d.zip"))) == 1
    with zipfile.ZipFile(tmp_path / "empty.zip", "w"):
        pass
    (tmp_path / "no.zip").write_bytes(b"not a zip")
    for name in ("empty.zip", "no.zip", "absent.zip"):
        (problem,) = read_form_d_tables(tmp_path / name)
        assert isinstance(problem, Problem)


def test_it_reads_the_daily_and_the_quarterly_index() -> None:
    daily = b"Description: x\nCIK|Company Name|Form Type|Date Filed|File Name\n-----\n" + (
        b"1001|ACME|D|20240102|edgar/data/1001/0001001-24-000001.txt\n"
        b"1002|GLOBEX|D/A|20240102|edgar/data/1002/0001234567-24-000002.txt\n"
        b"1003|INITECH|10-K|20240102|edgar/data/1003/0001234567-24-000003.txt\n"
    )
    broken, amended = read_index(daily, "master.idx")
    assert isinstance(broken, Problem)
    assert amended == IndexedFiling("0000001002", "GLOBEX", "D/A", date(2024, 1, 2), "0001234567-24-000002")
    line = (
        b"D           "
        + b"A NAME THAT FILLS ITS WHOLE COLUMN OF SIXTY-TWO LETTERS AND ENDS"
        + b"  831489      2021-02-24  edgar/data/831489/0001234567-21-000004.txt"
    )
    (quarterly,) = read_index(line, "form.idx")
    assert isinstance(quarterly, IndexedFiling)
    assert quarterly.accession == "0001234567-21-000004"
    assert list(read_index(b"Form Type   Company Name\n--------\n", "form.idx")) == []
    (holiday,) = read_index(b'<?xml\nversion="1.0"?><Error><Code>AccessDenied</Code></Error>', "x")
    assert isinstance(holiday, Problem)


@pytest.mark.data
def test_both_forms_of_the_real_filings_say_the_same(shared_data: Path) -> None:
    sec = shared_data / "companies" / "sec"
    tabular = {r.external_id: r for r in rounds(read_form_d_tables(sec / "form-d-tsv-derived"))}
    from_xml = {
        r.external_id: r
        for path in (sec / "form-d-xml").glob("*.xml")
        for r in rounds(read_form_d_xml(path.read_bytes(), path.name))
    }
    assert len(tabular) == 13
    assert len(from_xml) == 15
    assert all(from_xml[key] == tabular[key] for key in tabular)


@pytest.mark.data
def test_the_real_indexes_hold_the_filings_that_were_counted(shared_data: Path) -> None:
    folder = shared_data / "companies" / "sec" / "edgar-index"

    daily = list(read_index(gzip.decompress((folder / "daily-2024-01-02.master.idx.gz").read_bytes()), "daily"))
    forms = [filing.form for filing in daily if isinstance(filing, IndexedFiling)]
    assert (forms.count("D"), forms.count("D/A")) == (134, 47)
    every = read_index(
        (folder / "form-2021-QTR1-excerpt.idx").read_bytes(), "form", frozenset({"1-A", "1-A POS", "X-17A-5"})
    )
    assert len(list(every)) == 10
