"""Yearly figures: each unit for itself, from linked names only, empty where a data set says nothing."""

from datetime import date
from typing import Any

import pytest
from django.core.management import call_command

from companies import rollups
from companies.models import (
    Company,
    EmployerAlias,
    LcaCase,
    PermCase,
    PublishedFigure,
    SponsorshipField,
    SponsorshipYear,
)
from tests.factories import make_company, make_employer_name, make_lca_case, make_run, make_uscis_count

pytestmark = pytest.mark.django_db


def year(company: Company, fiscal_year: int = 2024) -> SponsorshipYear:
    return SponsorshipYear.objects.get(company=company, fiscal_year=fiscal_year)


def everything() -> list[tuple[Any, ...]]:
    years = SponsorshipYear.objects.order_by("company", "fiscal_year").values_list()
    fields = SponsorshipField.objects.order_by("company", "fiscal_year", "job_field", "state").values_list()
    return [*(row[1:] for row in years), *(row[1:] for row in fields)]


def test_units_are_counted_apart() -> None:
    acme = make_company("Acme")
    name = make_employer_name("ACME INC", acme)
    make_lca_case(name, worker_positions=3, new_employment=2, continued_employment=1)
    make_lca_case(name, case_status="certified_withdrawn", worker_positions=1, new_employment=0, change_employer=1)
    make_lca_case(name, case_status="denied", worker_positions=9)
    make_lca_case(name, case_status="withdrawn")
    make_lca_case(name, visa_class="E-3 Australian", worker_positions=9)
    make_lca_case(name, visa_class="H-1B1 Chile", worker_positions=9)
    make_lca_case(name, case_status="", worker_positions=9)
    uscis = make_employer_name("ACME INC", acme, source="uscis")
    make_uscis_count(uscis, initial_approvals=5, initial_denials=1, continuing_approvals=7)
    make_uscis_count(uscis, initial_approvals=50, edition=2, in_use=False)
    rollups.recompute([acme.pk])
    counted = year(acme)
    assert (counted.lca_certified, counted.lca_denied, counted.lca_withdrawn) == (2, 1, 1)
    assert (counted.lca_positions, counted.new_positions) == (4, 2)
    assert (counted.continued_positions, counted.changed_positions) == (1, 1)
    assert (counted.h1b1_certified, counted.e3_certified) == (1, 1)
    assert (counted.initial_approvals, counted.initial_denials, counted.continuing_approvals) == (5, 1, 7)
    assert counted.perm_certified is None


def test_what_a_file_does_not_state_stays_empty() -> None:
    acme = make_company("Acme")
    make_lca_case(make_employer_name("ACME INC", acme), worker_positions=None, new_employment=None)
    rollups.recompute([acme.pk])
    assert (year(acme).lca_certified, year(acme).lca_positions, year(acme).new_positions) == (1, None, None)
    assert year(acme).initial_approvals is None


def test_only_live_links_count_and_a_moved_name_takes_its_figures_along() -> None:
    acme, globex = make_company("Acme"), make_company("Globex")
    name = make_employer_name("ACME INC", acme)
    make_lca_case(name)
    make_lca_case(make_employer_name("ACME LLC", acme, alias_state="suggested"))
    make_lca_case(make_employer_name("ACMEE", acme, alias_state="rejected"))
    rollups.recompute([acme.pk, globex.pk])
    before = everything()
    assert year(acme).lca_certified == 1
    EmployerAlias.objects.filter(employer_name=name).update(company=globex)
    rollups.recompute([acme.pk, globex.pk])
    assert not SponsorshipYear.objects.filter(company=acme).exists()
    assert year(globex).lca_certified == 1
    EmployerAlias.objects.filter(employer_name=name).update(company=acme)
    rollups.recompute([acme.pk, globex.pk])
    assert everything() == before


