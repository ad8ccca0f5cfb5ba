"""What filings say of themselves: whom they are for, what they pay, where and when they are filed."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from companies import rollups
from companies.insights import filed
from companies.insights.quarters import role_in_place
from companies.insights.wages import wage_of_role, wages_of
from companies.insights.years import company_years
from companies.models import Company, EmployerName, PermCase
from companies.receipts import receipt_of
from companies.units import BY_KEY
from tests.factories import make_company, make_employer_name, make_lca_case, make_posting, make_run

TODAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def forgotten() -> None:
    cache.delete("lca-periods")


@pytest.fixture
def acme() -> Company:
    return make_company()


@pytest.fixture
def name(acme: Company) -> EmployerName:
    return make_employer_name("ACME INC", acme)


def counted(company: Company, **periods: date) -> Company:
    rollups.note_periods("lca", {int(year.removeprefix("fy")): day for year, day in periods.items()})
    rollups.recompute([company.pk])
    return company


def make_cases(name: EmployerName, number: int, **fields: Any) -> None:
    for _ in range(number):
        make_lca_case(name, **fields)


def shown(split: filed.Split) -> list[tuple[int, list[int]]]:
    return [(year.fiscal_year, [part.value for part in year.parts]) for year in split.years]


def test_new_hires_stand_against_renewals_and_transfers(acme: Company, name: EmployerName) -> None:
    make_cases(name, 6, worker_positions=2, new_employment=2)
    make_cases(name, 3, worker_positions=1, new_employment=0, continued_employment=1)
    make_cases(name, 1, worker_positions=1, new_employment=0, change_employer=1)
    make_cases(name, 1, worker_positions=1, new_employment=0, amended_petition=1, case_status="denied")
    split = filed.kinds_of_employment(company_years(counted(acme)), TODAY)
    assert shown(split) == [(2024, [12, 3, 1])]
    assert split.years[0].parts[0].share == pytest.approx(0.75)
    for unit, total in (("new", 12), ("continued", 3), ("changed", 1)):
        receipt = receipt_of(acme, 2024, BY_KEY[unit])
        assert receipt.total == receipt.shown == total


def test_levels_sites_and_dependence_are_counted_of_the_cases_that_state_them(
    acme: Company, name: EmployerName
) -> None:
    make_cases(name, 8, wage_level="I", secondary_entity=True, h1b_dependent=True)
    make_cases(name, 4, wage_level="IV", secondary_entity=False, h1b_dependent=False)
    make_cases(name, 3)
    make_cases(name, 1, wage_level="I", visa_class="E-3 Australian", secondary_entity=True)
    years = company_years(counted(acme))
    assert shown(filed.wage_levels(years, TODAY)) == [(2024, [8, 0, 0, 4])]
    assert shown(filed.client_sites(years, TODAY)) == [(2024, [8, 4])]
    assert shown(filed.dependence(years, TODAY)) == [(2024, [8, 4])]
    for split in (filed.wage_levels(years, TODAY), filed.client_sites(years, TODAY), filed.dependence(years, TODAY)):
        for part in split.years[0].parts:
            key, value = part.receipt.split("=")
            assert receipt_of(acme, 2024, BY_KEY["cases"], {key: value}).total == part.value


def test_a_share_needs_ten_cases_and_a_year_of_silence_has_no_row(acme: Company, name: EmployerName) -> None:
    make_cases(name, 9, wage_level="II")
    make_cases(name, 12, fiscal_year=2023)
    levels = filed.wage_levels(company_years(counted(acme)), TODAY)
    assert [(year.fiscal_year, year.parts[1].share) for year in levels.years] == [(2024, None)]


def test_months_are_of_whole_years_and_of_the_day_of_receipt(acme: Company, name: EmployerName) -> None:
    make_cases(name, 9, received_on=date(2024, 3, 20))
    make_cases(name, 3, received_on=date(2023, 11, 2))
    make_cases(name, 5, received_on=None)
    make_cases(name, 20, fiscal_year=2025, received_on=date(2024, 10, 3))
    counted(acme, fy2024=date(2024, 9, 30), fy2025=date(2024, 12, 31))
    season = filed.filing_months(company_years(acme), TODAY)
    assert season is not None
    assert season.fiscal_years == (2024,)
    assert {month.name: month.cases for month in season.months if month.cases} == {"Mar": 9, "Nov": 3}
    assert "most in Mar with 9 of 12" in season.says
    assert receipt_of(acme, 2024, BY_KEY["cases"], {"month": "3"}).total == 9


def test_months_of_a_part_of_a_year_say_that_they_are(acme: Company, name: EmployerName) -> None:
    make_cases(name, 10, received_on=date(2023, 11, 2))
    season = filed.filing_months(company_years(counted(acme, fy2024=date(2023, 12, 31))), TODAY)
    assert season is not None
    assert season.partial


def test_wages_are_spread_by_field_level_and_state_and_never_of_fewer_than_ten(
    acme: Company, name: EmployerName
) -> None:
    for number in range(11):
        pay = 100_000 + 10_000 * number
        make_lca_case(name, job_field="software", worksite_state="WA", wage_level="II", wage_year_from=pay)
    make_cases(name, 9, job_field="finance", worksite_state="NY", wage_level="I", wage_year_from=50_000)
    make_cases(name, 3, job_field="software", worksite_state="CA", wage_year_from=None)
    wages = wages_of(counted(acme), 2024, None, TODAY)
    assert wages is not None
    assert wages.all.cases == 20
    rows = {table.heading: [(row.name, row.cases, row.p25, row.median, row.p75) for row in table.rows]
            for table in wages.tables}  # fmt: skip
    spread = (11, 125_000, 150_000, 175_000)
    assert rows == {
        "Job field": [("Software Engineering", *spread)],
        "Wage level": [("II", *spread)],
        "State of the worksite": [("WA", *spread)],
    }
    assert receipt_of(acme, 2024, BY_KEY["cases"], {"field": "software"}).wages == spread[1:]
    assert receipt_of(acme, 2024, BY_KEY["cases"], {"field": "finance"}).wages == ()


def test_the_wages_of_a_role_are_of_the_nation_where_the_state_has_too_few(acme: Company, name: EmployerName) -> None:
    make_cases(name, 10, job_field="software", worksite_state="WA", wage_year_from=100_000)
    make_cases(name, 5, job_field="software", worksite_state="NY", wage_year_from=200_000)
    counted(acme)
    here, wider = (wage_of_role(acme, "software", state, 2024, None, TODAY) for state in ("WA", "NY"))
    assert here is not None
    assert wider is not None
    assert (here.is_nation, here.row.cases, here.row.median) == (False, 10, 100_000)
    assert (wider.is_nation, wider.row.cases) == (True, 15)
    assert wage_of_role(acme, "design", "WA", 2024, None, TODAY) is None


@pytest.mark.parametrize(
    ("city", "state", "total", "place", "asked"),
    [
        ("Seattle", "WA", 3, "Seattle, WA", ()),
        ("Spokane", "WA", 5, "Washington", ("Spokane, WA",)),
        ("Boston", "MA", 6, "the whole United States", ("Boston, MA", "Massachusetts")),
        ("", "", 6, "the whole United States", ()),
    ],
)
def test_a_role_in_a_place_falls_back_to_the_state_then_to_the_nation(
    acme: Company, name: EmployerName, city: str, state: str, total: int, place: str, asked: tuple[str, ...]
) -> None:
    software = {"job_field": "software", "decided_on": date(2024, 3, 1)}
    make_cases(name, 3, **software, worksite_city="SEATTLE", worksite_state="WA")
    make_cases(name, 2, **software, worksite_city="Redmond", worksite_state="WA")
    make_cases(name, 1, **software, worksite_city="Austin", worksite_state="TX")
    make_cases(name, 4, job_field="finance", worksite_city="Boston", worksite_state="MA")
    make_cases(name, 4, **software | {"case_status": "denied"}, worksite_city="Boston", worksite_state="MA")
    counted(acme, fy2024=date(2024, 9, 30))
    names = {"WA": "Washington", "MA": "Massachusetts", "": ""}
    role = role_in_place(acme, "software", city, state, names[state])
    assert role is not None
    assert (role.total, role.place, role.asked) == (total, place, asked)


def test_eight_quarters_end_with_the_last_that_is_here_and_tell_none_from_no_data(
    acme: Company, name: EmployerName
) -> None:
    make_cases(name, 4, job_field="software", decided_on=date(2024, 2, 5), worksite_city="Seattle", worksite_state="WA")
    make_cases(name, 2, job_field="software", decided_on=date(2022, 12, 5), fiscal_year=2023)
    make_cases(name, 7, job_field="software", decided_on=date(2022, 3, 5), fiscal_year=2022)
    counted(acme, fy2024=date(2024, 5, 31), fy2023=date(2022, 12, 31), fy2022=date(2022, 9, 30))
    role = role_in_place(acme, "software", "", "", "")
    assert role is not None
    assert [(one.name, one.value, one.partial) for one in role.quarters] == [
        ("Apr–Jun 2024", 0, True),
        ("Jan–Mar 2024", 4, False),
        ("Oct–Dec 2023", 0, False),
        ("Jul–Sep 2023", None, False),
        ("Apr–Jun 2023", None, False),
        ("Jan–Mar 2023", None, False),
        ("Oct–Dec 2022", 2, False),
        ("Jul–Sep 2022", 0, False),
    ]
    parts = {"field": "software", "state": "WA", "city": "SEATTLE", "quarter": "2"}
    assert receipt_of(acme, 2024, BY_KEY["cases"], parts).total == 4
    assert receipt_of(acme, 2024, BY_KEY["cases"], parts | {"quarter": "1"}).total == 0


def test_a_file_that_dates_no_case_tells_nothing_of_its_quarters(acme: Company, name: EmployerName) -> None:
    make_cases(name, 5, job_field="software", decided_on=None)
    counted(acme, fy2024=date(2024, 9, 30))
    assert role_in_place(acme, "software", "", "", "") is None


def test_nothing_is_said_of_a_role_without_files_or_without_a_sure_field(acme: Company) -> None:
    assert role_in_place(acme, "software", "Seattle", "WA", "Washington") is None
    rollups.note_periods("lca", {2024: date(2024, 9, 30)})
    cache.delete("lca-periods")
    assert role_in_place(acme, "", "Seattle", "WA", "Washington") is None


def make_perm(name: EmployerName, key: str, status: str, fiscal_year: int) -> None:
    PermCase.objects.create(
        case_key=key,
        row_hash=b"",
        run=make_run("perm"),
        employer_name=name,
        case_status=status,
        fiscal_year=fiscal_year,
    )


def test_perm_cases_stand_by_year_with_receipts(acme: Company) -> None:
    name = make_employer_name("ACME INC", acme, source="perm")
    for key, status, fiscal_year in (
        ("A-1", "certified", 2023),
        ("A-2", "certified_expired", 2023),
        ("A-3", "denied", 2023),
        ("A-4", "certified", 2022),
    ):
        make_perm(name, key, status, fiscal_year)
    rows = filed.perm_by_year(company_years(counted(acme)), TODAY)
    assert [(row.fiscal_year, row.certified, row.denied) for row in rows] == [(2023, 2, 1), (2022, 1, 0)]
    assert receipt_of(acme, 2023, BY_KEY["perm"]).total == 2
    assert receipt_of(acme, 2023, BY_KEY["perm-denied"]).total == 1


def test_the_company_page_shows_every_block_and_each_receipt_answers(
    client: Client, acme: Company, name: EmployerName
) -> None:
    make_cases(
        name,
        12,
        job_field="software",
        worksite_state="WA",
        worksite_city="Seattle",
        wage_level="II",
        wage_year_from=120_000,
        secondary_entity=True,
        h1b_dependent=True,
        received_on=date(2024, 2, 20),
    )
    make_perm(make_employer_name("ACME INC", acme, source="perm"), "A-1", "certified", 2023)
    counted(acme, fy2024=date(2024, 9, 30))
    page = client.get(acme.get_absolute_url()).content.decode()
    for block in ("wages", "hires", "levels", "sites", "season", "perm"):
        assert f'<section class="sec" id="{block}"' in page
    receipts = set(re.findall(r'href="(/receipts/[^"]+)"', page))
    assert len(receipts) > 10
    for address in receipts:
        assert client.get(address.replace("&amp;", "&")).status_code == 200, address


def test_the_posting_shows_role_and_pay_of_the_record(client: Client, acme: Company, name: EmployerName) -> None:
    make_cases(name, 12, job_field="software", worksite_state="WA", worksite_city="Bellevue", wage_year_from=120_000)
    counted(acme, fy2024=date(2024, 9, 30))
    place = {"city": "Seattle", "state": "WA", "country_code": "US"}
    posting = make_posting("Engineer", acme, job_field="software", **place)
    page = client.get(posting.get_absolute_url()).content.decode()
    assert "<b>12</b> LCA cases certified in Software Engineering, Washington, Oct–Dec 2022 to Jul–Sep 2024." in page
    assert "None was found in Seattle, WA, so this is the count of the next wider place." in page
    assert "in Software Engineering in Washington pay <b>$120,000 – $120,000</b> a year" in page
    abroad = make_posting("Engineer", acme, job_field="software", city="London", country_code="GB")
    page = client.get(abroad.get_absolute_url()).content.decode()
    assert "last eight quarters" not in page
    assert "Pay in this employer" not in page
