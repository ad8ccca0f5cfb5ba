"""Reading of the small tables beside this package."""

import csv
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    """Every row of a table in `data/`. Lines that begin with `#` name the source and are left out."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        if name.endswith(".tsv"):
            return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
        return list(csv.DictReader(lines))


def targets(name: str) -> dict[str, tuple[str, ...]]:
    """A table of `code, targets` as code → codes, in the table's order (the likeliest first)."""
    return {row["code"]: tuple(row["targets"].split("|")) for row in rows(name) if row["targets"]}
