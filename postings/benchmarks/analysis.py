"""The analysis of postings measured on the labelled development sets."""

import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from postings.analysis import analyze, text
from postings.analysis.location import read_places
from postings.analysis.pay import pay
from postings.analysis.sections import parts, split
from postings.analysis.sponsorship import CITIZENSHIP, CLEARANCE, NONE, OFFERS, REFUSES, UNCLEAR, stance
from postings.analysis.years import years
from sources.records import PostingRecord

LABELS = (OFFERS, REFUSES, CITIZENSHIP, CLEARANCE, UNCLEAR, NONE)
KINDS = ("responsibilities", "required", "preferred", "benefits")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class StanceScores:
    macro_f1: float
    precision: dict[str, float]
    recall: dict[str, float]
    literal: float  # share of evidence sentences that stand in the passage word for word


def rows(shared: Path) -> list[tuple[str, str, str]]:
    """(measure, value, target) of every labelled set in the folder `shared`."""
    labelled = shared / "postings" / "labelled"
    passages = _read(labelled / "visa_sentences.jsonl")
    cases = _read(labelled / "section_cases.jsonl")
    scores = stance_scores(passages)
    measures = [
        ("stance: macro-F1 over six labels", f"{scores.macro_f1:.3f}", "≥ 0.95"),
        ("stance: precision of offers", f"{scores.precision[OFFERS]:.3f}", "≥ 0.98"),
        ("stance: precision of refuses", f"{scores.precision[REFUSES]:.3f}", "≥ 0.98"),
        ("stance: evidence is a literal part of the text", f"{scores.literal:.3f}", "1"),
        ("sections: item F1", f"{sections_f1(cases):.3f}", "≥ 0.93"),
    ]
    measures += [
        (name, f"{right / total:.3f}", f"of {total}") for name, right, total in _third_party(labelled / "third_party")
    ]
    return [*measures, ("speed: postings a second on one core", f"{_speed(cases):.0f}", "≥ 150")]


def stance_scores(passages: list[Row]) -> StanceScores:
    """Each passage is read as a posting of its own."""
    right, said, true = Counter[str](), Counter[str](), Counter[str]()
    literal = with_evidence = 0
    for row in passages:
        verdict = stance(text.read(row["text"]))
        said[verdict.label] += 1
        true[row["label"]] += 1
        right[verdict.label] += verdict.label == row["label"]
        if verdict.evidence is not None:
            with_evidence += 1
            literal += verdict.evidence.text in row["text"]
    f1 = [2 * right[label] / max(1, said[label] + true[label]) for label in LABELS]
    return StanceScores(
        macro_f1=sum(f1) / len(LABELS),
        precision={label: right[label] / max(1, said[label]) for label in LABELS},
        recall={label: right[label] / max(1, true[label]) for label in LABELS},
        literal=literal / max(1, with_evidence),
    )


def sections_f1(cases: list[Row]) -> float:
    """F1 over items, white space normalised; items marked `either` are left out."""
    right = said = true = 0
    for case in cases:
        expected = case["expected"]
        either = {_plain(item) for item in [*case.get("either", ()), *expected.get("either", ())]}
        found = split(parts(text.read(case["html"])))
        for kind in KINDS:
            got = Counter(_plain(item.text) for item in getattr(found, kind))
            wanted = Counter(map(_plain, expected[kind]))
            for item in either:
                del got[item], wanted[item]
            right += (got & wanted).total()
            said += got.total()
            true += wanted.total()
    return 2 * right / max(1, said + true)


def _third_party(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Labels of another project, unchecked: a second look, no target."""
    if (folder / "ergon_salary.jsonl").exists():
        salaries = _read(folder / "ergon_salary.jsonl")
        yield "pay: range and period as another project reads them", sum(map(_same_pay, salaries)), len(salaries)
    if (folder / "ergon_yoe.jsonl").exists():
        asked = _read(folder / "ergon_yoe.jsonl")
        yield "years: minimum as another project reads it", sum(map(_same_years, asked)), len(asked)
    if (folder / "ergon_geo.jsonl").exists():
        places = _read(folder / "ergon_geo.jsonl")
        yield "location: city as another project reads it", sum(map(_same_city, places)), len(places)


def _same_pay(row: Row) -> bool:
    found, expected = pay(text.read(row["text"]), None), row["expect"]
    if found is None or not expected:
        return found is None and not expected
    low, high = expected["min"] or expected["max"], expected["max"] or expected["min"]
    return (float(found.minimum or 0), float(found.maximum or 0), found.period) == (low, high, expected["interval"])


def _same_years(row: Row) -> bool:
    found, expected = years(text.read(row["text"])), row["expect"]
    return (found.minimum if found else 0) == ((expected["min"] or 0) if expected else 0)


def _same_city(row: Row) -> bool:
    place = next(iter(read_places(row["location_raw"])), None)
    return (place.city if place else "").casefold() == (row["city"] or "").casefold()


def _speed(cases: list[Row]) -> float:
    records = [
        PostingRecord(
            external_id=case["id"], title=case["title"], url="", html=case["html"], company_name=case["company"]
        )
        for case in cases
    ]
    for record in records[:3]:
        analyze(record)  # tables and models are loaded once a process
    began = time.process_time()
    for record in records:
        analyze(record)
    return len(records) / max(time.process_time() - began, 1e-9)


def _plain(item: str) -> str:
    return " ".join(item.split())


def _read(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
