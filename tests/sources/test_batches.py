"""Columns by their distinct values, and plain text read in pieces as a careful reader reads it line by line."""

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import plain_text, tabular
from sources.batches import Batch, Column, column, constant, in_rows, together
from sources.records import Problem
from sources.tabular import open_table


def test_a_value_is_worked_out_once_however_many_rows_have_it() -> None:
    asked: list[str] = []

    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    assert list(column(["a", "bb", "a", "a"]).map(length)) == [1, 2, 1, 1]
    assert asked == ["a", "bb"]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3), st.sampled_from(["x", "y"]))))
def test_columns_together_say_what_their_rows_say(rows: list[tuple[str, int, str]]) -> None:
    columns: list[Column[object]] = [column([row[place] for row in rows]) for place in range(3)]
    both = together(lambda *said: said, *columns, constant(None, len(rows)))
    assert list(both) == [(*row, None) for row in rows]
    assert len(both.values) == len(set(rows))


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans())))
def test_a_part_of_a_column_keeps_only_its_own_values(rows: list[tuple[str, bool]]) -> None:
    part = column([text for text, _ in rows]).only(np.array([kept for _, kept in rows], np.bool_))
    assert list(part) == [text for text, kept in rows if kept]
    assert set(part.values) == {text for text, kept in rows if kept}


def test_rows_that_fail_or_are_left_out_are_said_in_their_place() -> None:
    batch = Batch("a.csv", np.arange(2, 6), {"name": column(["x", "?", "y", "-"])})
    batch.incomplete.append((2, Problem("a.csv, row 2", "name", "odd", "x")))
    batch.incomplete.append((3, Problem("a.csv, row 3", "name", "odd", "?")))
    batch.fail(batch.columns["name"].where(lambda name: name == "?"), "no name", "name")
    name = batch.columns["name"]
    batch.skip(name.where(lambda name: name == "-"), name.map("called {}".format))
    assert (batch.rows, len(batch)) == (4, 2)
    said = [getattr(what, "reason", getattr(what, "message", what)) for what in in_rows([batch], str)]
    assert said == ["odd", "x", "no name", "y", "called -"]


CELL = st.text(st.sampled_from('ab",\n \tü;'), max_size=5)


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=8), st.booleans(), st.booleans())
def test_plain_text_is_read_as_by_the_csv_module_or_not_at_all(
    rows: list[list[str]], quoted: bool, ended: bool
) -> None:
    lines = [",".join(f'"{cell}"' if quoted else cell for cell in row) for row in rows]
    text = "\n".join(lines) + ("\n" if ended else "")
    found = plain_text.columns(text, ",", 3, range(3)) if text else None
    if found is not None:
        as_rows = [list(row) for row in zip(*found.values(), strict=True)]
        assert as_rows == list(csv.reader(text.splitlines(keepends=True)))
        assert all(any(row) for row in as_rows)


@pytest.mark.parametrize(
    "odd",
    [
        ['x,"two\nlines",z'],
        ["x,y"],
        ["x,y,z,and more"],
        ['x,y,"never closed'],
        ["", ",,", "x,y,z"],
        ['"x, never closed,y,z'],
    ],
)
def test_an_odd_line_in_a_piece_changes_nothing_in_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, odd: Sequence[str]
) -> None:
    """Read in one piece, in small pieces and in pieces of a line each: the same rows and problems."""
    lines = [f"I-{number},{number},N" for number in range(60)]
    lines[20:20] = odd
    path = tmp_path / "file.csv"
    path.write_text("\n".join(["CASE_NO,WORKERS,FLAG", *lines]) + "\n")
    results = []
    for length in (2**22, 100, 5):
        monkeypatch.setattr(tabular, "PIECE_LENGTH", length)
        rows: list[tuple[int, object]] = []
        with open_table(path) as table:
            for piece in table.read([0, 1, 2]):
                rows += zip(piece.numbers.tolist(), zip(*piece.cells.values(), strict=True), strict=True)
                rows += piece.failed
        results.append(sorted(rows, key=lambda row: row[0]))
    assert results[0] == results[1] == results[2]
    assert sum(not isinstance(row, Problem) for _, row in results[0]) >= 60
