"""Legal names: what the rules alone, one or three accepted names, and the queue reach on the labelled names."""

import random
import resource
import time
from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

from companies.benchmarks.employer_queue import reached
from companies.benchmarks.labelled_names import Labelled, read, seeds
from companies.matching.cluster import match
from companies.matching.founding import Group, groups
from companies.matching.memory import without_collection
from companies.matching.values import Employer
from sources import uscis
from sources.records import UscisRecord

Line = tuple[str, str, str]  # measure, value, target


def rows(shared: Path) -> list[Line]:
    """The table of targets with what is reached. `shared` is the folder of development data; takes some minutes."""
    labelled = read(shared / "employer-matching" / "employer_names.csv")
    return [*_pairs(labelled), *_seeded(labelled), *reached(labelled), _orders(labelled), *_population(shared)]


def _pairs(labelled: Labelled) -> list[Line]:
    right = wrong = affiliates = 0
    for group in groups(match(labelled.employers)):
        for left, other in combinations(_companies(labelled, group), 2):
            right += left == other
            affiliates += left != other and labelled.affiliates(left, other)
            wrong += left != other and not labelled.affiliates(left, other)
    all_pairs = sum(count * (count - 1) // 2 for count in Counter(labelled.company.values()).values())
    return [
        ("rules alone: false merges", str(wrong), "0"),
        ("rules alone: affiliates merged", str(affiliates), "0"),
        ("rules alone: pairs of one company found", _percent(right, all_pairs), "≥ 25 %"),
    ]


def _seeded(labelled: Labelled) -> list[Line]:
    lines: list[Line] = []
    for count, targets in ((1, ("≥ 45 %", "≥ 90 %")), (3, ("≥ 67 %", "≥ 98 %"))):
        accepted = seeds(labelled, count)
        found = {link.employer.id: link.group for link in match(labelled.employers, accepted)}
        wanted = [one for one in labelled.employers if labelled.company[one.id] in set(accepted.values())]
        linked = [one for one in wanted if found[one.id] == ("company", labelled.company[one.id])]
        placed = [one for one in labelled.employers if found[one.id][0] == "company"]
        wrong = sum(found[one.id] != ("company", labelled.company[one.id]) for one in placed)
        named = f"{count} accepted of each company"
        lines += [
            (f"{named}: names linked", _percent(len(linked), len(wanted)), targets[0]),
            (f"{named}: volume linked", _percent(_volume(linked), _volume(wanted)), targets[1]),
            (f"{named}: wrong names", str(wrong), "0"),
        ]
    return lines


def _orders(labelled: Labelled) -> Line:
    shuffled = list(labelled.employers)
    random.Random(0).shuffle(shuffled)  # noqa: S311 - an order, not a secret
    same = set(match(shuffled)) == set(match(labelled.employers))
    return "two orders of the input", "the same links" if same else "other links", "the same links"


def _population(shared: Path) -> list[Line]:
    employers = list(_published(shared / "h1b" / "uscis"))
    began = time.process_time()
    with without_collection():
        links = match(employers)
    seconds = time.process_time() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    across = sum(bool(link.rule) and link.employer.state != link.hub.state for link in links)
    joined = sum(bool(link.rule) for link in links)
    return [
        (
            f"all {len(employers):,} names of the USCIS files",
            f"{seconds:.0f} s of CPU, {most:,.0f} MB",
            "≤ 300 s, ≤ 1,000 MB",
        ),
        ("of these linked by the rules alone, across states", f"{joined:,}, {across:,}", ""),
    ]


def _published(folder: Path) -> Iterable[Employer]:
    """Every name once, described by the line with the most approvals."""
    volume: Counter[str] = Counter()
    largest: dict[str, tuple[int, UscisRecord]] = {}
    for path in sorted([*folder.glob("*.csv.gz"), *folder.glob("*.tsv")]):
        for record in uscis.read(path):
            if isinstance(record, UscisRecord) and record.employer_name:
                approvals = record.initial_approvals + record.continuing_approvals
                volume[record.employer_name] += approvals
                if record.employer_name not in largest or largest[record.employer_name][0] < approvals:
                    largest[record.employer_name] = approvals, record
    for name, (_, record) in largest.items():
        yield Employer(name, name, record.tax_id_last4, record.city, record.state, record.naics_code[:2], volume[name])


def _companies(labelled: Labelled, group: Group) -> list[str]:
    return [labelled.company[link.employer.id] for link in group.links]


def _volume(employers: Iterable[Employer]) -> int:
    return sum(one.volume for one in employers)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"
