"""Accept, reject, split, merge, undo: counts follow at once, and undoing restores everything to the letter."""

from typing import Any

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import transaction
from django.db.models import F, JSONField, Model
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from companies import curation, registry, rollups
from companies.curation import CurationError
from companies.models import (
    Company,
    CurationEvent,
    EmployerAlias,
    EmployerName,
    NonMatch,
    SponsorshipField,
    SponsorshipPlace,
    SponsorshipWage,
    SponsorshipYear,
)
from tests.companies.test_matching_registry import NAMES, links, make_name, make_registry
from tests.factories import make_company, make_employer_name, make_lca_case, make_uscis_count

pytestmark = pytest.mark.django_db


def approvals(company: Company) -> int:
    years = SponsorshipYear.objects.filter(company=company)
    return sum(year.initial_approvals or 0 for year in years)


def make_linked(company: Company, raw: str, count: int) -> EmployerName:
    name = make_employer_name(raw, company, source="uscis", alias_state="accepted", rule="curator")
    make_uscis_count(name, initial_approvals=count)
    return name


@pytest.fixture
def acme() -> Company:
    company = make_company("Acme")
    make_linked(company, "ACME INC", 10)
    robotics = make_linked(company, "ACME ROBOTICS LLC", 5)
    for number in range(12):
        make_lca_case(
            robotics,
            job_field="software" if number < 11 else "finance",
            worksite_state="WA",
            worksite_city="Seattle",
            wage_year_from=100_000 + number,
            wage_level="II",
        )
    rollups.recompute([company.pk])
    return company


@pytest.fixture
def globex() -> Company:
    company = make_company("Globex")
    make_linked(company, "GLOBEX CORP", 100)
    rollups.recompute([company.pk])
    return company


def test_accepting_moves_a_name_and_both_counts(acme: Company, globex: Company) -> None:
    robotics = EmployerName.objects.get(raw="ACME ROBOTICS LLC")
    curation.accept([robotics.pk], globex, reason="bought in 2020")
    assert (approvals(acme), approvals(globex)) == (10, 105)
    alias = EmployerAlias.objects.get(employer_name=robotics)
    assert (alias.company, alias.state, alias.rule) == (globex, "accepted", "curator")


def test_rejecting_takes_a_name_out_and_is_remembered(acme: Company) -> None:
    robotics = EmployerName.objects.get(raw="ACME ROBOTICS LLC")
    curation.reject([robotics.pk], acme)
    assert approvals(acme) == 10
    assert NonMatch.objects.get().employer_name == robotics


def test_accepting_takes_a_rejection_back(acme: Company) -> None:
    robotics = EmployerName.objects.get(raw="ACME ROBOTICS LLC")
    curation.reject([robotics.pk], acme)
    curation.accept([robotics.pk], acme)
    assert approvals(acme) == 15
    assert not NonMatch.objects.exists()


def test_splitting_makes_a_company_of_its_own(acme: Company) -> None:
    robotics = EmployerName.objects.get(raw="ACME ROBOTICS LLC")
    event = curation.split([robotics.pk], acme, "Acme Robotics")
    new = Company.objects.get(slug="acme-robotics")
    assert (approvals(acme), approvals(new), event.other) == (10, 5, new)
    curation.undo(event)
    assert approvals(acme) == 15
    assert not Company.objects.filter(slug="acme-robotics").exists()
    assert not NonMatch.objects.exists()


def test_only_names_of_the_company_can_be_split_from_it(acme: Company, globex: Company) -> None:
    stranger = EmployerName.objects.get(raw="GLOBEX CORP")
    with pytest.raises(CurationError, match="Only names"):
        curation.split([stranger.pk], acme, "Globex again")


def test_merging_moves_names_and_everything_that_speaks_of_the_company(acme: Company, globex: Company) -> None:
    acme.funding_rounds.create(kind="series_a")
    child = make_company("Acme Labs", parent=acme)
    event = curation.merge(acme, globex)
    acme.refresh_from_db()
    child.refresh_from_db()
    assert (acme.status, acme.merged_into, child.parent) == ("merged", globex, globex)
    assert (approvals(acme), approvals(globex), globex.funding_rounds.count()) == (0, 115, 1)
    curation.undo(event)
    acme.refresh_from_db()
    child.refresh_from_db()
    assert (acme.status, acme.merged_into, child.parent) == ("curated", None, acme)
    assert (approvals(acme), approvals(globex), acme.funding_rounds.count()) == (15, 100, 1)


def test_what_was_rejected_stays_rejected_through_a_merge(acme: Company, globex: Company) -> None:
    stranger = make_employer_name("INITECH INC")
    curation.reject([stranger.pk], acme)
    curation.merge(acme, globex)
    assert NonMatch.objects.filter(employer_name=stranger, company=globex).exists()


def test_a_merged_company_takes_no_names(acme: Company, globex: Company) -> None:
    curation.merge(acme, globex)
    acme.refresh_from_db()
    with pytest.raises(CurationError, match="merged"):
        curation.accept([EmployerName.objects.get(raw="GLOBEX CORP").pk], acme)


