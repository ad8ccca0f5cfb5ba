"""A8: which firms join a large company that a person has accepted, and which wait for one."""

import random

import pytest

from companies.matching.cluster import match
from companies.matching.values import Employer

CITY = {"city": "Springfield", "state": "WA", "naics2": "54"}


def make(id_: str, name: str, tax4: str, volume: int = 1, **fields: str) -> Employer:
    place = CITY | fields
    return Employer(id_, name, tax4, place["city"], place["state"], place["naics2"], volume)


def make_owner(name: str = "INITECH SERVICES LLC", volume: int = 5_000) -> Employer:
    return make("owner", name, "1111", volume)


def rule_of(part: Employer, *others: Employer, owner: Employer | None = None) -> str:
    """The rule by which `part` stands with the accepted owner; empty where it stands alone."""
    employers = [owner or make_owner(), part, *others]
    links = {link.employer.id: link for link in match(employers, {"owner": "Initech"})}
    return links[part.id].rule if links[part.id].group == ("company", "Initech") else ""


@pytest.mark.parametrize(
    "name",
    [
        "INITECH CORPORATE LLC",
        "INITECH US INC",
        "INITECH WEB SERVICES INC",
        "INITECH DEVELOPMENT CENTER US INC",
        "INITECH TAX LLP",
        "INITECH HOLDINGS INTERNATIONAL INC",
    ],
)
def test_a_part_of_a_large_accepted_company_joins_it(name: str) -> None:
    assert rule_of(make("part", name, "2222", 700)) == "A8"


@pytest.mark.parametrize(
    ("part", "why"),
    [
        (make("part", "INITECH VENTURES LLC", "2222"), "a venture arm is often a brand of its own"),
        (make("part", "INITECH BOSHOKU AMERICA INC", "2222"), "a second word that names somebody"),
        (make("part", "INITECH ASSOCIATES INC", "2222"), "associates of whom"),
        (make("part", "INITECH CORPORATE LLC", "2222", city="Tacoma"), "another city"),
        (make("part", "INITECH CORPORATE LLC", "2222", state="OR"), "another state"),
        (make("part", "INITECH CORPORATE LLC", "2222", naics2="72"), "another industry"),
        (make("part", "INITECH CORPORATE LLC", "2222", naics2="99"), "an industry that nobody stated"),
        (make("part", "INITECHS CORPORATE LLC", "2222"), "another word, to the letter"),
        (make("part", "INITECH CORPORATE OF OHIO LLC", "2222"), "a place of its own"),
        (make("part", "INITECH UNIVERSITY SERVICES LLC", "2222"), "another kind of organisation"),
        (make("part", "INITECH CORPORATE LLC", "2222", 6_000), "a firm larger than the accepted company"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_it_waits_for_a_person_where_it_may_be_another_firm(part: Employer, why: str) -> None:
    assert rule_of(part) == ""


@pytest.mark.parametrize("owner", ["SUMMIT SERVICES LLC", "ACME SERVICES LLC"])
def test_an_everyday_or_a_short_word_belongs_to_nobody(owner: str) -> None:
    part = make("part", f"{owner.split()[0]} CORPORATE LLC", "2222")
    assert rule_of(part, owner=make_owner(owner)) == ""


def test_a_company_of_some_hundred_approvals_is_too_small() -> None:
    part = make("part", "INITECH CORPORATE LLC", "2222")
    assert rule_of(part, owner=make_owner(volume=900)) == ""


def test_the_bare_name_above_a_division_is_another_company() -> None:
    division = make_owner("INITECH CONSULTING LLC")
    assert rule_of(make("part", "INITECH INC", "2222"), owner=division) == ""
    assert rule_of(make("part", "INITECH INC", "2222")) == "A8"


def test_a_word_of_two_accepted_companies_is_nobodys() -> None:
    other = make("other", "INITECH MOTORS INC", "3333", 200)
    part = make("part", "INITECH CORPORATE LLC", "2222")
    links = match([make_owner(), other, part], {"owner": "Initech", "other": "Initech Motors"})
    assert next(link for link in links if link.employer.id == "part").group == ("hub", "part")


def test_without_an_accepted_company_nothing_is_joined_and_a_rejection_holds() -> None:
    part = make("part", "INITECH CORPORATE LLC", "2222")
    assert {link.rule for link in match([make_owner(), part])} == {""}
    links = match([make_owner(), part], {"owner": "Initech"}, {"part": frozenset(["Initech"])})
    assert next(link for link in links if link.employer.id == "part").group == ("hub", "part")


def test_what_stands_with_a_part_comes_along_in_any_order() -> None:
    names = [
        make_owner(),
        make("part", "INITECH CORPORATE LLC", "2222", 700),
        make("typo", "INITECH CORPROATE LLC", "2222", 3),
        make("far", "INITECH ROBOTICS LLC", "4444", 9),
    ]
    seen = set()
    for seed in range(6):
        random.Random(seed).shuffle(names)
        links = match(names, {"owner": "Initech"})
        seen.add(tuple(sorted((str(link.employer.id), str(link.group[1]), link.rule) for link in links)))
    assert seen == {
        (("far", "far", ""), ("owner", "Initech", ""), ("part", "Initech", "A8"), ("typo", "Initech", "A4"))
    }
