"""The rules over a whole registry: stars, order, seeds, and a person's word."""

import random
from collections.abc import Hashable

from hypothesis import given
from hypothesis import strategies as st

from companies.matching.cluster import match
from companies.matching.values import Employer


def make_employer(id_: int, name: str, tax4: str = "", state: str = "", volume: int = 1) -> Employer:
    return Employer(id_, name, tax4, city="Springfield" if state else "", state=state, naics2="54", volume=volume)


REGISTRY = [
    make_employer(1, "INITECH COM SERVICES LLC", "1111", "WA", 900),
    make_employer(2, "INITECH COM SVCS INC", "1111", "WA", 50),
    make_employer(3, "INITECH ROBOTICS LLC", "2222", "WA", 90),
    make_employer(4, "INITECH ROBOTCIS LLC", "2222", "WA", 3),
    make_employer(5, "Initech.com Services LLC"),
    make_employer(6, "GLOBEX SYSTEMS CORP", "3333", "WI", 80),
    make_employer(7, "GLOBEX SYSTEMS INC", "4444", "VA", 70),
    make_employer(8, "Globex Systems"),
    make_employer(9, "Globex Systems, Inc."),
]


def groups(employers: list[Employer], **words: object) -> set[frozenset[object]]:
    found: dict[object, set[object]] = {}
    for link in match(employers, **words):  # type: ignore[arg-type]
        found.setdefault(link.group, set()).add(link.employer.id)
    return {frozenset(ids) for ids in found.values()}


def test_it_groups_by_the_rules_alone() -> None:
    assert groups(REGISTRY) == {
        frozenset({1, 2, 5}),
        frozenset({3, 4}),
        frozenset({6}),
        frozenset({7, 9}),
        frozenset({8}),  # two firms answer to it
    }


@given(st.permutations(REGISTRY))
def test_the_order_of_names_never_matters(employers: list[Employer]) -> None:
    assert sorted(match(employers), key=lambda link: str(link.employer.id)) == sorted(
        match(REGISTRY), key=lambda link: str(link.employer.id)
    )


WORDS = st.lists(
    st.sampled_from(["INITECH", "GLOBEX", "SUMMIT", "DATA", "LABS", "OF", "OHIO", "UNIVERSITY", "INC", "LLC"]),
    min_size=1,
    max_size=5,
).map(" ".join)
EMPLOYERS = st.lists(
    st.tuples(WORDS, st.sampled_from(["", "1111", "1112", "2222"]), st.sampled_from(["", "OH", "CA"])),
    max_size=12,
)


@given(EMPLOYERS, st.randoms(use_true_random=False))
def test_any_registry_gives_the_same_groups_in_any_order(
    rows: list[tuple[str, str, str]], chance: random.Random
) -> None:
    employers = [make_employer(number, *row, volume=number) for number, row in enumerate(rows)]
    shuffled = list(employers)
    chance.shuffle(shuffled)
    assert groups(employers) == groups(shuffled)


@given(EMPLOYERS)
def test_two_accepted_companies_never_meet(rows: list[tuple[str, str, str]]) -> None:
    employers = [make_employer(number, *row, volume=number) for number, row in enumerate(rows)]
    accepted: dict[Hashable, Hashable] = {number: f"company {number % 3}" for number in range(0, len(rows), 2)}
    for link in match(employers, accepted):
        if link.employer.id in accepted:
            assert link.group == ("company", accepted[link.employer.id])


def test_accepting_a_name_brings_those_that_surely_belong_to_it() -> None:
    links = {link.employer.id: link.group for link in match(REGISTRY, {2: "initech", 3: "initech"})}
    assert {id_ for id_, group in links.items() if group == ("company", "initech")} == {1, 2, 3, 4, 5}


def test_an_accepted_name_without_tax_number_speaks_for_the_one_spelled_alike() -> None:
    links = {link.employer.id: link.group for link in match(REGISTRY, {5: "initech"})}
    assert links[1] == links[2] == ("company", "initech")
    assert links[3] != ("company", "initech")


def test_a_rejected_name_stays_away_from_that_company_for_good() -> None:
    accepted: dict[Hashable, Hashable] = {1: "initech"}
    rejected: dict[Hashable, frozenset[Hashable]] = {2: frozenset({"initech"}), 5: frozenset({"initech"})}
    links = {link.employer.id: link.group for link in match(REGISTRY, accepted, rejected)}
    assert links[1] == ("company", "initech")
    assert ("company", "initech") not in {links[2], links[5]}


def test_a_name_equal_to_names_of_two_companies_is_left_to_a_person() -> None:
    registry = [
        make_employer(1, "INITECH INC", "1111", "WA", 9),
        make_employer(2, "INITECH, INC.", "1111", "WA", 8),
        make_employer(3, "Initech Inc", "1111", "WA", 7),
    ]
    links = {link.employer.id: link.group for link in match(registry, {1: "one", 2: "two"})}
    assert links[1] == ("company", "one")
    assert links[2] == ("company", "two")
    assert links[3][0] == "hub"


def test_a_chain_of_small_steps_does_not_make_one_company() -> None:
    """B is like A, C like B; C is not like A, so it joins nobody by way of B."""
    registry = [
        make_employer(1, "SUMMIT ALPHA BETA GAMMA", "1111", "WA", 30),
        make_employer(2, "SUMMIT ALPHA BETA DELTA OMEGA", "1111", "WA", 20),
        make_employer(3, "SUMMIT SIGMA DELTA OMEGA BETA", "1111", "WA", 10),
    ]
    assert frozenset({1, 2, 3}) not in groups(registry)


def test_a_cut_name_with_two_endings_joins_neither() -> None:
    registry = [
        make_employer(1, "INITECH ADVANCED SEMICONDUCTOR RES", "1111", "CA", 9),
        make_employer(2, "Initech Advanced Semiconductor Research Inc"),
        make_employer(3, "Initech Advanced Semiconductor Resource Management Inc"),
    ]
    assert groups(registry) == {frozenset({1}), frozenset({2}), frozenset({3})}
    assert groups(registry[:2]) == {frozenset({1, 2})}


def test_a_mistyped_tax_number_does_not_hide_the_owner_of_a_spelling() -> None:
    registry = [
        make_employer(1, "INITECH ROBOTICS INC", "1111", "CA", 900),
        Employer(2, "INITECH ROBOTICS INC", "7777", state="NV", volume=1),
        make_employer(3, "Initech Robotics, Inc."),
    ]
    assert frozenset({1, 3}) in groups(registry)
    registry[1] = Employer(2, "INITECH ROBOTICS INC", "7777", state="NV", volume=100)
    assert frozenset({3}) in groups(registry)