def test_years_can_be_counted_alone_and_unknown_years_never_are() -> None:
    acme = make_company("Acme")
    name = make_employer_name("ACME INC", acme)
    for fiscal_year in (0, 2023, 2024):
        make_lca_case(name, fiscal_year=fiscal_year)
    rollups.recompute([acme.pk])
    make_lca_case(name, fiscal_year=2023)
    make_lca_case(name, fiscal_year=2024)
    rollups.recompute_names([name.pk], [2023])
    years = SponsorshipYear.objects.order_by("fiscal_year").values_list("fiscal_year", "lca_certified")
    assert list(years) == [(2023, 2), (2024, 1)]


def test_a_year_says_how_far_its_files_reach() -> None:
    acme = make_company("Acme")
    make_lca_case(make_employer_name("ACME INC", acme))
    rollups.note_periods("lca", {2024: date(2023, 12, 31)})
    rollups.note_periods("lca", {2024: date(2023, 11, 30)})
    rollups.recompute([acme.pk])
    assert year(acme).lca_through == date(2023, 12, 31)
    assert SponsorshipField.objects.get().through == date(2023, 12, 31)


def test_fields_are_counted_by_state_of_the_worksite() -> None:
    acme = make_company("Acme")
    name = make_employer_name("ACME INC", acme)
    make_lca_case(name, job_field="software", worksite_state="WA", worker_positions=2)
    make_lca_case(name, job_field="software", worksite_state="WA")
    make_lca_case(name, job_field="software", worksite_state="CA")
    make_lca_case(name, job_field="data", worksite_state="CA", case_status="denied")
    rollups.recompute([acme.pk])
    found = SponsorshipField.objects.order_by("state").values_list(
        "job_field", "state", "lca_certified", "lca_positions"
    )
    assert list(found) == [("software", "CA", 1, 1), ("software", "WA", 2, 3)]


def test_a_published_figure_stands_in_only_where_there_are_no_facts() -> None:
    acme = make_company("Acme")
    name = make_employer_name("ACME INC", acme)
    for fiscal_year, unit, job_field in (
        (2023, "lca_positions", ""),
        (2024, "lca_positions", ""),
        (2024, "initial_approvals", ""),
        (2023, "lca_certified", "software"),
        (2024, "lca_certified", "software"),
    ):
        PublishedFigure.objects.create(
            employer_name=name, fiscal_year=fiscal_year, unit=unit, job_field=job_field, value=99, source_name="A list"
        )
    make_lca_case(name, job_field="data")
    rollups.recompute([acme.pk])
    assert (year(acme, 2023).lca_positions, year(acme, 2023).published_units) == (99, {"lca_positions": "A list"})
    assert (year(acme).lca_positions, year(acme).initial_approvals) == (1, 99)
    assert year(acme).published_units == {"initial_approvals": "A list"}
    found = SponsorshipField.objects.order_by("fiscal_year").values_list("fiscal_year", "job_field", "published_by")
    assert list(found) == [(2023, "software", "A list"), (2024, "data", "")]


def test_a_rebuild_gives_what_the_single_counts_gave(capsys: pytest.CaptureFixture[str]) -> None:
    companies = [make_company(f"Firm {number}") for number in range(4)]
    for company in companies:
        name = make_employer_name(f"{company.name} INC", company)
        make_lca_case(name)
        PermCase.objects.create(
            case_key=f"A-{company.pk}",
            row_hash=b"",
            run=make_run("perm"),
            employer_name=name,
            case_status="certified",
            fiscal_year=2023,
        )
    rollups.recompute([company.pk for company in companies])
    before = everything()
    assert len(before) == 12
    SponsorshipYear.objects.update(lca_certified=77)
    call_command("rebuild_rollups")
    assert "12 rows written" in capsys.readouterr().out
    assert everything() == before


def test_a_company_without_names_loses_its_figures() -> None:
    acme = make_company("Acme")
    name = make_employer_name("ACME INC", acme)
    make_lca_case(name)
    rollups.recompute([acme.pk])
    EmployerAlias.objects.all().delete()
    assert rollups.recompute([acme.pk]) == 0
    assert not SponsorshipYear.objects.exists()
    assert LcaCase.objects.count() == 1
