"""Lines of delimited text → columns, by Arrow: ten times as fast as cell by cell, for lines without any oddity."""

import csv
from collections.abc import Collection, Sequence

import numpy as np
import pyarrow
from pyarrow import csv as arrow_csv

from sources.batches import Column

_CELLS = pyarrow.dictionary(pyarrow.int32(), pyarrow.string())


def columns(text: str, delimiter: str, width: int, places: Sequence[int]) -> dict[int, Column[str]] | None:
    """The columns at these places; None unless each line is one row of `width` cells, and none is blank.

    Cells are cut and unquoted as by Python's csv module.
    """
    packed = text.encode()
    try:
        # A quotation mark that the last line leaves open belongs to what comes after.
        next(csv.reader([text[text.rfind("\n", 0, -1) + 1 :]], delimiter=delimiter, strict=True))
        table = arrow_csv.read_csv(
            pyarrow.py_buffer(packed),
            read_options=arrow_csv.ReadOptions(
                column_names=[str(place) for place in range(width)], use_threads=False, block_size=len(packed) + 1
            ),
            parse_options=arrow_csv.ParseOptions(delimiter=delimiter),
            convert_options=arrow_csv.ConvertOptions(
                include_columns=[str(place) for place in places],
                column_types={str(place): _CELLS for place in places},
                strings_can_be_null=False,
                check_utf8=False,
            ),
        )
    except (csv.Error, pyarrow.ArrowInvalid):
        return None
    if table.num_rows != text.count("\n") + (not text.endswith("\n")):  # a cell of several lines, or an empty line
        return None
    found: dict[int, Column[str]] = {}
    for place in places:
        cells = table.column(str(place)).combine_chunks()
        found[place] = Column(cells.dictionary.to_pylist(), cells.indices.to_numpy())
    return None if _any_blank(found.values(), table.num_rows) else found


def _any_blank(cells: Collection[Column[str]], rows: int) -> bool:
    if any("" not in column.values for column in cells):
        return False
    blank = np.ones(rows, np.bool_)
    for column in cells:
        blank &= column.where(lambda cell: not cell)
        if not blank.any():
            return False
    return True
