"""From a table's columns, known by name and never by place, to the fields of a record."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from sources.containers import UnreadableFileError
from sources.records import Problem
from sources.tabular import Table

# A column that a spreadsheet or pandas added to number the rows.
_ROW_NUMBERS = re.compile(r"|INDEX|UNNAMED(_\d+)*")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row left out on purpose. Its reason is counted."""

    reason: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field: how its cell is read, and the column names it has had, the preferred one first."""

    parse: Callable[[str], object]
    columns: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Where each field of a layout stands in one table. An absent column reads as an empty cell."""

    table: str
    fields: tuple[tuple[str, Callable[[str], object], int], ...]

    def has(self, *names: str) -> bool:
        return all(place >= 0 for name, _, place in self.fields if name in names)

    def values(self, number: int, cells: list[str], problems: list[Problem]) -> list[object]:
        """The row's values in the layout's order. A cell that cannot be read is empty, and noted in
        `problems`.
        """
        cells.append("")
        try:
            return [parse(cells[place]) for _, parse, place in self.fields]
        except ValueError:
            return [self._careful(name, parse, cells[place], number, problems) for name, parse, place in self.fields]

    def _careful(
        self, name: str, parse: Callable[[str], object], cell: str, number: int, problems: list[Problem]
    ) -> object:
        try:
            return parse(cell)
        except ValueError as error:
            problems.append(Problem(f"{self.table}, row {number}", name, str(error), cell[:500]))
            return parse("")


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
        return Plan(table.name, tuple(fields))


def _listed(names: list[str]) -> str:
    shown = ", ".join(name[:60] for name in names[:20])
    return shown if len(names) <= 20 else f"{shown} and {len(names) - 20} more"
