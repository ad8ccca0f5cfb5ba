"""Sections: headings in many wordings, lists in many forms, and items that say what they are."""

import json
from pathlib import Path

import pytest

from postings.analysis import text
from postings.analysis.headings import classify
from postings.analysis.result import Sections
from postings.analysis.sections import parts, split
from postings.benchmarks.analysis import sections_f1


def read(html: str) -> Sections:
    return split(parts(text.read(html)))


def items(sections: Sections, kind: str) -> list[str]:
    return [item.text for item in getattr(sections, kind)]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("What you’ll do", "responsibilities"),
        ("Your day-to-day:", "responsibilities"),
        ("As our first data hire, you will:", "responsibilities"),
        ("Deine Aufgaben", "responsibilities"),
        ("Tes missions", "responsibilities"),
        ("Essential Duties & Responsibilities", "responsibilities"),
        ("Who you are", "required"),
        ("You might be a fit if you", "required"),
        ("What we're looking for on our team", "required"),
        ("Minimum qualifications", "required"),
        ("Dein Profil", "required"),
        ("Skills & Experience", "required"),
        ("NICE TO HAVE", "preferred"),
        ("Nice‑to‑haves", "preferred"),
        ("Preferred Qualifications:", "preferred"),
        ("Bonus points if you have", "preferred"),
        ("It would be great if you also", "preferred"),
        ("Bonus", "preferred"),
        ("What we offer", "benefits"),
        ("Benefits & Perks", "benefits"),
        ("Why you’ll love working here", "benefits"),
        ("Bonus plan and benefits", "benefits"),
        ("Wir bieten", "benefits"),
        ("💰 Compensation", "benefits"),
        ("Interview process", "other"),
        ("Our tech stack", "other"),
        ("This role is not for you if", "other"),
        ("Equal opportunity", "other"),
        ("About the role", "role"),
        ("Apply if you", "required"),
        ("You", "required"),
        ("A few things that are not requirements", "preferred"),
        ("Qualifications souhaitées", "preferred"),
        ("You can expect to contribute to", "responsibilities"),
        ("Our tenets", "other"),
        ("Relocation assistance", "benefits"),
        ("Blue elephants", ""),
    ],
)
def test_it_knows_a_heading(heading: str, kind: str) -> None:
    assert classify(heading)[0] == kind


@pytest.mark.parametrize(
    "form",
    [
        "<h3>{a}</h3><ul><li>{x}</li><li>{y}</li></ul><h3>{b}</h3><ul><li>{z}</li></ul>",
        "<p><strong>{a}</strong></p><ul><li><p>{x}</p></li><li><p>{y}</p></li></ul><p><b>{b}:</b></p><ul><li>{z}</li></ul>",
        "<p>{a}:</p><ul><li>{x}</li><li>{y}</li></ul><p>{b}:</p><ul><li>{z}</li></ul>",
        "<div>{a}<br>• {x}<br>• {y}<br><br>{b}<br>• {z}</div>",
        "{a}\n- {x}\n- {y}\n\n{b}\n- {z}\n",
        "<h1>{a}</h1><p>A sentence that leads "
        "in.</p><ul><li>{x}<ul><li>{y}</li></ul></li></ul><h1>{b}</h1><ol><li>{z}</li></ol>",
    ],
)
def test_it_reads_lists_in_every_form(form: str) -> None:
    html = form.format(
        a="What you will do", b="Requirements", x="Design bridges", y="Check the load", z="Five years of bridges"
    )
    sections = read(html)
    assert items(sections, "responsibilities") == ["Design bridges", "Check the load"]
    assert items(sections, "required") == ["Five years of bridges"]


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        ("Knowledge of Rust is a plus", "preferred"),
        ("Bonus: a pilot's licence", "preferred"),
        ("Experience with Kafka (preferred)", "preferred"),
        ("Familiarity with Epic is helpful but not required", "preferred"),
        ("Ideally, you speak Dutch", "preferred"),
        ("Bachelor's degree required, Master's preferred", "required"),
        ("3+ years in sales, preferably in software", "required"),
        ("Knowledge of health records (Epic preferred)", "required"),
        ("Ability to plan the advantage of a campaign", "required"),
    ],
)
def test_an_item_that_calls_itself_optional_is_preferred(item: str, kind: str) -> None:
    sections = read(f"<h3>Requirements</h3><ul><li>{item}</li><li>Curiosity</li></ul>")
    assert item in items(sections, kind)


