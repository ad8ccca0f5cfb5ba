"""Tables in every form they are published or saved in."""

import gzip
import zipfile
from pathlib import Path

import pytest

from sources import workbook
from sources.containers import UnreadableFileError
from sources.records import Problem
from sources.tabular import Table, open_table
from tests.sources.filing_samples import write_workbook

HEADER = "CASE_NO,TOTAL WORKERS,H-1B_DEPENDENT"
ROWS = [["I-1", "3", "N"], ["I-2", "4", "Y"]]
TEXT = f"{HEADER}\nI-1,3,N\nI-2,4,Y\n"


def numbered(table: Table) -> list[tuple[int, list[str] | Problem]]:
    found: list[tuple[int, list[str] | Problem]] = []
    for piece in table.read(range(len(table.columns))):
        cells = zip(*(piece.cells[place] for place in range(len(table.columns))), strict=True)
        rows = zip(piece.numbers.tolist(), map(list, cells), strict=True)
        found += sorted([*rows, *piece.failed], key=lambda row: row[0])
    return found


def rows_of(path: Path) -> list[list[str]]:
    with open_table(path) as table:
        assert table.columns == ("CASE_NO", "TOTAL_WORKERS", "H_1B_DEPENDENT")
        return [row for _, row in numbered(table) if not isinstance(row, Problem)]


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.replace("\n", "\r").encode("utf-8-sig"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").replace("\n", "\r\n").encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.replace(",", "|").encode(),
        gzip.compress(TEXT.encode(), mtime=0),
        f"\n\n{TEXT}\n\n".encode(),
    ],
)
def test_it_reads_text_of_every_kind(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert rows_of(path) == ROWS


def test_it_reads_a_zip_with_one_table_and_refuses_two(tmp_path: Path) -> None:
    path = tmp_path / "file.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("data.csv", TEXT)
        archive.writestr("__MACOSX/data.csv", "x")
    assert rows_of(path) == ROWS
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("more.csv", TEXT)
    with pytest.raises(UnreadableFileError, match="holds 2 tables"):
        rows_of(path)


def test_it_reads_what_is_not_utf8_as_cp1252(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(HEADER.encode() + b"\nBARRETT\x92S,caf\xc3\xa9,N\n")
    assert rows_of(path) == [["BARRETT’S", "café", "N"]]


def test_a_row_of_the_wrong_width_is_a_problem_and_shows_no_more_than_its_case_number(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text(f"{HEADER}\nI-1,3,N\nI-200-11171-193151,a@b.example\nI-2,4,Y,\n")
    with open_table(path) as table:
        good, short, long = (row for _, row in numbered(table))
    assert not isinstance(good, Problem)
    assert isinstance(short, Problem)
    assert isinstance(long, Problem)
    assert (short.place, short.raw) == ("file.csv, row 3", "I-200-11171-193151")
    assert long.message == "4 fields where the header has 3"


def test_an_unclosed_quotation_mark_costs_its_own_line_only(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    lines = [f"I-{number},1,N" for number in range(200)]
    lines[50] = '"I-50,1,N,x'
    path.write_text("\n".join([HEADER, *lines]) + "\n")
    with open_table(path) as table:
        rows = [row for _, row in numbered(table)]
    assert [type(row) for row in rows].count(Problem) == 1
    assert len(rows) == 200


def test_it_stops_at_what_unpacks_too_large(tmp_path: Path) -> None:
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(HEADER.encode() + b"\n" * 5_000_000))
    with (
        pytest.raises(UnreadableFileError, match="more than 100,000 bytes"),
        open_table(path, most_bytes=10**5) as table,
    ):
        numbered(table)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"%PDF-1.4\0\1\2\3 and so on and on and on", "neither text nor a workbook"),
        (b"\x1f\x8bnot gzip at all", "broken"),
        (b"PK\x03\x04not a zip", "broken"),
    ],
)
def test_it_refuses_what_is_no_table(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match=reason):
        rows_of(path)


STRINGS = ("CASE_NO", "TOTAL WORKERS", "H-1B_DEPENDENT", "I-1", "N &amp; O")
HEAD = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>'


def test_it_reads_a_workbook_by_cell_whatever_stands_in_between(tmp_path: Path) -> None:
    sheet = (
        HEAD + '<row r="2"><c r="A2" s="4" t="s"><v>3</v></c><c r="B2" s="1"/><c r="C2" t="s"><v>4</v></c></row>'
        # Attributes in another order, a formula, an empty cell with an end tag, a row that ends early.
        '<row r="4"><c t="s" r="A4"><v>3</v></c><c r="B4" s="2"><f>1+2</f><v>3</v></c><c r="C4"></c></row>'
        '<row r="5"><c r="A5" t="inlineStr"><is><t>I-5</t></is></c><c r="B5" t="e"><v>#N/A</v></c></row>'
        '<row r="6" spans="1:3"/><row r="7"><c r="A7" s="1"/></row>'
    )
    path = write_workbook(tmp_path / "file.xlsx", sheet, STRINGS)
    with open_table(path) as table:
        assert table.columns == ("CASE_NO", "TOTAL_WORKERS", "H_1B_DEPENDENT")
        assert numbered(table) == [(2, ["I-1", "", "N & O"]), (4, ["I-1", "3", ""]), (5, ["I-5", "", ""])]


def test_a_workbook_in_gzip_is_read_too(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "file.xlsx", HEAD, STRINGS)
    packed = tmp_path / "file.xlsx.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert rows_of(packed) == []


def test_it_refuses_the_calendar_of_1904(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "file.xlsx", HEAD, STRINGS, settings='<workbookPr date1904="1"/>')
    with pytest.raises(UnreadableFileError, match="1904"):
        rows_of(path)


def test_a_cell_that_names_a_missing_string_is_refused(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "file.xlsx", HEAD.replace("<v>2</v>", "<v>77</v>"), STRINGS)
    with pytest.raises(UnreadableFileError, match="shared string"):
        rows_of(path)


def test_a_blank_tail_is_passed_over(tmp_path: Path) -> None:
    padded = "".join(f'<row r="{number}"><c r="A{number}" s="1"/></row>' for number in range(2, 100_000))
    selfclosed = "".join(f'<row r="{number}" spans="1:97"/>' for number in range(100_000, 200_000))
    last = '<row r="200001"><c r="A200001" t="s"><v>3</v></c></row>'
    path = write_workbook(tmp_path / "file.xlsx", HEAD + padded + selfclosed + last, STRINGS)
    with path.open("rb") as file:
        assert [number for number, _ in workbook.rows(file)] == [1, 200_001]
