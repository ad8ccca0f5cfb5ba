"""The stance of a posting. The sentences of the table beside this file were written for it and judged by reading."""

import json
from pathlib import Path

import pytest

from postings.analysis import text
from postings.analysis.sections import kinds, parts
from postings.analysis.sponsorship import stance
from postings.benchmarks.analysis import stance_scores

TABLE = Path(__file__).with_name("test_analysis_stances.tsv").read_text(encoding="utf-8").splitlines()[1:]


@pytest.mark.parametrize("row", TABLE)
def test_it_reads_the_stance_of_a_sentence(row: str) -> None:
    label, sentence = row.split("\t")
    document = text.read(f"<p>We build things.</p><ul><li>{sentence}</li></ul>")
    verdict = stance(document)
    assert verdict.label == label
    if label != "none":
        assert verdict.evidence is not None
        start = verdict.evidence.start
        assert document.text[start : start + len(verdict.evidence.text)] == verdict.evidence.text


def test_the_strictest_verdict_wins_and_all_are_kept() -> None:
    verdict = stance(
        text.read("<p>We sponsor visas. US citizenship is required. Active Secret clearance required.</p>")
    )
    assert verdict.label == "citizenship_required"
    assert verdict.labels == ("citizenship_required", "clearance_required", "offers")


def test_a_field_of_the_source_wins_over_the_text() -> None:
    document = text.read("<p>We do not sponsor visas.</p>")
    assert stance(document, offered=True).label == "offers"
    assert stance(document, offered=True).method == "field"
    assert stance(document, offered=False).evidence.text == "We do not sponsor visas."  # type: ignore[union-attr]


def test_an_offer_limited_to_one_country_is_still_an_offer() -> None:
    verdict = stance(
        text.read("<p>We sponsor visas for Paris. We cannot sponsor visas for roles outside of France.</p>")
    )
    assert verdict.label == "offers"


def test_a_clearance_among_preferred_things_is_not_demanded() -> None:
    document = text.read("<h3>Nice to have</h3><ul><li>Active TS/SCI clearance</li><li>Rust</li></ul>")
    assert stance(document, kinds=kinds(parts(document))).label == "none"
    document = text.read("<h3>Requirements</h3><ul><li>Active TS/SCI clearance</li><li>Rust</li></ul>")
    assert stance(document, kinds=kinds(parts(document))).label == "clearance_required"


def test_a_short_topic_is_read_with_its_answer() -> None:
    verdict = stance(text.read("<p><b>Visa sponsorship</b></p><p>Not available for this role.</p>"))
    assert verdict.label == "refuses"
    assert verdict.evidence is not None
    assert verdict.evidence.text == "Visa sponsorship\nNot available for this role."


def test_zero_width_characters_do_not_hide_a_refusal() -> None:
    assert stance(text.read("<p>We do not spon\u200bsor vi\u00adsas.</p>")).label == "refuses"


@pytest.mark.data
def test_it_reaches_the_target_on_the_labelled_passages(shared_data: Path) -> None:
    lines = (shared_data / "postings/labelled/visa_sentences.jsonl").read_text().splitlines()
    scores = stance_scores([json.loads(line) for line in lines])
    assert scores.macro_f1 >= 0.95
    assert scores.precision["offers"] >= 0.98
    assert scores.precision["refuses"] >= 0.98
    assert scores.literal == 1.0
