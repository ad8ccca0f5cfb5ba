"""Titles in the one form in which they are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from companies.occupations.titles import normalise


@pytest.mark.parametrize(
    ("title", "normal"),
    [
        ("Sr. Software Engineer II", "senior software engineer"),
        ("SOFTWARE ENGINEER 1615.28556", "software engineer"),
        ("Software Developers - KBXYZ141451-6", "software developers"),
        ("Application Engineer, OMS [15-1199.02]", "application engineer oms"),
        ("Senior Associate JC60 - Computer Programmers", "senior associate computer programmers"),
        ("C++/C# Dev", "c++ c# developer"),
        (".NET Developer", ".net developer"),
        ("DOT NET DEVELOPER", ".net developer"),
        ("R&amp;D Engineer", "research and development engineer"),
        ("Java/J2EE Developer", "java j2ee developer"),
        ("Asst. Professor (Radiology)", "assistant professor radiology"),
        ("Product Manager (m/f/d)", "product manager"),
        ("DEVELOPER-2", "developer"),
        ("Director's Assistant", "directors assistant"),
        ("Ｄａｔａ Ｅｎｇｉｎｅｅｒ", "data engineer"),
        ("004512", ""),
        ("  ", ""),
    ],
)
def test_it_keeps_what_tells_the_job_and_drops_the_rest(title: str, normal: str) -> None:
    assert normalise(title) == normal


@given(some.text(max_size=400))
def test_it_takes_any_text_and_is_one_line_of_lower_case(title: str) -> None:
    normal = normalise(title)
    assert normal == " ".join(normal.split())
    assert len(normal) < 3_000
