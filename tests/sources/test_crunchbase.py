"""Crunchbase: exports of five layouts and answers of the API."""

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sources import values
from sources.crunchbase_api import read_crunchbase_json
from sources.crunchbase_csv import LAYOUTS, layout_of, read_crunchbase_csv
from sources.crunchbase_kinds import API_KINDS, kind
from sources.records import (
    CompanyRecord,
    InvestmentRecord,
    InvestorRecord,
    NewsRecord,
    Problem,
    RoundRecord,
    Skipped,
)

COMPANIES_2013 = "permalink,name,category_code,funding_total_usd,status,country_code,city,funding_rounds,founded_at"
ROUNDS_2013 = "company_permalink,company_name,company_category_code,funding_round_type,funded_at,raised_amount_usd"


def read(folder: Path, *rows: str, end: str = "\n", encoding: str = "utf-8") -> list[Any]:
    path = folder / "table.csv"
    path.write_bytes(end.join(rows).encode(encoding))
    return list(read_crunchbase_csv(path))


def problems(found: Iterable[object]) -> list[Problem]:
    return [record for record in found if isinstance(record, Problem)]


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        (" 17,50,000 ", 1750000),
        ("40,000", 40000),
        ("1750000", 1750000),
        ("$8B", 8000000000),
        (" -   ", None),
        ("", None),
        ("0", None),
        ("None", None),
        ("Unknown", None),
        (2509996, 2509996),
    ],
)
def test_it_reads_amounts_as_they_are_written(written: object, amount: int | None) -> None:
    assert values.money(written) == (None if amount is None else Decimal(amount))


@pytest.mark.parametrize("written", ["1.5E+07", "-5", "1,2,3", "12 M", float("inf"), True, 10**20, {}])
def test_an_amount_that_cannot_be_read_is_never_guessed(written: object) -> None:
    with pytest.raises(ValueError, match=r"amount|larger"):
        values.money(written)


@pytest.mark.parametrize("written", ["1201-11-03 00:00:00", "3201-10-21", "2020-13-01", "soon", "2020/01/01"])
def test_a_date_out_of_range_or_of_another_shape_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"date|range|month"):
        values.day(written)


def test_it_reads_a_mac_file_whose_lines_end_in_carriage_returns(tmp_path: Path) -> None:
    rows = ("/company/acme,Café Acme,software,1750000,operating,USA,Paris,2,2011-01-01", "/company/b,B,,,ipo,USA,,1,")
    acme, other = read(tmp_path, COMPANIES_2013, *rows, end="\r", encoding="mac-roman")
    assert (acme.name, acme.external_id, acme.funding_total_usd) == ("Café Acme", "acme", Decimal(1750000))
    assert (acme.founded_on, acme.founded_precision) == (date(2011, 1, 1), "year")
    assert (other.funding_total_usd, other.status) == (None, "ipo")


def test_a_name_that_a_spreadsheet_ate_leaves_the_name_empty(tmp_path: Path) -> None:
    company, problem = read(tmp_path, COMPANIES_2013, "/company/n-plusn,#NAME?,software,600000,operating,USA,NY,1,")
    assert (company.name, company.crunchbase_permalink, company.funding_total_usd) == ("", "n-plusn", Decimal(600000))
    assert (problem.field, problem.raw) == ("name", "#NAME?")
    (hashed,) = read(tmp_path, COMPANIES_2013, "/company/waywire,#waywire,news,1,operating,USA,NY,1,")
    assert hashed.name == "#waywire"


def test_equal_rounds_of_the_edition_without_keys_stay_apart(tmp_path: Path) -> None:
    row = "/company/acme,Acme,software,series-c+,2012-05-01,500"
    first, second, undisclosed = read(
        tmp_path, ROUNDS_2013, row, row, "/company/acme,Acme,software,venture,1960-01-01,"
    )[:3]
    assert first.external_id != second.external_id
    assert (first.kind, first.source_kind) == ("series_c_plus", "series-c+")
    assert (undisclosed.announced_on, undisclosed.amount, undisclosed.currency) == (None, None, "")


def test_a_row_with_cells_too_many_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    found = read(
        tmp_path, ROUNDS_2013, "/company/a,A,x,angel,2012-05-01,1,000", "/company/b,B,x,angel,2012-05-01,7", ",,,,,"
    )
    assert [type(record) for record in found] == [Problem, RoundRecord]


def test_it_reads_the_monthly_export_of_2014(tmp_path: Path) -> None:
    header = "permalink,name,homepage_url,category_list, market , funding_total_usd ,status,country_code"
    company, unknown = read(
        tmp_path,
        header,
        '/organization/acme,Acme,http://www.acme.com,|Entertainment|Politics|, News ," 17,50,000 ",operating,USA',
        "/organization/b,B,,,, -   ,closed,EST",
    )
    assert company.funding_total_usd == Decimal(1750000)
    assert (company.industries, company.domain) == (("Entertainment", "Politics"), "acme.com")
    assert (unknown.funding_total_usd, unknown.country_code) == (None, "EE")


