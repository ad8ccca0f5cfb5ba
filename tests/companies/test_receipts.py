"""Receipts: a figure is counted again from its rows, and anyone can take the rows along."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.test import Client

from companies import rollups
from companies.models import Company, SponsorshipYear
from companies.receipts import receipt_of
from companies.units import BY_KEY
from tests.factories import (
    make_company,
    make_employer_name,
    make_lca_case,
    make_published_figure,
    make_run,
    make_uscis_count,
)

pytestmark = pytest.mark.django_db


def rows_of(client: Client, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(StringIO(response.getvalue().decode())))


@pytest.fixture
def acme() -> Company:
    company = make_company()
    run = make_run(subject="LCA_FY2024_Q4.xlsx", covers_from=date(2023, 10, 1), covers_to=date(2024, 9, 30))
    first, second = make_employer_name("ACME INC", company), make_employer_name("ACME LABS LLC", company)
    make_lca_case(first, run=run, worker_positions=3, job_field="software", worksite_state="WA")
    make_lca_case(first, run=run, case_status="certified_withdrawn", job_field="finance", worksite_state="NY")
    make_lca_case(first, run=run, case_status="denied")
    make_lca_case(first, run=run, visa_class="E-3 Australian")
    make_lca_case(second, run=run, fiscal_year=2023)
    make_lca_case(second, run=run, worker_positions=2, job_field="software", worksite_state="CA")
    make_lca_case(make_employer_name("GLOBEX INC", make_company("Globex")), run=run)
    hub = make_employer_name("ACME INC", company, source="uscis")
    make_uscis_count(hub, initial_approvals=10, continuing_approvals=5, initial_denials=2)
    rollups.recompute([company.pk])
    return company


@pytest.mark.parametrize(
    ("unit", "total", "rows"), [("cases", 3, 3), ("positions", 6, 3), ("petitions", 15, 1), ("denials", 2, 1)]
)
def test_it_counts_what_the_pages_show(acme: Company, unit: str, total: int, rows: int) -> None:
    receipt = receipt_of(acme, 2024, BY_KEY[unit])
    year = SponsorshipYear.objects.get(company=acme, fiscal_year=2024)
    assert (receipt.total, receipt.row_count) == (total, rows)
    assert BY_KEY[unit].of(year) == receipt.shown == total


def test_it_names_files_and_legal_names(client: Client, acme: Company) -> None:
    page = client.get("/receipts/acme/2024/cases/").content.decode()
    assert "LCA_FY2024_Q4.xlsx" in page
    assert "1 Oct 2023 – 30 Sep 2024" in page
    assert "ACME INC" in page
    assert "ACME LABS LLC" in page
    assert "GLOBEX" not in page


def test_it_narrows_to_a_job_field_and_a_state(client: Client, acme: Company) -> None:
    assert receipt_of(acme, 2024, BY_KEY["cases"], {"field": "software"}).total == 2
    assert receipt_of(acme, 2024, BY_KEY["positions"], {"field": "software", "state": "WA"}).total == 3
    assert len(rows_of(client, "/receipts/acme/2024/cases.csv?field=software&state=CA")) == 1


def test_its_csv_holds_every_row_and_nothing_personal(client: Client, acme: Company) -> None:
    rows = rows_of(client, "/receipts/acme/2024/cases.csv")
    assert len(rows) == 3
    assert {row["legal name"] for row in rows} == {"ACME INC", "ACME LABS LLC"}
    assert not [name for name in rows[0] if "tax" in name or "fein" in name]


def test_a_name_cannot_become_a_formula(client: Client) -> None:
    company = make_company()
    make_lca_case(make_employer_name("=CMD()", company))
    assert rows_of(client, "/receipts/acme/2024/cases.csv")[0]["legal name"] == "'=CMD()"


def test_a_published_figure_names_its_publisher(client: Client) -> None:
    company = make_company()
    make_published_figure(make_employer_name("ACME", company), 22803, unit="lca_certified", source_name="A panel")
    page = client.get("/receipts/acme/2024/cases/").content.decode()
    assert "22,803" in page
    assert "As published" in page
    assert "A panel" in page
    rows = rows_of(client, "/receipts/acme/2024/cases.csv")
    assert [(row["value"], row["published by"]) for row in rows] == [("22803", "A panel")]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/receipts/acme/2024/visas/", 404),
        ("/receipts/nobody/2024/cases/", 404),
        ("/receipts/acme/99999999/cases/", 404),
        ("/receipts/acme/2010/cases/", 200),
        ("/receipts/acme/2024/cases/?field=%00&state=" + "x" * 99, 200),
        ("/receipts/acme/2024/petitions/?field=software", 200),
    ],
)
def test_it_answers_any_address(client: Client, acme: Company, address: str, status: int) -> None:
    assert client.get(address).status_code == status
