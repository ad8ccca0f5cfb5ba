"""Titles: what the classifier reaches on employers it never saw, and on years it never saw.

A random split would flatter it by some ten points, for an employer files the same title every week; so none is made.
Everything here is trained anew on a part of the development file; the shipped model is only timed.
"""

import csv
import gzip
import hashlib
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from companies.occupations import (
    CONFIDENT,
    Classification,
    Lookup,
    classify,
    fields,
    model,
    reading,
    soc,
    tables,
    training,
)
from companies.occupations.tally import Tally
from companies.occupations.titles import normalise
from sources import lca

_ONET = ("onet_alternate_titles.tsv", "onet_sample_of_reported_titles.tsv", "onet_occupation_data.tsv")
_RECENT_LCA = (
    "yearly_extracts/FY2015.csv.gz",
    "sample_10k/FY2016_sample.csv.gz",
    "yearly_extracts/FY2017.csv.gz",
    "flag_csv/FY2020_Q1_first_5000_rows.csv.gz",
    "flag_csv/FY2025_Q2_health_20cols_part_a.csv.gz",
)
_HELD_BACK_ONE_IN = 6


@dataclass(frozen=True, slots=True)
class _Row:
    fiscal_year: int
    title: str
    filed: str
    accepted: frozenset[str]
    employer: str


Line = tuple[str, str, str]  # measure, value, target


def rows(shared: Path) -> list[Line]:
    """The table of targets with what is reached. `shared` is the folder of development data; takes some minutes."""
    data = shared / "occupations"
    filings = _filings(data / "lca_title_soc_dev.csv.gz")
    labels = _labels(data / "title_job_field_dev.csv")
    reported = sorted(
        {(normalise(title), code[:7]) for name in _ONET for title, code in reading.title_rows(data / name)}
    )
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as folder:
        lines += _new_employers(filings, labels, reported, Path(folder) / "employers")
        lines += _other_years(filings, reported, Path(folder) / "years")
    return [*lines, _repair(shared / "h1b" / "lca"), *_running()]


def _new_employers(
    filings: list[_Row], labels: list[tuple[str, str, list[str]]], reported: training.Pairs, folder: Path
) -> list[Line]:
    held = [row for row in filings if _held_back(row.employer)]
    labelled = {normalise(title) for title, _, _ in labels}
    known = [row for row in filings if not _held_back(row.employer) and normalise(row.title) not in labelled]
    lookup = _train(known, reported, folder)
    alone = _judged(held, Lookup(model=lookup.model))
    seen = {normalise(row.title) for row in known}
    unseen = [pair for pair in alone if normalise(pair[0].title) not in seen]
    recent = [pair for pair in alone if pair[0].fiscal_year >= 2025]
    sure = [pair for pair in alone if pair[1].confidence >= CONFIDENT]
    return [
        *_accuracy(f"new employers, {len(held):,} rows", alone, ("84", "56", "76")),
        *_accuracy(f"new employers, {len(unseen):,} rows of unseen titles", unseen, ("74", "42", "63")),
        *_accuracy(f"new employers, {len(recent):,} rows of FY2025", recent, ("", "72", "")),
        *_accuracy(f"new employers, {len(held):,} rows, with look-up", _judged(held, lookup), ("84", "56", "76")),
        (f"confident (≥ {CONFIDENT}): rows kept", _percent(len(sure), len(alone)), "≥ 50 %"),
        *_accuracy("confident", sure, ("96", "76", "")),
        *_fields(labels, Lookup(model=lookup.model)),
        ("distance of predicted from filed field shares", f"{_distance(alone):.3f}", "≤ 0.05"),
    ]


def _other_years(filings: list[_Row], reported: training.Pairs, folder: Path) -> list[Line]:
    known = [row for row in filings if row.fiscal_year >= 2024]
    held = [row for row in filings if row.fiscal_year <= 2018]
    lookup = _train(known, reported, folder)
    measure = f"trained on FY2024-25, {len(held):,} rows of FY2011-18"
    return _accuracy(measure, _judged(held, Lookup(model=lookup.model)), ("", "", ""))


def _train(known: Iterable[_Row], reported: training.Pairs, folder: Path) -> Lookup:
    folder.mkdir()
    tally = Tally(folder / "tally.sqlite")
    tally.add((normalise(row.title), training.codes_filed(row.filed), 1) for row in known)
    target = folder / "titles.ftz"
    training.train(tally, reported, target, trained_at=datetime.now(UTC), say=lambda words: None)
    counts = {title: dict(codes) for title, codes in tally.settled()}
    tally.close()
    return Lookup(counts=counts, model=model.load(target))


