"""Names from a CSV file to the matcher and back, without a database."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Protocol, TextIO

from companies.matching.cluster import match
from companies.matching.memory import without_collection
from companies.matching.values import Employer
from companies.names import MAX_LENGTH

COLUMNS = ("record_id", "name", "source", "tax_id_last4", "naics_2digit", "city", "state", "volume")
SEED_COLUMNS = ("name", "company")
RESULT_COLUMNS = ("record_id", "group", "rule", "matched_to")

Seeds = dict[str, str]  # name, folded → company


def read_employers(file: TextIO) -> list[Employer]:
    """One Employer per row. Raises ValueError where `record_id` or `name` is no column; the others may be
    absent.
    """
    seen: Counter[str] = Counter()
    employers = []
    for row in _rows(file, required=("record_id", "name")):
        record_id = row["record_id"]
        seen[record_id] += 1
        tax4 = row.get("tax_id_last4", "")
        volume = row.get("volume", "").replace(",", "")
        employers.append(
            Employer(
                id=record_id if seen[record_id] == 1 else f"{record_id}#{seen[record_id]}",
                name=row["name"],
                tax4=tax4.zfill(4) if tax4.isdigit() and len(tax4) <= 4 else "",  # spreadsheets lose the zeros
                city=row.get("city", ""),
                state=row.get("state", ""),
                naics2=row.get("naics_2digit", "")[:2],
                volume=int(volume) if volume.isdigit() and len(volume) < 12 else 0,
            )
        )
    return employers


def read_seeds(file: TextIO) -> Seeds:
    """Accepted aliases. A name given to two companies says nothing and is left out."""
    companies: dict[str, set[str]] = defaultdict(set)
    for row in _rows(file, required=SEED_COLUMNS):
        if row["name"] and row["company"]:
            companies[_folded(row["name"])].add(row["company"])
    return {name: given.pop() for name, given in companies.items() if len(given) == 1}


def match_rows(employers: list[Employer], seeds: Seeds) -> Iterator[tuple[str, str, str, str]]:
    """`record_id, group, rule, matched_to` of each employer, in their order."""
    named = defaultdict(list)
    for one in employers:
        named[_folded(one.name)].append(one.id)
    accepted = {id_: company for name, company in seeds.items() for id_ in named.get(name, ())}
    absent = [Employer(id=("seed", name), name=name.upper()) for name in seeds if name not in named]
    accepted |= {one.id: seeds[_folded(one.name)] for one in absent}
    with without_collection():
        links = {link.employer.id: link for link in match([*employers, *absent], accepted)}
    for one in employers:
        link = links[one.id]
        kind, value = link.group
        group = str(value) if kind == "company" else f"hub:{value}"
        if one.id in accepted:
            yield str(one.id), group, "accepted", ""
        else:
            yield str(one.id), group, link.rule, link.hub.name if link.rule else ""


class Writable(Protocol):
    def write(self, text: str, /) -> object: ...


def write_rows(rows: Iterable[tuple[str, str, str, str]], file: Writable) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(RESULT_COLUMNS)
    writer.writerows(rows)


def _rows(file: TextIO, required: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Rows by the names of their columns, in any case; a spreadsheet may have written semicolons or tabs."""
    first = file.readline()
    reader = csv.DictReader(chain([first], file), delimiter=max(",;\t", key=first.count))
    header = [(column or "").strip().casefold() for column in reader.fieldnames or []]
    if missing := [column for column in required if column not in header]:
        raise ValueError(f"no column {', '.join(missing)}; found: {', '.join(header) or 'nothing'}")
    reader.fieldnames = header
    for row in reader:
        yield {key: (value or "").strip()[:MAX_LENGTH] for key, value in row.items() if isinstance(key, str)}


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
