"""The hand-labelled employer names, and what a curator would accept of them first."""

import csv
from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path

from companies.matching.files import read_employers
from companies.matching.values import Employer

# A company worth a curator's time.
NAMES, VOLUME = 3, 100


@dataclass(frozen=True, slots=True)
class Labelled:
    """The labelled names, and what each of them is."""

    employers: list[Employer]
    company: Mapping[Hashable, str]
    parent: Mapping[str, str]  # company → its owner

    def volumes(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for one in self.employers:
            found[self.company[one.id]] += one.volume
        return found

    def of(self, company: str) -> list[Employer]:
        return [one for one in self.employers if self.company[one.id] == company]

    def affiliates(self, left: str, right: str) -> bool:
        owners = self.parent.get(left, ""), self.parent.get(right, "")
        return right == owners[0] or left == owners[1] or (owners[0] == owners[1] != "")


def read(path: Path) -> Labelled:
    with path.open(encoding="utf-8", newline="") as file:
        employers = read_employers(file)
    with path.open(encoding="utf-8", newline="") as file:
        labels = list(csv.DictReader(file))
    return Labelled(
        employers,
        {row["record_id"]: row["company"] for row in labels},
        {row["company"]: row["parent"] for row in labels if row["parent"]},
    )


def seeds(labelled: Labelled, count: int) -> dict[Hashable, Hashable]:
    """The largest names of every company that is worth a curator's time: three names, a hundred approvals."""
    accepted: dict[Hashable, Hashable] = {}
    for company, volume in labelled.volumes().items():
        mine = sorted(labelled.of(company), key=lambda one: one.order)
        if len(mine) >= NAMES and volume >= VOLUME:
            largest = list(dict.fromkeys(one.name for one in mine))[:count]
            accepted |= {one.id: company for one in mine if one.name in largest}
    return accepted