def test_an_act_is_undone_once_and_only_before_those_it_carries(acme: Company, globex: Company) -> None:
    robotics = EmployerName.objects.get(raw="ACME ROBOTICS LLC")
    first = curation.accept([robotics.pk], globex)
    second = curation.reject([robotics.pk], globex)
    with pytest.raises(CurationError, match=f"#{second.pk}"):
        curation.undo(first)
    undoing = curation.undo(second)
    curation.undo(first)
    assert (approvals(acme), approvals(globex)) == (15, 100)
    with pytest.raises(CurationError, match="already"):
        curation.undo(first)
    with pytest.raises(CurationError, match="do the act again"):
        curation.undo(undoing)


def test_acts_on_other_names_may_be_undone_in_any_order(acme: Company, globex: Company) -> None:
    first = curation.accept([EmployerName.objects.get(raw="ACME ROBOTICS LLC").pk], globex)
    curation.accept([make_linked(acme, "ACME LABS INC", 3).pk], globex)
    curation.undo(first)
    assert (approvals(acme), approvals(globex)) == (15, 103)


def test_a_company_by_volume_is_a_curated_one_once_a_person_has_touched_it() -> None:
    names = make_registry(NAMES)
    registry.rematch()
    company = Company.objects.get(slug="initechcom-services")
    event = curation.reject([names["INITECH COM SVCS INC"].pk], company)
    company.refresh_from_db()
    assert company.status == "curated"
    registry.rematch()
    assert approvals(company) == 900
    curation.undo(event)
    registry.rematch()
    company.refresh_from_db()
    assert (company.status, approvals(company)) == ("auto", 950)


def test_the_name_that_made_a_company_brings_it_along(acme: Company) -> None:
    names = make_registry(NAMES)
    registry.rematch()
    before = links()
    event = curation.accept([names["INITECH COM SERVICES LLC"].pk], acme)
    assert approvals(acme) == 965
    registry.rematch()
    assert approvals(acme) == 965
    curation.undo(event)
    registry.rematch()
    assert links() == before
    assert approvals(acme) == 15


def test_decisions_survive_an_import_that_brings_the_same_names_again(acme: Company, globex: Company) -> None:
    robotics = EmployerName.objects.get(raw="ACME ROBOTICS LLC")
    curation.accept([robotics.pk], globex)
    curation.reject([EmployerName.objects.get(raw="ACME INC").pk], globex)
    registry.rematch()
    kept = {row for row in links() if row[2] != "suggested"}
    make_lca_case(robotics)
    make_name("Acme Robotics, LLC", volume=3)
    registry.rematch()
    assert kept <= links()
    assert ("Acme Robotics, LLC", "globex", "auto", "A1") in links()


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["accept", "reject", "split", "merge", "undo", "rematch"]),
        st.integers(0, 5),
        st.integers(0, 5),
    ),
    max_size=9,
)
_settings = settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def act(verb: str, number: int, other: int) -> None:
    """One act, if it makes sense as things stand."""
    names = list(EmployerName.objects.order_by("pk"))
    companies = list(Company.objects.public().order_by("pk"))
    name, company = names[number % len(names)].pk, companies[other % len(companies)]
    try:
        match verb:
            case "accept":
                curation.accept([name], company)
            case "reject":
                curation.reject([name], company)
            case "split":
                curation.split([name], company, "Split off")
            case "merge":
                curation.merge(companies[number % len(companies)], company)
            case "undo":
                undo_last()
            case "rematch":
                registry.rematch()
    except CurationError:
        pass


def undo_last() -> bool:
    last = CurationEvent.objects.standing().first()
    if last is not None:
        curation.undo(last)
    return last is not None


def everything() -> tuple[Any, ...]:
    """All links, rejections, companies, and every count of every roll-up."""
    return (
        links(),
        set(NonMatch.objects.values_list("employer_name__raw", "company__slug")),
        set(Company.objects.public().values_list("slug", "name", "status", "parent__slug")),
        {
            (model.__name__, *(row[name] for name in sorted(row) if name != "id"))
            for model in (SponsorshipYear, SponsorshipField, SponsorshipPlace, SponsorshipWage)
            for row in model.objects.annotate(of=F("company__slug")).values(*_columns(model), "of")
        },
    )


def _columns(model: type[Model]) -> list[str]:
    """Plain values only: neither ids nor lists."""
    lists = (ArrayField, JSONField)
    return [
        field.name
        for field in model._meta.concrete_fields
        if not field.primary_key and not field.is_relation and not isinstance(field, lists)
    ]


@_settings
@given(acts=ACTS)
def test_undoing_everything_restores_everything(
    acts: list[tuple[str, int, int]], acme: Company, globex: Company
) -> None:
    """Any row of acts, with the rules running in between or not, and then all of it undone."""
    with transaction.atomic():
        make_registry(NAMES[:4])
        registry.rematch()
        before = everything()
        for one in acts:
            act(*one)
        while undo_last():
            pass
        if "rematch" in {verb for verb, *_ in acts}:
            registry.rematch()
        assert everything() == before
        transaction.set_rollback(True)


@_settings
@given(acts=ACTS)
def test_counts_are_those_of_the_links_after_every_act(
    acts: list[tuple[str, int, int]], acme: Company, globex: Company
) -> None:
    with transaction.atomic():
        make_registry(NAMES[:4])
        registry.rematch()
        for one in acts:
            act(*one)
            stored = everything()[3]
            rollups.recompute([company.pk for company in Company.objects.all()])
            assert everything()[3] == stored
        transaction.set_rollback(True)
