"""Columns → lines of text for COPY, put together by Arrow: no cell becomes a Python string of its own."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pyarrow
from pyarrow import compute

from sources.batches import Column, Rows

# Arrow's own pools keep tens of megabytes of what they free.
pyarrow.set_memory_pool(pyarrow.system_memory_pool())
# Values are written with str(), so COPY is told that None is NULL. A text that reads so becomes empty.
NULL = "None"
_NOTHING = pyarrow.array(["", NULL])


def written(value: object) -> str:
    """A value as COPY reads it: a backslash is its escape."""
    return str(value).replace("\\", "\\\\")


def texts(column: Column[str]) -> Any:
    """A column's texts row by row, as an Arrow array."""
    return pyarrow.array(column.values, pyarrow.string()).take(pyarrow.array(column.places))


def encoded(column: Column[Any]) -> Any:
    """A column's values as `written`, each once: an Arrow array encoded by a dictionary."""
    values = compute.replace_substring(array(map(str, column.values)), "\\", "\\\\")
    return pyarrow.DictionaryArray.from_arrays(pyarrow.array(column.places), values)


def silent(column: Any) -> Rows:
    """The rows in which an encoded column says nothing."""
    values = compute.is_in(column.dictionary, value_set=_NOTHING).to_numpy(zero_copy_only=False)
    rows: Rows = values.take(column.indices.to_numpy())
    return rows


def pieces(text: str, width: int) -> Any:
    """A text cut into texts of equal width, as an Arrow array."""
    places, letters = np.arange(0, len(text) + 1, width, dtype=np.int32), text.encode()
    return pyarrow.StringArray.from_buffers(len(places) - 1, pyarrow.py_buffer(places), pyarrow.py_buffer(letters))


def array(rows: Iterable[str]) -> Any:
    """Texts of one row each, as an Arrow array."""
    return pyarrow.array(list(rows), pyarrow.string())


def joined(parts: Sequence[Any], separator: str = "\t") -> Any:
    """Arrays of texts, or one text for all rows, put side by side."""
    return compute.binary_join_element_wise(*parts, separator)


def lines(parts: Sequence[Any]) -> memoryview:
    """Arrays of texts side by side, each row with a line end: what COPY takes."""
    rows = joined([*parts[:-1], joined([parts[-1], ""], "\n")])
    return memoryview(rows.buffers()[2])[: compute.sum(compute.binary_length(rows)).as_py() or 0]


def only(array: Any, rows: Rows) -> Any:
    """The array's elements of these rows."""
    return array.filter(pyarrow.array(rows))
