"""Lists of companies: tickers, Y Combinator, S&P 500, IPEDS, universities, rankings."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sources import company_lists, company_tables
from sources.records import CompanyRecord, Problem


def write(folder: Path, name: str, content: Any, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding=encoding)
    return path


def test_one_cik_has_several_tickers(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "t.json",
        {
            "0": {"cik_str": 1067983, "ticker": "BRK-B", "title": "BERKSHIRE /DE/"},
            "1": {"cik_str": 1067983, "ticker": "BRK-A", "title": "BERKSHIRE /DE/"},
            "2": {"cik_str": "x", "ticker": "X", "title": "X"},
            "3": 7,
        },
    )
    *problems, company = company_lists.read_company_tickers(path)
    assert isinstance(company, CompanyRecord)
    assert (company.cik, company.tickers) == ("0001067983", ("BRK-B", "BRK-A"))
    assert all(isinstance(problem, Problem) for problem in problems)


def test_it_reads_a_yc_company_by_its_id(tmp_path: Path) -> None:
    company = {
        "id": 6,
        "name": "Acme",
        "slug": "acme",
        "website": "acme.com",
        "all_locations": "Boston, MA, USA; Remote",
        "long_description": "Line one.\r\nWrite to jobs@acme.com",
        "team_size": None,
        "tags": ["SaaS"],
        "subindustry": "B2B -> Analytics",
        "status": "Acquired",
        "former_names": ["Ajax"],
    }
    raw = {"results": [{"hits": [company]}]}
    for content in ([company], raw):
        (record,) = company_lists.read_yc_json(write(tmp_path, "yc.json", content))
        assert isinstance(record, CompanyRecord)
        assert (record.external_id, record.domain, record.website) == ("6", "acme.com", "https://acme.com")
        assert (record.city, record.state, record.country_code) == ("Boston", "MA", "US")
        assert record.industries == ("SaaS", "B2B", "Analytics")
        assert "@" not in record.description
        assert "\r" not in record.description
    refused = list(company_lists.read_yc_json(write(tmp_path, "yc.json", [{"name": "Atlas"}, 3])))
    assert all(isinstance(record, Problem) for record in refused)


def test_it_reads_a_list_that_a_script_wrote_as_text(tmp_path: Path) -> None:
    header = "company_id,company_name,batch,status,tags,location,country,year_founded,team_size,website,cb_url"
    path = write(
        tmp_path,
        "yc.csv",
        f"{header}\n1,Acme,W24,Active,\"['saas', 'b2b']\",New York,US,2022.0,3.0,https://acme.com,"
        "https://www.crunchbase.com/organization/acme\n2,Globex,W24,Active,__import__('os'),,,1066,x,,\n",
    )
    acme, globex, *problems = company_tables.read_yc_csv(path)
    assert isinstance(acme, CompanyRecord)
    assert (acme.industries, acme.founded_on, acme.employees_min) == (("saas", "b2b"), date(2022, 1, 1), 3)
    assert acme.crunchbase_permalink == "acme"
    assert isinstance(globex, CompanyRecord)
    assert (globex.industries, globex.founded_on, globex.employees_min) == ((), None, None)
    assert {p.field for p in problems if isinstance(p, Problem)} == {"tags", "year_founded", "team_size"}


def test_two_share_classes_are_one_company_and_founded_is_its_first_year(tmp_path: Path) -> None:
    header = "Symbol,Security,GICS Sector,GICS Sub-Industry,Headquarters Location,Date added,CIK,Founded"
    path = write(
        tmp_path,
        "sp.csv",
        f'{header}\nA.A,Acme,Industrials,Copper,"Omaha, Nebraska",2020-01-01,123,2013 (1888)\n'
        'A.B,Acme,Industrials,Copper,"Omaha, Nebraska",2020-01-01,123,2013 (1888)\n'
        'G,Globex,Industrials,Copper,"Dublin, Ireland",2020-01-01,124,\n',
    )
    acme, globex = company_tables.read_sp500(path)
    assert isinstance(acme, CompanyRecord)
    assert (acme.tickers, acme.cik, acme.founded_on) == (("A-A", "A-B"), "0000000123", date(2013, 1, 1))
    assert isinstance(globex, CompanyRecord)
    assert globex.country_code == ""


def test_a_for_profit_college_is_told_from_the_others(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "hd.csv",
        "UNITID,INSTNM,SECTOR,ICLEVEL,CONTROL,CARNEGIE\n1,Université Acmé,2,1,2,5\n2,B,9,1,3,5\n3,C,9,1,-3,5\n",
        "latin-1",
    )
    found = [r for r in company_tables.read_ipeds(path) if isinstance(r, CompanyRecord)]
    assert [r.control for r in found] == ["private_nonprofit", "private_for_profit", ""]
    assert found[0].name == "Université Acmé"


def test_a_file_of_another_kind_is_one_problem(tmp_path: Path) -> None:
    path = write(tmp_path, "x.csv", "a,b\n1,2\n")
    for read in (company_tables.read_sp500, company_tables.read_ipeds, company_lists.read_yc_json):
        assert [type(record) for record in read(path)] == [Problem]


@pytest.mark.data
def test_the_real_lists_are_read_whole(shared_data: Path) -> None:
    folder = shared_data / "companies"
    for read, name, count in (
        (company_lists.read_company_tickers, "sec/company_tickers.json", 5375),
        (company_lists.read_yc_json, "reference/yc-companies-2026-03.json.gz", 3711),
        (company_tables.read_yc_csv, "reference/yc-companies-2024-05-11.csv.gz", 3053),
        (company_tables.read_sp500, "reference/sp500-constituents.csv", 325),
        (company_tables.read_ipeds, "reference/ipeds-hd2022.csv", 4191),
        (company_lists.read_universities, "reference/us-universities-domains.json", 1570),
        (company_tables.read_ranking, "reference/fortune500-with-websites-sample.csv", 20),
        (company_tables.read_unicorns, "reference/unicorn-companies-2022-sample.csv", 20),
    ):
        found = list(read(folder / name))
        assert all(isinstance(record, CompanyRecord) for record in found), name
        assert len(found) == count, name
