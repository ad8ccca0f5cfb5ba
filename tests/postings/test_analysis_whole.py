"""One posting through the whole analysis, the signals, and the command line."""

import io
import json
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from postings.analysis import ANALYSIS_VERSION, analyze, text
from postings.analysis.agency import agency_signal
from postings.analysis.as_json import as_json, evidence_of
from postings.analysis.contradiction import contradiction
from postings.analysis.ghost import boilerplate_share, evergreen, ghost_signal
from postings.analysis.lines import analyze_lines
from sources.records import PostingRecord

HTML = """
<p><strong>About Acme</strong></p>
<p>Acme makes anvils for film studios all over the world, and has done so since 1949.</p>
<p><strong>What you’ll do</strong></p><ul><li>Design anvils</li><li>Test them with coyotes</li></ul>
<p><strong>Requirements</strong></p><ul><li>3+ years of experience with Python</li><li>Bachelor’s degree required</li>
<li>SolidWorks is a plus</li></ul>
<p><strong>Benefits</strong></p><ul><li>Dental insurance</li></ul>
<p>The salary range is $100,000 - $130,000 per year. This is a full-time, fully remote role.</p>
<p>We do not sponsor visas.</p>
"""


def record(
    html: str = HTML, title: str = "Senior Mechanical Engineer", locations: tuple[str, ...] = ()
) -> PostingRecord:
    return PostingRecord(external_id="1", title=title, url="", html=html, company_name="Acme", locations=locations)


def test_a_posting_is_read_as_a_whole() -> None:
    found = analyze(record(locations=("Remote - US",)))
    assert found.version == ANALYSIS_VERSION
    assert found.stance.label == "refuses"
    assert [item.text for item in found.sections.responsibilities] == ["Design anvils", "Test them with coyotes"]
    assert [item.text for item in found.sections.preferred] == ["SolidWorks is a plus"]
    assert found.pay is not None
    assert found.pay.minimum == 100_000
    assert found.location.workplace == "remote"
    assert found.location.remote_from == ("US",)
    assert found.seniority.value == "senior"
    assert found.years is not None
    assert found.years.minimum == 3
    assert found.employment_type.value == "FULL_TIME"
    assert {skill.name for skill in found.skills} >= {"Python", "SolidWorks"}
    assert found.occupation.soc_code.startswith("17-")
    assert found.language == "en"


def test_every_evidence_is_a_literal_part_of_the_text() -> None:
    found = analyze(record())
    said = evidence_of(found)
    assert set(said) >= {"stance", "pay", "years", "degree", "employment_type"}
    for evidence in said.values():
        if evidence["source"] == "text":
            assert found.text[evidence["start"] :].startswith(evidence["text"])


def test_an_empty_posting_says_nothing() -> None:
    row = as_json(analyze(PostingRecord(external_id="1", title="", url="")))
    assert row["stance"]["label"] == "none"
    assert row["pay"] is None
    assert row["skills"] == []
    assert row["workplace"]["value"] == ""


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li>" * 50_000 + "visa sponsorship",
        "sponsor visa not " * 200_000,
        "$1 - " * 200_000,
        "5 years of experience degree remote hybrid contract " * 50_000,
        "must be " * 200_000 + "citizen",
        "(" * 500_000,
        "Requirements: " * 100_000,
        "a/b/" * 300_000,
        "\u202e\x00" * 100_000 + "<script>" * 1000,
        "&lt;p&gt;" * 100_000,
    ],
)
def test_hostile_text_neither_raises_nor_holds_up_the_rest(html: str) -> None:
    began = time.process_time()
    found = analyze(record(html=html, title=html[:100_000], locations=(html[:100_000],)))
    assert time.process_time() - began < 10
    json.dumps(as_json(found))


