"""Descriptions made safe: what a browser may show, what the text is, and that hostile input stays bounded."""

import time

import pytest

from postings.analysis import text


def lines(html: str) -> list[str]:
    return [block.text for block in text.read(html).blocks]


def test_it_keeps_the_form_and_drops_what_can_act() -> None:
    html = text.read(
        '<h2 onclick="x()">Role</h2><p style="color:red">Hi <b>you</b><script>alert(1)</script></p>'
        '<a href="javascript:alert(1)">a</a><a href="https://example.com/x" target="_top">b</a>'
        "<img src=x onerror=alert(1)><iframe src=//e></iframe><svg><script>1</script></svg>"
    ).html
    assert "<h2>Role</h2>" in html
    assert "<b>you</b>" in html
    assert 'href="https://example.com/x"' in html
    for dangerous in ("script", "alert", "onclick", "onerror", "javascript", "iframe", "svg", "style", "target"):
        assert dangerous not in html


def test_offsets_give_the_literal_passage() -> None:
    document = text.read("<p>First one. Second one!</p><ul><li>A <b>bold</b> item</li><li>More</li></ul>")
    for block in document.blocks:
        assert document.text[block.start : block.end] == block.text
    found = [sentence.text for sentence in text.sentences(document)]
    assert found == ["First one.", "Second one!", "A bold item", "More"]
    for sentence in text.sentences(document):
        assert document.text[sentence.start : sentence.start + len(sentence.text)] == sentence.text


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ul><li>One<ul><li>Inner</li></ul></li><li>Two</li></ul>", ["One", "Inner", "Two"]),
        ("<p>Intro<br>• First<br>• Second</p>", ["Intro", "First", "Second"]),
        ("Plain text\n- first\n- second", ["Plain text", "first", "second"]),
        ("&lt;p&gt;Escaped twice&lt;/p&gt;", ["Escaped twice"]),
        ("<p>Caf&eacute;&nbsp;&amp; bar</p>", ["Café & bar"]),
        ("<p>a\u200bb\u202ec\x00d</p>", ["abcd"]),
        ("<ul><li><p>Para one</p><p>para two</p></li></ul>", ["Para one para two"]),
        ("2 < 3 and 5 > 4", ["2 < 3 and 5 > 4"]),
        ("", []),
    ],
)
def test_it_cuts_a_description_into_blocks(html: str, expected: list[str]) -> None:
    assert lines(html) == expected


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        ("Must be a U.S. Citizen. Apply now.", ["Must be a U.S. Citizen.", "Apply now."]),
        ("We work in the U.S. We sponsor.", ["We work in the U.S.", "We sponsor."]),
        ("Tools (e.g. Excel) help. Dr. Who agrees.", ["Tools (e.g. Excel) help.", "Dr. Who agrees."]),
        ("Berlin | Full time | VISA", ["Berlin", "Full time", "VISA"]),
        ("Really? Yes!", ["Really?", "Yes!"]),
    ],
)
def test_it_ends_sentences_where_a_reader_does(passage: str, expected: list[str]) -> None:
    assert [passage[begin:end] for begin, end in text.spans(passage)] == expected


HOSTILE = {
    "deep lists": "<ul><li>" * 100_000 + "x",
    "open tags": "<div>" * 300_000,
    "bold": "<b>" * 200_000 + "x",
    "tables": "<table><tr><td>" * 60_000,
    "ten megabytes": "word " * 2_000_000,
    "one word": "a" * 10_000_000,
    "brackets": "<" * 1_000_000,
    "open attribute": '<a href="' * 100_000,
    "entities": "&amp;" * 500_000,
    "bullets": "•" * 1_000_000,
    "dashes": "- " * 1_000_000,
    "abbreviations": "U.S. " * 500_000,
    "zero width": "\u200b" * 1_000_000,
    "bidi": "\u202e" * 1_000_000 + "x",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_stays_bounded(name: str) -> None:
    began = time.process_time()
    document = text.read(HOSTILE[name])
    assert time.process_time() - began < 5
    assert len(document.text) <= text.MAX_CHARACTERS + text.MAX_BLOCKS
    assert len(document.html) <= 20 * text.MAX_CHARACTERS
    assert len(document.blocks) <= text.MAX_BLOCKS


def test_a_short_field_becomes_one_clean_line() -> None:
    assert text.plain("  R&amp;D <b>Lead</b>\u202e\n(f/m) ") == "R&D Lead (f/m)"
    assert len(text.plain("x" * 9999, 300)) == 300
