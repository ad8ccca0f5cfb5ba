"""Rules A0–A7 and the guards above them, as a table of pairs."""

from collections.abc import Callable
from typing import Any

import pytest

from companies.matching import never, rules
from companies.matching.evidence import same_but_for_initials, tax_number_mistyped
from companies.matching.values import Employer

Rule = Callable[[Employer, Employer], bool]


def make_employer(name: str, tax4: str = "", state: str = "", **fields: Any) -> Employer:
    return Employer(id=name + tax4 + state, name=name, tax4=tax4, state=state, **fields)


def pair(left: tuple[str, ...], right: tuple[str, ...], **fields: Any) -> tuple[Employer, Employer]:
    return make_employer(*left, **fields), make_employer(*right, **fields)


LINKED = [
    (rules.a1, ("INITECH INC", "1111", "CA"), ("Initech, Inc.",)),
    (rules.a1, ("INITECH INC", "1111", "CA"), ("INITECH, INC.", "1111", "TX")),
    (rules.a1, ("INITECH SVCS INC", "1111", "CA"), ("Initech Services Incorporated", "2222", "CA")),
    (rules.a2, ("INITECH TECH LLC", "1111", "CA"), ("INITECH TECHNOLOGY INC", "1111", "CA")),
    (rules.a3, ("INITECH ROBOTICS LLC", "1111", "CA"), ("Initech Robotics",)),
    (rules.a4, ("INITECH ROBOTICS LLC", "1111", "CA"), ("INITECH ROBOTICS AND CLOUD LLC", "1111", "TX")),
    (rules.a4, ("INITECH PAYMENTS LLC", "1111", "CA"), ("INITECH ROBOTICS LLC", "1111", "CA")),
    (rules.a4, ("SUMMIT CLINIC FOUNDATION", "1111", "OH"), ("SUMMIT CLINIC", "1111", "OH")),
    (rules.a5, ("INITECH ROBOTICS LLC", "1111", "CA"), ("INITECH ROBTICS LLC", "1111", "TX")),
    (rules.a5_tax_number, ("INITECH ROBOTICS LLC", "1234", "CA"), ("INITECH ROBOTICS INC", "1243", "CA")),
    (
        rules.a6,
        ("INITECH ADVANCED SEMICONDUCTOR MAN", "1111", "CA"),
        ("Initech Advanced Semiconductor Manufacturing, Inc.",),
    ),
    (rules.a7, ("INITECH INC", "1111", "CA"), ("INITECH USA LLC", "2222", "CA")),
]
NOT_LINKED = [
    # The same words, other tax number, other state: EPIC SYSTEMS of Wisconsin and of Virginia.
    (rules.a1, ("INITECH INC", "1111", "WI"), ("INITECH INC", "2222", "VA")),
    (rules.a2, ("INITECH INC", "1111", "WI"), ("INITECH LLC", "2222", "WI")),
    (rules.a3, ("SUMMIT INC", "1111", "WI"), ("Summit LLC",)),
    (rules.a3, ("INITECH ROBOTICS INC", "1111", "WI"), ("INITECH ROBOTICS", "", "VA")),
    # Everyday first words need likeness throughout, not containment.
    (rules.a4, ("BLUE & CO", "1111", "IN"), ("BLUE PEARL SOFTWARE INC", "1111", "CA")),
    (rules.a4, ("AMERICAN GLOBEX INC", "1111", "NY"), ("AMERICAN INITECH ROBOTICS INC", "1111", "NY")),
    # Campuses, hospitals and credit unions.
    (rules.a4, ("UNIVERSITY OF GLOBEX DAVIS", "1111", "CA"), ("UNIVERSITY OF GLOBEX IRVINE", "1111", "CA")),
    (rules.a4, ("GLOBEX UNIVERSITY", "1111", "NC"), ("GLOBEX UNIVERSITY HEALTH SYSTEM", "1111", "NC")),
    (rules.a4, ("GLOBEX UNIVERSITY", "1111", "NC"), ("GLOBEX UNIVERSITY SYSTEM", "1111", "NC")),
    (rules.a2, ("GLOBEX UNIVERSITY CREDIT UNION", "1111", "NC"), ("GLOBEX UNIVERSITY", "1111", "NC")),
    (rules.a4, ("GLOBEX DENTAL OF OHIO", "1111", "OH"), ("GLOBEX DENTAL OF IOWA", "1111", "OH")),
    (rules.a4, ("INITECH FUND II LLC", "1111", "NY"), ("INITECH FUND III LLC", "1111", "NY")),
    # A cut name that may be two longer ones.
    (rules.a6, ("THE REGENTS OF THE UNIVERSITY OF C", "1"), ("The Regents of the University of Colorado",)),
    (rules.a6, ("GLOBEX ADVANCED SERVICES OF NORTHE", "1"), ("Globex Advanced Services of Northern Ohio",)),
    (rules.a6, ("GLOBEX MEMORIAL CENTER OF INITECH", "1"), ("Globex Memorial Center of Initech Hospital",)),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "left", "right"), LINKED)
