"""The registry in the database: links, companies by volume, the queue; again and in any order the same."""

import random
from typing import Any

import pytest

from companies import curation, registry
from companies.matching.founding import COMPANY_BAR
from companies.models import Company, EmployerAlias, EmployerName, EmployerTaxId, NonMatch, SponsorshipYear
from companies.names import name_keys
from tests.factories import make_company, make_uscis_count

pytestmark = pytest.mark.django_db


def make_name(raw: str, tax4: str = "", state: str = "", volume: int = 1, **fields: Any) -> EmployerName:
    keys = name_keys(raw)
    source = fields.pop("source", "uscis" if tax4 else "lca")
    name = EmployerName.objects.create(
        source=source,
        raw=raw,
        k0=keys.k0,
        k2=keys.k2,
        first_token=keys.first_token,
        state=state,
        volume=volume,
        naics2="54",
        **fields,
    )
    if tax4:
        EmployerTaxId.objects.create(employer_name=name, last4=tax4, state=state, volume=volume)
        make_uscis_count(name, initial_approvals=volume)
    return name


def make_registry(names: list[tuple[Any, ...]]) -> dict[str, EmployerName]:
    return {row[0]: make_name(*row) for row in names}


NAMES = [
    ("INITECH COM SERVICES LLC", "1111", "WA", 900),
    ("INITECH COM SVCS INC", "1111", "WA", 50),
    ("Initech.com Services LLC", "", "WA", 20),
    ("INITECH ROBOTICS LLC", "2222", "WA", 90),
    ("GLOBEX SYSTEMS CORP", "3333", "WI", 80),
    ("GLOBEX SYSTEMS INC", "4444", "VA", 3),
]


def links() -> set[tuple[str, str, str, str]]:
    rows = EmployerAlias.objects.values_list("employer_name__raw", "company__slug", "state", "rule")
    return set(rows)


def counts() -> set[tuple[str, int, int | None]]:
    return set(SponsorshipYear.objects.values_list("company__slug", "fiscal_year", "initial_approvals"))


def test_it_makes_companies_by_volume_and_links_their_names() -> None:
    make_registry(NAMES)
    outcome = registry.rematch()
    assert outcome.founded == 3
    assert set(Company.objects.values_list("name", "slug", "status")) == {
        ("Initech.com Services", "initechcom-services", "auto"),
        ("Initech Robotics", "initech-robotics", "auto"),
        ("Globex Systems", "globex-systems", "auto"),
    }
    assert {row for row in links() if row[2] == "auto"} == {
        ("INITECH COM SERVICES LLC", "initechcom-services", "auto", "volume"),
        ("INITECH COM SVCS INC", "initechcom-services", "auto", "A2"),
        ("Initech.com Services LLC", "initechcom-services", "auto", "A1"),
        ("INITECH ROBOTICS LLC", "initech-robotics", "auto", "volume"),
        ("GLOBEX SYSTEMS CORP", "globex-systems", "auto", "volume"),
    }
    assert ("globex-systems", 2024, 80) in counts()
    assert ("initechcom-services", 2024, 950) in counts()


def test_a_small_employer_is_no_company_but_is_suggested_where_it_may_belong() -> None:
    make_registry(NAMES)
    registry.rematch()
    hint = EmployerAlias.objects.get(employer_name__raw="GLOBEX SYSTEMS INC")
    assert (hint.state, hint.rule, hint.company.slug) == ("suggested", "same words", "globex-systems")
    assert hint.evidence["same_state"] is False
    assert "3333" not in str(hint.evidence)
    assert 0 < hint.score < 1
    assert hint.priority == pytest.approx(hint.score * 3, rel=0.05)