def test_a_purchase_in_the_year_1201_loses_its_date_only(tmp_path: Path) -> None:
    header = (
        "company_permalink,company_name,company_state_code,acquirer_permalink,acquirer_name,acquired_at,price_amount"
    )
    company, problem = read(
        tmp_path, header, '/organization/acme,"Acme\nHomeCare",48,/organization/globex,Globex,1201-11-03 00:00:00,63'
    )
    assert (company.acquired_on, company.acquirer_key, company.state) == (None, "globex", "")
    assert company.name == "Acme HomeCare"
    assert "1201" in problem.message


def test_it_reads_rounds_investments_and_investors_of_2016(tmp_path: Path) -> None:
    header = (
        "company_name,funding_round_type,funding_round_code,announced_on,raised_amount_usd,raised_amount,"
        "raised_amount_currency_code,investor_count,investor_names,cb_url,company_uuid,funding_round_uuid"
    )
    euro, named = read(
        tmp_path,
        header,
        'Acme,venture,A,2013-11-01,707630,550000,EUR,2,"Big Fund, Small Fund, Inc.",https://www.crunchbase.com/organization/acme,c1,r1',
        'Acme,seed,,2013-01-02,100,,,2,"Big Fund, Ann",https://www.crunchbase.com/organization/acme,c1,r2',
    )
    assert (euro.kind, euro.amount, euro.currency, euro.amount_usd) == ("series_a", 550000, "EUR", 707630)
    assert euro.investors == ()  # three parts for two investors: one name holds a comma
    assert [i.name for i in named.investors] == ["Big Fund", "Ann"]
    (part,) = read(tmp_path, "funding_round_uuid,investor_uuid,is_lead_investor", "r1,i1,t")
    assert part == InvestmentRecord("r1", InvestorRecord("", key="i1", uuid="i1", is_lead=True))
    (skipped,) = read(tmp_path, "funding_round_uuid,investor_uuid,partner_uuid", "r1,i1,p1")
    assert isinstance(skipped, Skipped)


def test_it_reads_the_bulk_export_and_no_contact_in_it(tmp_path: Path) -> None:
    header = (
        "uuid,name,permalink,cb_url,updated_at,roles,domain,homepage_url,country_code,status,category_list,"
        "num_funding_rounds,total_funding_usd,founded_on,employee_count,email,phone,primary_role"
    )
    row = (
        "e1-hyphen-missing,Acme,acme,https://www.crunchbase.com/organization/acme,2019-06-24 22:19:25,"
        '"company,investor",acme.com,http://acme.com/,USA,acquired,"Publishing,Social Media",3,39750000,'
        "2005-06-01,51-100,a@acme.com,555,company"
    )
    company, investor = read(tmp_path, header, row)
    assert (company.external_id, company.as_of) == ("acme", date(2019, 6, 24))
    assert (company.employees_min, company.employees_max) == (51, 100)
    assert isinstance(investor, InvestorRecord)
    assert "a@acme.com" not in repr(company)


def test_tables_are_told_apart_by_their_columns() -> None:
    assert all(layout_of(set(layout.columns)) is layout for layout in LAYOUTS)
    assert layout_of({"rank", "name"}) is None


def test_every_kind_of_every_edition_is_known() -> None:
    assert len(API_KINDS) == 28
    assert all(kind(word) == word for word in API_KINDS)
    assert [kind("venture", code) for code in ("A", "c", "")] == ["series_a", "series_c", "series_unknown"]
    with pytest.raises(ValueError, match="kind"):
        kind("series-z")


def answer(**properties: Any) -> bytes:
    return json.dumps({"properties": properties, "cards": {}}).encode()


ORGANIZATION = {"uuid": "u1", "value": "Acme", "permalink": "acme", "entity_def_id": "organization"}
ROUND = {"uuid": "r1", "value": "Seed - Acme", "entity_def_id": "funding_round"}


def test_an_error_answer_is_a_problem_whether_object_or_list() -> None:
    for data in (
        b'{"error": "requested resource could not be found", "code": "CS404"}',
        b'[{"message": "insufficient permissions", "code": "MD403", "field_id": "name"}]',
        b"[1]",
        b"{}",
        b"",
        b"[" * 100_000,
        b'{"properties": []}',
    ):
        assert any(isinstance(r, Problem | Skipped) for r in read_crunchbase_json(data, "x.json"))