def test_a_broken_line_yields_an_error_in_its_place() -> None:
    lines = [
        b'{"id": "a", "title": "Cook", "html": "<p>We sponsor visas.</p>"}',
        b"{broken",
        b'{"id": "c", "title": "Cook", "html": 7}',
        b"[1, 2]",
        b"",
        b'\xff\xfe{"id": 1}',
        b'{"id": "g", "title": "\\ud800", "html": "\\ud800", "company": null, "location": ["Berlin", 5]}',
        b"[" * 100_000,
    ]
    rows = list(analyze_lines(lines))
    assert [row["id"] for row in rows] == ["a", None, "c", None, None, "g", None]
    assert ["error" in row for row in rows] == [False, True, True, True, True, False, True]
    assert rows[0]["stance"] == {
        "label": "offers", "evidence": "We sponsor visas.", "start": 0, "labels": ["offers"], "method": "text",
    }  # fmt: skip
    assert rows[5]["location"]["places"][0]["country_code"] == "DE"


def test_the_command_writes_one_line_a_posting(tmp_path: Path) -> None:
    file = tmp_path / "postings.jsonl"
    file.write_text('{"id": 1, "title": "Cook", "html": "No visa sponsorship."}\nbroken\n')
    out = io.StringIO()
    call_command("analyze_postings", file, stdout=out)
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    assert rows[0]["stance"]["evidence"] == "No visa sponsorship."
    assert "error" in rows[1]
    with pytest.raises(CommandError, match="Cannot read"):
        call_command("analyze_postings", tmp_path / "absent.jsonl")


@pytest.mark.data
def test_the_measures_can_be_printed(shared_data: Path) -> None:
    out = io.StringIO()
    call_command("bench_analysis", shared_data, stdout=out)
    assert "macro-F1" in out.getvalue()


def test_a_ghost_signal_comes_with_its_reasons() -> None:
    assert ghost_signal(10).level == "none"
    assert ghost_signal(70).level == "weak"
    strong = ghost_signal(200, repost_count=2)
    assert strong.level == "strong"
    assert strong.reasons == ("Open for 200 days", "Reposted 2 times")
    assert ghost_signal(None, evergreen=True).level == "weak"


def test_boilerplate_is_what_most_postings_of_a_company_share() -> None:
    assert boilerplate_share(["aaaa", "bb"], {"aaaa": 9, "bb": 1}, 10) == pytest.approx(4 / 6)
    assert boilerplate_share(["aaaa"], {"aaaa": 3}, 3) is None


def test_it_sees_that_a_posting_only_collects_candidates() -> None:
    assert evergreen(text.read("<p>Join our talent community for future openings.</p>")) is not None
    assert evergreen(text.read("<p>We hire a talented cook with an interest in fish.</p>")) is None


@pytest.mark.parametrize(
    ("company", "html", "level"),
    [
        ("Globex Staffing", "<p>We hire.</p>", "strong"),
        ("Globex", "<p>Our client is seeking a cook.</p>", "weak"),
        ("Globex", "<p>Our client is seeking a cook.</p><p>No third parties, W2 only.</p>", "strong"),
        ("Globex", "<p>You will visit our clients. No agencies please.</p>", "none"),
    ],
)
def test_it_marks_agencies_with_evidence(company: str, html: str, level: str) -> None:
    signal, proof = agency_signal(text.read(html), company)
    assert signal.level == level
    assert bool(proof) == (level != "none")


@pytest.mark.parametrize(
    ("label", "positions", "petitions", "words"),
    [
        ("refuses", 120, None, "120 LCA positions certified in FY2025"),
        ("refuses", 1, 2, "1 LCA position certified and 2 H-1B petitions approved in FY2025"),
        ("citizenship_required", 5, None, "for other roles"),
        ("offers", 0, 0, "no filing found in FY2025"),
    ],
)
def test_a_contradiction_is_said_in_words(label: str, positions: int, petitions: int | None, words: str) -> None:
    assert words in contradiction(label, 2025, positions, petitions)


@pytest.mark.parametrize(
    ("label", "positions"), [("refuses", 0), ("refuses", None), ("offers", None), ("offers", 9), ("none", 9)]
)
def test_where_nothing_contradicts_nothing_is_said(label: str, positions: int | None) -> None:
    assert contradiction(label, 2025, positions) == ""
