"""Rows of a table read together, column by column: what a cell means is worked out once for each of its values.

A quarter of filings repeats itself: a column of ten thousand cells has some hundred different ones. Each cell read for
itself costs ten times as much.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from sources.records import Problem

T = TypeVar("T")
U = TypeVar("U")
Rows: TypeAlias = NDArray[np.bool_]  # which rows of a batch


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row left out on purpose. Its reason is counted."""

    reason: str


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """The values of a column, and for each row the place of its value among them. Every value is some row's."""

    values: Sequence[T]
    places: NDArray[np.integer[Any]]

    def __len__(self) -> int:
        return len(self.places)

    def map(self, meaning: Callable[[T], U]) -> "Column[U]":
        """What each value means."""
        return Column(list(map(meaning, self.values)), self.places)

    def where(self, holds: Callable[[T], object]) -> Rows:
        """The rows whose value passes."""
        passes = np.fromiter(map(bool, map(holds, self.values)), np.bool_, len(self.values))
        return passes.take(self.places)

    def only(self, rows: Rows) -> "Column[T]":
        """The same of these rows alone."""
        places = self.places[rows]
        used = np.bincount(places, minlength=len(self.values)) > 0
        values = [self.values[place] for place in np.flatnonzero(used).tolist()]
        return Column(values, (np.cumsum(used) - 1)[places])

    def __getitem__(self, row: int) -> T:
        return self.values[int(self.places[row])]

    def __iter__(self) -> Iterator[T]:
        """Row by row."""
        values = self.values
        return iter([values[place] for place in self.places.tolist()])


def column(cells: Sequence[T]) -> Column[T]:
    """A column of these cells, which must be hashable."""
    seen: dict[T, int] = {}
    places = np.fromiter((seen.setdefault(cell, len(seen)) for cell in cells), np.int32, len(cells))
    return Column(list(seen), places)


def constant(value: T, rows: int) -> Column[T]:
    """A column that says the same in every row."""
    return Column([value] if rows else [], np.zeros(rows, np.int32))


def together(meaning: Callable[..., U], *columns: Column[Any]) -> Column[U]:
    """A column worked out from several: once for each combination of values that some row has."""
    varying = [column for column in columns if len(column.values) > 1]
    base = varying[0] if varying else columns[0]
    places, first = base.places, np.arange(0)
    for column in varying[1:]:
        _, first, places = np.unique(
            places.astype(np.int64) * len(column.values) + column.places, return_index=True, return_inverse=True
        )
    if len(varying) > 1:
        sides = [[column.values[place] for place in column.places[first].tolist()] for column in columns]
    else:
        sides = [
            list(column.values) if column is base else [*column.values[:1]] * len(base.values) for column in columns
        ]
    return Column(list(map(meaning, *sides)), places)


@dataclass(slots=True)
class Batch:
    """Some rows of a table by field, and what there is to say of rows that are not among them or not whole.

    `numbers` are the rows' numbers in the file. `failed` rows could not be taken, `skipped` ones were left out on
    purpose; neither is in the columns. `incomplete` names cells that could not be read, of rows that are in, with that
    field empty. All three by row number.
    """

    table: str
    numbers: NDArray[np.int64]
    columns: dict[str, Column[Any]]
    failed: list[tuple[int, Problem]] = field(default_factory=list)
    skipped: list[tuple[int, Skipped]] = field(default_factory=list)
    incomplete: list[tuple[int, Problem]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def rows(self) -> int:
        """Rows of the file that it stands for."""
        return len(self.numbers) + len(self.failed) + len(self.skipped)

    def place(self, number: int) -> str:
        """Where a row stands, for people."""
        return f"{self.table}, row {number}"

    def fail(self, rows: Rows, message: str, name: str = "") -> None:
        """Takes rows out that cannot be taken, for what the field of that name lacks."""
        numbers: list[int] = self.numbers[rows].tolist()
        self.failed += [(number, Problem(self.place(number), name, message)) for number in numbers]
        self._keep(~rows)

    def skip(self, rows: Rows, reason: Column[str]) -> None:
        """Leaves rows out, each with its reason."""
        self.skipped += [(int(self.numbers[row]), Skipped(reason[row])) for row in np.flatnonzero(rows).tolist()]
        self._keep(~rows)

    def _keep(self, rows: Rows) -> None:
        if rows.all():
            return
        self.numbers = self.numbers[rows]
        self.columns = {name: column.only(rows) for name, column in self.columns.items()}
        still = set(self.numbers.tolist())
        self.incomplete = [(number, problem) for number, problem in self.incomplete if number in still]


def in_rows(batches: Iterable[Batch], record: Callable[..., T]) -> Iterator[T | Problem | Skipped]:
    """The batches row by row: records of the columns in their order, and what is said of the others.

    An incomplete row's problems come before it.
    """
    for batch in batches:
        records = zip(batch.numbers.tolist(), map(record, *batch.columns.values()), strict=True)
        said: list[tuple[int, Any]] = [*batch.incomplete, *batch.failed, *batch.skipped, *records]
        for _, what in sorted(said, key=lambda item: item[0]):
            yield what