def test_a_second_run_changes_nothing() -> None:
    make_registry(NAMES)
    registry.rematch()
    before = set(EmployerAlias.objects.values_list("pk", flat=True)), set(Company.objects.values_list("pk", "slug"))
    outcome = registry.rematch()
    assert outcome.changed == 0
    after = set(EmployerAlias.objects.values_list("pk", flat=True)), set(Company.objects.values_list("pk", "slug"))
    assert after == before


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_imports_leaves_no_trace(seed: int) -> None:
    """Names come one by one, with a run after each, and end as if they had come at once."""
    make_registry(NAMES)
    registry.rematch()
    at_once = links(), counts(), set(Company.objects.values_list("name", "slug", "status"))
    Company.objects.all().delete()
    EmployerAlias.objects.all().delete()
    for name in EmployerName.objects.all():
        name.uscis_counts.all().delete()
        name.delete()
    shuffled = list(NAMES)
    random.Random(seed).shuffle(shuffled)
    for row in shuffled:
        make_name(*row)
        registry.rematch()
    assert (links(), counts(), set(Company.objects.values_list("name", "slug", "status"))) == at_once


def test_what_a_person_accepted_founds_the_group() -> None:
    names = make_registry(NAMES)
    acme = make_company("Acme")
    curation.accept([names["INITECH COM SVCS INC"].pk], acme)
    registry.rematch()
    assert {row for row in links() if row[1] == "acme" and row[2] != "suggested"} == {
        ("INITECH COM SERVICES LLC", "acme", "auto", "A2"),
        ("INITECH COM SVCS INC", "acme", "accepted", "curator"),
        ("Initech.com Services LLC", "acme", "auto", "A1"),
    }
    assert not Company.objects.filter(slug__startswith="initechcom").exists()
    assert ("acme", 2024, 950) in counts()


def test_what_a_person_rejected_is_never_linked_again() -> None:
    names = make_registry(NAMES)
    acme = make_company("Acme")
    curation.accept([names["INITECH COM SERVICES LLC"].pk], acme)
    registry.rematch()
    curation.reject([names["INITECH COM SVCS INC"].pk], acme)
    registry.rematch()
    assert NonMatch.objects.count() == 1
    assert ("INITECH COM SVCS INC", "acme", "rejected", "A2") in links()
    assert ("acme", 2024, 900) in counts()
    assert not EmployerAlias.objects.filter(
        employer_name=names["INITECH COM SVCS INC"], company=acme, state__in=["auto", "suggested"]
    ).exists()


def test_a_company_made_elsewhere_is_not_made_twice() -> None:
    """One page too few waits in the queue; one too many would be wrong at once."""
    names = make_registry(NAMES)
    globex = make_company("Globex Systems", status=Company.Status.AUTO)
    registry.rematch()
    assert Company.objects.filter(name="Globex Systems").count() == 1
    hint = EmployerAlias.objects.get(employer_name=names["GLOBEX SYSTEMS CORP"])
    assert (hint.company, hint.state, hint.rule) == (globex, "suggested", "company name")
    curation.reject([hint.employer_name_id], globex)
    registry.rematch()
    assert Company.objects.filter(name="Globex Systems").count() == 2


def test_a_spelling_that_firms_of_two_states_share_is_left_alone() -> None:
    shared = make_name("INITECH ASSOCIATES INC", "1111", "TX", COMPANY_BAR)
    EmployerTaxId.objects.create(employer_name=shared, last4="9999", state="NY", volume=COMPANY_BAR)
    twin = make_name("INITECH ASSOCIATES, INC.", "1111", "TX", 5)
    registry.rematch()
    assert not EmployerAlias.objects.filter(employer_name=twin, state="auto").exists()


def test_other_pages_follow_a_company_that_is_given_up() -> None:
    names = make_registry([NAMES[3]])
    registry.rematch()
    auto = Company.objects.get()
    auto.funding_rounds.create(kind="series_a")
    acme = make_company("Acme")
    curation.accept([names["INITECH ROBOTICS LLC"].pk], acme)
    registry.rematch()
    assert acme.funding_rounds.count() == 1
    auto.refresh_from_db()
    assert (auto.status, auto.merged_into) == (Company.Status.MERGED, acme)