def test_a_round_without_money_investors_or_date_is_kept() -> None:
    data = answer(identifier=ROUND, funded_organization_identifier=ORGANIZATION, investment_type="seed")
    (record,) = read_crunchbase_json(data, "x.json")
    assert isinstance(record, RoundRecord)
    assert (record.amount, record.amount_usd, record.investors, record.announced_on) == (None, None, (), None)


def test_a_lead_stands_in_two_lists_and_joins_once() -> None:
    lead = {"uuid": "i1", "value": "Big Fund", "permalink": "big-fund", "entity_def_id": "organization"}
    data = answer(
        identifier=ROUND,
        funded_organization_identifier=ORGANIZATION,
        investment_type="series_a",
        announced_on="2020-07-02",
        money_raised={"value": 2000000, "currency": "GBP", "value_usd": 2509996},
        investor_identifiers=[lead, {"uuid": "i2", "value": "Ann", "entity_def_id": "person"}],
        lead_investor_identifiers=[lead],
    )
    (record,) = read_crunchbase_json(data, "x.json")
    assert isinstance(record, RoundRecord)
    assert [(i.name, i.is_lead) for i in record.investors] == [("Big Fund", True), ("Ann", False)]
    assert (record.amount, record.currency, record.amount_usd) == (Decimal(2000000), "GBP", Decimal(2509996))


def test_values_of_a_wrong_type_leave_fields_empty() -> None:
    data = answer(
        identifier=ROUND,
        funded_organization_identifier=ORGANIZATION,
        investment_type=["seed"],
        announced_on="3201-10-21",
        money_raised={"value": "lots", "value_usd": [1]},
        investor_identifiers=[{"uuid": {"a": 1}}, 7, None],
        num_investors="many",
    )
    found = list(read_crunchbase_json(data, "x.json"))
    record = found[0]
    assert isinstance(record, RoundRecord)
    assert (record.kind, record.amount, record.announced_on, record.investor_count) == ("undisclosed", None, None, None)
    assert {p.field for p in problems(found)} == {"investment_type", "announced_on", "money_raised", "num_investors"}


def test_a_press_reference_names_companies_and_no_author() -> None:
    data = answer(
        identifier={"uuid": "n1", "entity_def_id": "press_reference"},
        title="Acme raises",
        publisher="The Example",
        author="Ann Writer",
        url={"value": "https://news.example.com/1"},
        posted_on="2020-06-05",
        activity_entities=[ORGANIZATION, {"value": "Ann", "permalink": "ann", "entity_def_id": "person"}],
    )
    (record,) = read_crunchbase_json(data, "x.json")
    assert isinstance(record, NewsRecord)
    assert (record.company_keys, record.company_names) == (("acme",), ("Acme",))
    assert "Writer" not in repr(record)


@pytest.mark.data
def test_every_real_export_is_read_with_few_problems(shared_data: Path) -> None:
    folder = shared_data / "companies" / "crunchbase"
    expected = {
        "export-2013-10/crunchbase_companies_10_2013.csv.gz": (CompanyRecord, 11992, 1),
        "export-2013-10/crunchbase_rounds_10_2013.csv.gz": (RoundRecord, 21405, 2),
        "export-2015-12/acquisitions.csv.gz": (CompanyRecord, 12615, 1),
        "export-2014/investments_VC-trimmed-sample.csv": (CompanyRecord, 0, 20),  # cut to columns without a name
        "csv-export-2016-sample/funding_rounds.csv": (RoundRecord, 20, 0),
        "csv-export-2016-sample/investments.csv": (InvestmentRecord, 20, 0),
        "csv-export-2016-sample/ipos.csv": (RoundRecord, 20, 0),
        "daily-export-v4/organizations-sample.csv": (CompanyRecord, 1, 0),
    }
    for name, (record, count, failed) in expected.items():
        found = list(read_crunchbase_csv(folder / name))
        assert sum(isinstance(r, record) for r in found) == count, name
        assert len(problems(found)) == failed, name


@pytest.mark.data
def test_every_real_answer_of_the_api_is_read(shared_data: Path) -> None:
    found = {
        path.name: list(read_crunchbase_json(path.read_bytes(), path.name))
        for path in (shared_data / "companies" / "crunchbase" / "api-v4").glob("*.json")
    }
    facebook = found["organization-facebook-with-raised_funding_rounds.json"]
    rounds = [r for r in facebook if isinstance(r, RoundRecord)]
    assert len(rounds) == 17
    assert sum(r.amount_usd or 0 for r in rounds) == 16_122_817_488
    assert sum(len([r for r in records if isinstance(r, NewsRecord)]) for records in found.values()) == 61
    assert not any(problems(found[name]) for name in found if name.startswith("organization"))
