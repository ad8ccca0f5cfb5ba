"""Readers on answers that are broken, huge or meant to harm."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.board_table import SOURCES
from sources.reading.clean import HTML_LIMIT, TEXT_LIMIT
from sources.reading.records import NO_ANSWER, SKIPPED
from sources.records import PostingRecord, Problem

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><workzag-jobs><position/></workzag-jobs>'


def read(ats: str, payload: bytes) -> list[PostingRecord | Problem]:
    return list(SOURCES[ats].read(payload, token="acme|wd5|Careers" if ats == "workday" else "acme"))


@pytest.mark.parametrize("ats", SOURCES)
@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"null",
        b"[",
        b"42",
        b'"x"',
        b"<html><p>Not found",
        b'{"status": 404}',
        b"[" * 100_000,
        b"\xff\xfe\x00",
        ENTITIES,
    ],
    ids=["empty", "null", "cut", "number", "text", "page", "error", "deep", "bytes", "entities"],
)
def test_an_answer_of_another_kind_is_one_problem_and_never_an_empty_board(ats: str, payload: bytes) -> None:
    found = read(ats, payload)
    assert [entry.field for entry in found if isinstance(entry, Problem)] == [NO_ANSWER]
    assert len(found) == 1


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("https://a.example/1"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def _spoiled(value: Any, junk: list[Any]) -> Any:
    """The same shape with some values replaced, taken in turn."""
    if junk and isinstance(value, dict):
        return {
            key: junk.pop() if junk and len(junk) % 3 == 0 else _spoiled(inner, junk) for key, inner in value.items()
        }
    if junk and isinstance(value, list):
        return [_spoiled(inner, junk) for inner in value]
    return junk.pop() if junk else value


@settings(max_examples=15, deadline=None)
@given(junk=st.lists(JUNK, min_size=1, max_size=20))
@pytest.mark.parametrize("file", sorted(path.name for path in SAMPLES.glob("*.json")))
def test_no_value_of_a_wrong_type_stops_a_reader(file: str, junk: list[Any]) -> None:
    ats = file.partition(".")[0].partition("_")[0]
    whole = json.loads((SAMPLES / file).read_text())
    for entry in read(ats, json.dumps(_spoiled(whole, list(junk))).encode()):
        assert isinstance(entry, PostingRecord | Problem)
        if isinstance(entry, PostingRecord):
            assert entry.external_id
            assert entry.title
            assert entry.url.startswith(("http://", "https://"))


def test_texts_are_bounded_and_cannot_disguise_themselves() -> None:
    job = {
        "id": "1\x00\u202e2",
        "title": "Eng\u202eineer\x07 \u2066of\u2069 \ud800things\n\tat  sea" + "!" * 1000,
        "absolute_url": "https://a.example/1",
        "content": "<script>alert(1)</script>\x00" + "a" * (HTML_LIMIT + 10),
    }
    (record,) = read("greenhouse", json.dumps({"jobs": [job]}).encode())
    assert isinstance(record, PostingRecord)
    assert record.external_id == "12"
    assert record.title.startswith("Engineer of \ufffdthings at sea!")
    assert len(record.title) == TEXT_LIMIT
    assert len(record.html) <= HTML_LIMIT
    assert "\x00" not in record.html


@pytest.mark.parametrize(
    "text",
    [b"caf\xe9 \xff", rb"lone \ud800 and \udc00", b"tab\tand\nline\x01", rb"whole \ud83d\ude00"],
    ids=["bytes", "surrogates", "controls", "emoji"],
)
def test_one_careless_text_does_not_spoil_the_answer(text: bytes) -> None:
    first = b'{"id": 1, "title": "' + text + b'", "absolute_url": "https://a.example/1"}'
    second = b'{"id": 2, "title": "Cook", "absolute_url": "https://a.example/2"}'
    found = read("greenhouse", b'{"jobs": [' + first + b",\n" + second + b"]}")
    assert [entry.external_id for entry in found if isinstance(entry, PostingRecord)] == ["1", "2"]
    for entry in found:
        assert isinstance(entry, PostingRecord)
        entry.title.encode()


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "//a.example",
        "ftp://a.example/",
        "https://user@a.example/",
        "https://a b/",
        "",
        7,
        None,
    ],
)
def test_only_web_addresses_are_addresses(url: object) -> None:
    job = {"id": 1, "text": "Cook", "hostedUrl": url}
    (found,) = read("lever", json.dumps([job]).encode())
    assert isinstance(found, Problem)
    assert found.field == "url"


@pytest.mark.data
def test_every_recorded_answer_goes_through_its_reader(shared_data: Path) -> None:
    """Zero crashes, and no row lost: each is a record, or left out for a reason that is named."""
    files = 0
    for ats in SOURCES:
        for path in sorted((shared_data / "postings" / ats).rglob("*.*")):
            if path.suffix not in {".gz", ".json", ".xml"}:
                continue
            payload = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            problems = [entry for entry in read(ats, payload) if isinstance(entry, Problem)]
            assert {problem.message for problem in problems} <= SKIPPED, path
            files += 1
    assert files > 1300