def test_it_links(rule: Rule, left: tuple[str, ...], right: tuple[str, ...]) -> None:
    one, other = pair(left, right, naics2="54", city="Springfield")
    assert rule(one, other)
    assert rule(other, one)


@pytest.mark.parametrize(("rule", "left", "right"), NOT_LINKED)
def test_it_does_not_link(rule: Rule, left: tuple[str, ...], right: tuple[str, ...]) -> None:
    one, other = pair(left, right)
    assert not rule(one, other)
    assert not rule(other, one)


def test_a0_wants_a_word_that_names_somebody() -> None:
    assert rules.a0(make_employer("INITECH CLOUD", fein="f1"), make_employer("Initech Robotics", fein="f1"))
    assert not rules.a0(make_employer("GLOBAL CLOUD", fein="f1"), make_employer("Global Data", fein="f1"))
    assert not rules.a0(make_employer("INITECH", fein="f1"), make_employer("Initech", fein="f2"))


def test_a2_reads_initials_and_what_a_name_says_of_itself() -> None:
    short, long = pair(("GRU HOSPITALS CTR", "1111"), ("GLOBEX REGIONAL UNIVERSITY HOSPITALS CENTER", "1111"))
    assert rules.a2(short, long)
    legal, brand = pair(("INITECH LLC D/B/A GLOBEX ROBOTICS", "1111"), ("GLOBEX ROBOTICS INC", "1111"))
    assert rules.a2(legal, brand)


def test_a_former_name_is_for_a_person() -> None:
    new, old = pair(("INITECH LLC F/K/A GLOBEX ROBOTICS INC", "1111"), ("GLOBEX ROBOTICS INC", "1111"))
    assert not rules.a2(new, old)
    child, owner = pair(("INITECH LLC A GLOBEX ROBOTICS COMPANY", "1111"), ("GLOBEX ROBOTICS INC", "1111"))
    assert not rules.a2(child, owner)


def test_a7_wants_the_same_city() -> None:
    here = make_employer("INITECH INC", "1111", "CA", naics2="54", city="San Jose")
    assert not rules.a7(here, make_employer("INITECH LLC", "2222", "CA", naics2="54", city="Fresno"))


def test_a_spelling_that_several_firms_share_is_never_linked() -> None:
    shared = make_employer("RADIOLOGY ASSOCIATES INC", "1111", "TX", mixed=True)
    assert not rules.a1(shared, make_employer("RADIOLOGY ASSOCIATES INC", "1111", "TX"))


def test_trade_names_that_differ_keep_names_without_tax_number_apart() -> None:
    left, right = pair(("GLOBEX HOLDINGS INC DBA INITECH",), ("Globex Holdings Inc DBA Acme",))
    assert not rules.a1(left, right)


@pytest.mark.parametrize(
    ("left", "right", "mistyped"),
    [
        ("1234", "1235", True),
        ("1234", "1243", True),
        ("1234", "1234", False),
        ("1234", "2143", False),
        ("", "1", False),
    ],
)
def test_one_digit_off_or_two_swapped_is_a_typing_error(left: str, right: str, mistyped: bool) -> None:
    assert tax_number_mistyped(left, right) is mistyped


def test_initials_stand_for_whole_words_only() -> None:
    assert same_but_for_initials(("HP",), ("HEWLETT", "PACKARD"))
    assert not same_but_for_initials(("HP",), ("HEWLETT", "PACKARD", "ENTERPRISE"))
    assert not same_but_for_initials((), ("HEWLETT",))


def test_whole_tax_numbers_that_differ_need_a_telling_word() -> None:
    assert never.different_whole_tax_numbers(
        make_employer("GLOBAL DATA", fein="a"), make_employer("GLOBAL DATA", fein="b")
    )