def test_the_last_of_several_things_may_be_optional_while_the_item_is_not() -> None:
    sections = read("<h3>Requirements</h3><ul><li>React, Vue, Svelte (optional)</li><li>Curiosity</li></ul>")
    assert len(sections.required) == 2


def test_a_bold_amount_in_a_list_is_an_item_and_no_heading() -> None:
    sections = read("<p><b>Compensation</b></p><ul><li><b>$90K base salary</b></li><li>Dental plan</li></ul>")
    assert items(sections, "benefits") == ["$90K base salary", "Dental plan"]


def test_an_item_that_calls_itself_required_is_required_in_a_preferred_list() -> None:
    sections = read("<h3>Nice to have</h3><ul><li>A driving licence is required</li><li>Dutch</li></ul>")
    assert items(sections, "required") == ["A driving licence is required"]
    assert items(sections, "preferred") == ["Dutch"]


def test_hiring_steps_and_tech_stacks_belong_nowhere() -> None:
    sections = read(
        "<h3>Interview process</h3><ul><li>Call</li><li>Task</li></ul><h3>Our stack</h3><ul><li>Go</li></ul>"
    )
    assert sections == Sections(summary="")


def test_a_subheading_belongs_to_the_heading_above_it() -> None:
    sections = read(
        "<h2>About you</h2><h3>Attributes of steel</h3><ul><li>Calm</li></ul><h3>Nice to "
        "have</h3><ul><li>Humour</li></ul>"
        "<h3>Habits</h3><ul><li>Writes things down</li></ul>"
    )
    assert items(sections, "required") == ["Calm", "Writes things down"]
    assert items(sections, "preferred") == ["Humour"]


def test_a_list_without_a_telling_heading_is_judged_by_its_items() -> None:
    sections = read(
        "<p>Some words on us.</p><ul><li>Lead weekly planning</li><li>Coach new "
        "colleagues</li><li>Maintain the fleet</li></ul>"
        "<p><b>Blue elephants</b></p><ul><li>401(k) with match</li><li>Paid time off</li><li>Dental "
        "insurance</li></ul>"
    )
    assert len(sections.responsibilities) == 3
    assert len(sections.benefits) == 3


def test_emoji_paragraphs_are_the_items_of_a_benefits_section() -> None:
    sections = read("<h3>Perks</h3><p>🏖 Six weeks off</p><p>🦷 Dental plan</p><p>Come and see us.</p>")
    assert items(sections, "benefits") == ["🏖 Six weeks off", "🦷 Dental plan"]


def test_the_summary_speaks_of_company_and_role_and_not_of_notices() -> None:
    sections = read(
        "<p>Acme is an equal opportunity employer, and we mean it every day of the year.</p>"
        "<h3>About us</h3><p>Acme builds bridges that stand for two hundred years and more. We began "
        "in 1901.</p>"
        "<h3>About the role</h3><p>You will lead the team that designs the longest bridge of the "
        "country. It is a big one.</p>"
    )
    assert sections.summary.startswith("Acme builds bridges")
    assert "You will lead the team" in sections.summary
    assert "equal opportunity" not in sections.summary


@pytest.mark.data
def test_it_reaches_the_target_on_the_labelled_postings(shared_data: Path) -> None:
    path = shared_data / "postings/labelled/section_cases.jsonl"
    assert sections_f1([json.loads(line) for line in path.read_text().splitlines()]) >= 0.93
