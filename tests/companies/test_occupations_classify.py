"""One function classifies filings and postings: overrides, look-up, model; rules, filed code, predicted code."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from companies.occupations import Lookup, Override, classify, fields, model, soc


def test_a_filed_code_of_2018_stands() -> None:
    found = classify("Software Engineer", "17-2061.00")
    assert (found.soc_code, found.method, found.alternatives) == ("17-2061", "filed", (("17-2061", 1.0),))


def test_the_title_takes_the_field_even_against_the_filed_code() -> None:
    assert classify("Product Manager", "15-1299.09").job_field == "product"
    assert classify("Associate", "13-2051").job_field == "finance"
    assert classify("Associate", "13-2051").field_method == "filed"


def test_the_title_decides_between_the_meanings_of_a_filed_code() -> None:
    tester, developer = classify("Software Tester", "15-1132"), classify("Software Developer", "15-1132")
    assert (tester.soc_code, developer.soc_code) == ("15-1253", "15-1252")
    assert {code for code, _ in tester.alternatives} == {"15-1252", "15-1253"}
    assert tester.method == "filed"
    assert sum(probability for _, probability in tester.alternatives) == pytest.approx(1)


def test_all_meanings_are_kept_when_there_is_no_title() -> None:
    found = classify("", "15-1132")
    assert [code for code, _ in found.alternatives] == ["15-1252", "15-1253"]
    assert found.confidence == 0.5


def test_an_unknown_filed_code_leaves_the_title_to_tell() -> None:
    found = classify("Registered Nurse", "n/a")
    assert (found.soc_code, found.method, found.job_field) == ("29-1141", "model", "healthcare")


def test_a_curators_word_wins_over_rule_model_and_counts() -> None:
    lookup = Lookup({"growth hacker": Override("15-1252", "data-ai")}, {"growth hacker": {"11-2021": 50}})
    found = classify("Growth Hacker", lookup=lookup)
    assert (found.soc_code, found.job_field, found.method) == ("15-1252", "data-ai", "override")
    assert (found.field_method, found.confidence) == ("override", 1.0)


def test_half_a_word_leaves_the_other_half_to_the_classifier() -> None:
    lookup = Lookup({"registered nurse": Override(job_field="other")})
    found = classify("Registered Nurse", lookup=lookup)
    assert (found.soc_code, found.job_field, found.method) == ("29-1141", "other", "model")


def test_three_filings_of_the_title_count_and_two_do_not() -> None:
    few, enough = Lookup(counts={"zorbologist": {"19-2012": 2}}), Lookup(counts={"zorbologist": {"19-2012": 90}})
    assert classify("Zorbologist", lookup=few).method == "model"
    found = classify("Zorbologist", lookup=enough)
    assert (found.soc_code, found.method) == ("19-2012", "lookup")
    assert 0.8 < found.confidence < 1


def test_nothing_known_says_so() -> None:
    found = classify("12345")
    assert (found.soc_code, found.alternatives, found.job_field) == ("", (), "")
    assert (found.method, found.confidence, found.field_method, found.field_confidence) == ("none", 0.0, "none", 0.0)


def test_a_field_that_only_predicted_codes_tell_is_as_sure_as_their_sum() -> None:
    found = classify("Associate")
    assert found.field_method == "model"
    assert (
        found.field_confidence
        >= sum(probability for code, probability in found.alternatives if fields.field_of_soc(code) == found.job_field)
        - 1e-3
    )


@given(some.text(max_size=200), some.text(max_size=40))
@settings(max_examples=150, deadline=None)
def test_it_never_stumbles_and_always_answers_the_same(title: str, code: str) -> None:
    found = classify(title, code)
    assert found == classify(title, code)
    assert found.soc_code in {"", *soc.detailed()}
    assert found.job_field in {"", *fields.labels()}
    assert 0 <= found.confidence <= 1


def test_the_shipped_model_is_small_quick_and_sound() -> None:
    model._read.cache_clear()
    started = time.perf_counter()
    known = Lookup(model=model.load())
    assert time.perf_counter() - started < 1
    assert model.SHIPPED.stat().st_size < 5_000_000
    titles = [f"senior {title}" for title in soc.titles().values()]
    started = time.process_time()
    for title in titles:
        classify(title, lookup=known)
    assert len(titles) / (time.process_time() - started) > 2_000
