"""The snapshots: the search table as bitmaps and columns in files, written by a worker, mapped by web processes.

A snapshot is a folder. The first in force is of the whole table, `g<generation>`; each after it is of what changed
since the one before it, `g<since>-<generation>`, and hides what those before it say of the same postings. The file
`in_force.json` names them; it is replaced whole, so a killed writer leaves in force what was. Postings stand in order
of day and id, and a posting's place in that order is its ordinal.
"""

import contextlib
import json
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from postings.engine import bitmaps
from postings.engine.bitmaps import Bits, Members, Numbers

# Facets whose values are words; places have codes too, but nobody counts them.
LISTED = ("industry", "skill")
# Rows of an open facet that are counted at once.
STRETCH = 16
# A look at one posting's codes takes as long as a look at so many words of bitmaps.
CODES_PER_WORD = 200


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One folder, mapped. Nothing of it is copied into the process until it is read."""

    since: int  # of what changed after this generation; 0: of the whole table
    generation: int
    has_all_rows: bool  # each stem and code that occurs has its row
    changed: Numbers  # ids of the postings that changed, those that left the table too; of the whole table none
    id: Numbers
    sorted_id: Numbers
    by_id: NDArray[np.int32]  # the ordinal of each of sorted_id
    day: NDArray[np.int32]
    pay: NDArray[np.int32]
    years: NDArray[np.int32]
    company: NDArray[np.int32]
    record: NDArray[np.int32]
    code_starts: Numbers  # where in `codes` those of each posting begin
    codes: NDArray[np.int32]
    code_bits: NDArray[np.uint64]
    words_bits: NDArray[np.uint64] | Members
    title_bits: NDArray[np.uint64] | Members
    code_rows: dict[int, int]  # of code_bits
    facet_rows: dict[str, range]  # the rows of each facet that is counted, the most frequent code first
    row_codes: tuple[int, ...]
    row_totals: tuple[int, ...]  # postings that have it
    least: int  # a code in fewer postings may have no row, unless all have
    words_rows: dict[str, int]
    title_rows: dict[str, int]

    @property
    def few(self) -> int:
        """Of so many matches the codes are looked at one by one; of more, one bitmap a code."""
        rows = sum(
            len(rows) if self.has_all_rows or name not in LISTED else min(len(rows), 4 * STRETCH)
            for name, rows in self.facet_rows.items()
        )
        return rows * bitmaps.width(len(self.id)) // CODES_PER_WORD

    def ordinals_of(self, ids: Numbers) -> Numbers:
        """Ordinals of those ids that are in the snapshot."""
        if not len(ids) or not len(self.id):
            return np.empty(0, np.int64)
        found = np.searchsorted(self.sorted_id, ids)
        found[found == len(self.sorted_id)] = 0
        result: Numbers = self.by_id[found[self.sorted_id[found] == ids]].astype(np.int64)
        return result

    def all_but(self, ids: Numbers) -> Bits | None:
        """Every posting but these; None where it has none of them."""
        dead = self.ordinals_of(ids)
        return ~bitmaps.of_ordinals(dead, len(self.id)) if len(dead) else None


@dataclass(frozen=True, slots=True)
class InForce:
    """A snapshot and the postings of it that no later one has anew; None: all."""

    snapshot: Snapshot
    alive: Bits | None


def folder() -> Path:
    return Path(settings.VAR_DIR) / "search"


def names() -> list[str]:
    """Folders of the snapshots in force: that of the whole table first, then those of changes, the oldest first."""
    with contextlib.suppress(FileNotFoundError):
        found: list[str] = json.loads((folder() / "in_force.json").read_text())
        return found
    return []


_mapped: dict[tuple[Path, str], Snapshot] = {}
_in_force: dict[tuple[Path, tuple[str, ...]], tuple[InForce, ...]] = {}


def current() -> tuple[InForce, ...]:
    """The snapshots in force, each mapped once a process; none when there is none."""
    within, asked = folder(), names()
    key = within, tuple(asked)
    found = _in_force.get(key)
    if found is None:
        try:
            mapped = {(within, name): _mapped.get((within, name)) or _open(within / name) for name in asked}
        except FileNotFoundError:  # others are in force by now
            return ()
        found = _alive(list(mapped.values()))
        _in_force.clear()
        _mapped.clear()
        _mapped.update(mapped)
        _in_force[key] = found
    return found


def close() -> None:
    """Forgets what is mapped."""
    _in_force.clear()
    _mapped.clear()


def _alive(snapshots: list[Snapshot]) -> tuple[InForce, ...]:
    found: list[InForce] = []
    changed = np.empty(0, np.int64)
    for snapshot in reversed(snapshots):
        found.append(InForce(snapshot, snapshot.all_but(changed)))
        changed = np.union1d(changed, snapshot.changed)
    return tuple(reversed(found))


def _open(path: Path) -> Snapshot:
    def array(name: str) -> Any:
        return np.load(path / f"{name}.npy", mmap_mode="r")

    def rows(name: str) -> dict[Any, int]:
        return {key: row for row, key in enumerate(json.loads((path / f"{name}.json").read_text()))}

    def stems(name: str) -> Any:
        if about["has_all_rows"]:
            return Members(array(f"{name}_starts"), array(f"{name}_members"), about["postings"])
        return array(f"{name}_bits")

    about = json.loads((path / "about.json").read_text())
    by_facet = {
        facet: [row for row, _ in rows]
        for facet, rows in groupby(enumerate(about["rows"]), key=lambda numbered: numbered[1][1])
        if facet
    }
    return Snapshot(
        since=about["since"],
        generation=about["generation"],
        has_all_rows=about["has_all_rows"],
        changed=array("changed"),
        id=array("id"),
        sorted_id=array("sorted_id"),
        by_id=array("by_id"),
        day=array("day"),
        pay=array("pay"),
        years=array("years"),
        company=array("company"),
        record=array("record"),
        code_starts=array("code_starts"),
        codes=array("codes"),
        code_bits=array("code_bits"),
        words_bits=stems("words"),
        title_bits=stems("title"),
        code_rows={code: row for row, (code, _, _) in enumerate(about["rows"])},
        facet_rows={facet: range(rows[0], rows[-1] + 1) for facet, rows in by_facet.items()},
        row_codes=tuple(code for code, _, _ in about["rows"]),
        row_totals=tuple(total for _, _, total in about["rows"]),
        least=about["least"],
        words_rows=rows("words"),
        title_rows=rows("title"),
    )
