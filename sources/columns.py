"""From a table's columns, known by name and never by place, to the fields of a record."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sources.batches import Batch, Column, constant
from sources.containers import UnreadableFileError
from sources.records import Problem
from sources.tabular import Piece, Table

# A column that a spreadsheet or pandas added to number the rows.
_ROW_NUMBERS = re.compile(r"|INDEX|UNNAMED(_\d+)*")


@dataclass(frozen=True, slots=True)
class Field:
    """One field: how its cell is read, and the column names it has had, the preferred one first."""

    parse: Callable[[str], object]
    columns: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Where each field of a layout stands in one table. An absent column reads as an empty cell."""

    table: Table
    fields: tuple[tuple[str, Callable[[str], object], int], ...]

    def has(self, *names: str) -> bool:
        return all(place >= 0 for name, _, place in self.fields if name in names)

    def read(self, also: Sequence[int] = ()) -> Iterator[tuple[Batch, Piece]]:
        """The table's rows by field. A cell that cannot be read is empty, and said so in the batch.

        `also` are places of further columns, to be found in the piece as they stand.
        """
        places = sorted({*also, *(place for _, _, place in self.fields if place >= 0)})
        for piece in self.table.read(places):
            batch = Batch(self.table.name, piece.numbers, {}, piece.failed)
            for name, parse, place in self.fields:
                cells = piece.cells[place] if place >= 0 else constant("", len(batch))
                try:
                    batch.columns[name] = cells.map(parse)
                except ValueError:
                    batch.columns[name] = _carefully(batch, name, parse, cells)
            yield batch, piece


def _carefully(batch: Batch, name: str, parse: Callable[[str], object], cells: Column[str]) -> Column[object]:
    wrong: dict[str, str] = {}

    def meaning(cell: str) -> object:
        try:
            return parse(cell)
        except ValueError as error:
            wrong[cell] = str(error)
            return parse("")

    found = cells.map(meaning)
    for row in np.flatnonzero(cells.where(wrong.__contains__)).tolist():
        number, cell = int(batch.numbers[row]), cells[row]
        batch.incomplete.append((number, Problem(batch.place(number), name, wrong[cell], cell[:500])))
    return found


@dataclass(frozen=True, slots=True)
class Layout:
    """All the forms one data set has been published in."""

    name: str
    fields: Mapping[str, Field]
    required: tuple[str, ...]
    # Columns that are known and deliberately not read, as one expression: addresses, contacts, lawyers, their
    # phones.
    unread: re.Pattern[str]

    def bind(self, table: Table, ignore: Collection[str] = ()) -> Plan:
        """Finds the fields in a table. Raises UnreadableFileError naming what is missing or unknown: nothing
        is guessed.
        """
        places = {name: place for place, name in reversed(list(enumerate(table.columns)))}
        fields = []
        known: set[str] = set(ignore)
        for field_name, field in self.fields.items():
            names = field.columns.split()
            known.update(names)
            found = next((places[name] for name in names if name in places), -1)
            fields.append((field_name, field.parse, found))
        missing = [name for name, _, place in fields if place < 0 and name in self.required]
        unknown = [
            name
            for name in places
            if name not in known and not self.unread.fullmatch(name) and not _ROW_NUMBERS.fullmatch(name)
        ]
        if missing or unknown:
            said = [f"unknown columns {_listed(unknown)}"] if unknown else []
            said += [f"no column for {_listed(missing)}"] if missing else []
            raise UnreadableFileError(
                f"{table.name} is not a form of {self.name} that is known here: {'; '.join(said)}"
            )
        return Plan(table, tuple(fields))


def _listed(names: list[str]) -> str:
    shown = ", ".join(name[:60] for name in names[:20])
    return shown if len(names) <= 20 else f"{shown} and {len(names) - 20} more"