def _judged(held: list[_Row], lookup: Lookup) -> list[tuple[_Row, Classification]]:
    found = {title: classify(title, lookup=lookup) for title in {row.title for row in held}}
    return [(row, found[row.title]) for row in held]


def _accuracy(name: str, judged: list[tuple[_Row, Classification]], targets: tuple[str, str, str]) -> list[Line]:
    """Major group, detailed code and one of three, each with its target in per cent (empty: none is set)."""
    tests: tuple[tuple[str, Callable[[_Row, Classification], bool]], ...] = (
        ("major group", lambda row, found: found.soc_code[:2] in {code[:2] for code in row.accepted}),
        ("detailed", lambda row, found: found.soc_code in row.accepted),
        ("one of three", lambda row, found: any(code in row.accepted for code, _ in found.alternatives[:3])),
    )
    return [
        (
            f"{name}: {what}",
            _percent(sum(test(*pair) for pair in judged), len(judged)),
            f"≥ {target} %" if target else "",
        )
        for (what, test), target in zip(tests, targets, strict=True)
    ]


def _fields(labels: list[tuple[str, str, list[str]]], alone: Lookup) -> list[Line]:
    with_code = sum(classify(title, code, lookup=alone).job_field in right for title, code, right in labels)
    without = sum(classify(title, lookup=alone).job_field in right for title, _, right in labels)
    name = f"job field of {len(labels)} hand-labelled titles"
    return [
        (f"{name}, with the filed code", _percent(with_code, len(labels)), "≥ 92 %"),
        (f"{name}, title alone", _percent(without, len(labels)), "≥ 85 %"),
    ]


def _distance(judged: list[tuple[_Row, Classification]]) -> float:
    """Total variation between the field shares told by titles and those told by titles with filed codes."""
    by_title, by_code = Counter[str](), Counter[str]()
    remembered: dict[tuple[str, str], str] = {}
    for row, found in judged:
        pair = row.title, row.filed
        if pair not in remembered:
            remembered[pair] = fields.field_of_title(row.title) or fields.field_of_soc(sorted(row.accepted)[0])
        by_title[found.job_field] += 1
        by_code[remembered[pair]] += 1
    return sum(abs(by_title[name] - by_code[name]) for name in by_title | by_code) / 2 / max(len(judged), 1)


def _repair(folder: Path) -> Line:
    kinds = Counter[str]()
    for name in _RECENT_LCA:
        for record in lca.read(folder / name):
            if code := getattr(record, "soc_code", ""):
                kinds[soc.repair(code).kind] += 1
    total = kinds.total()
    detail = ", ".join(f"{kind} {_percent(count, total)}" for kind, count in kinds.most_common())
    return (
        f"codes repaired, {total:,} rows of FY2015 and later ({detail})",
        _percent(total - kinds["unknown"], total),
        "≥ 99 %",
    )


def _running() -> list[Line]:
    size = sum(file.stat().st_size for file in tables.DATA.iterdir()) / 1e6
    started = time.perf_counter()
    alone = Lookup(model=model.load())
    loaded = time.perf_counter() - started
    asked = [f"{rank} {title}".strip() for rank in ("", "Senior", "Lead") for title in soc.titles().values()]
    started = time.process_time()
    for title in asked:
        classify(title, lookup=alone)
    rate = len(asked) / (time.process_time() - started)
    return [
        ("model and tables", f"{size:.1f} MB", "≤ 10 MB"),
        ("model loads in", f"{loaded:.2f} s", "< 1 s"),
        ("titles classified, one core", f"{rate:,.0f} /s", "≥ 2,000 /s"),
    ]


def _filings(path: Path) -> list[_Row]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return [
            _Row(
                int(row["fiscal_year"]),
                row["job_title"],
                row["soc_code_raw"],
                frozenset(row["soc2018_accepted"].split("|")),
                row["employer_name"],
            )
            for row in csv.DictReader(file)
        ]


def _labels(path: Path) -> list[tuple[str, str, list[str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["job_title"], row["soc2018"], row["fields"].split("|")) for row in csv.DictReader(file)]


def _held_back(employer: str) -> bool:
    digest = hashlib.sha256(" ".join(employer.lower().split()).encode()).digest()
    return digest[0] % _HELD_BACK_ONE_IN == 0


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "no rows"
