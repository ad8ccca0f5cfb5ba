"""A board belongs to the company that it surely is, and to no other."""

import json

import pytest

from companies.models import Company, EmployerAlias, EmployerName
from companies.names import name_keys
from postings import employers, importers
from postings.models import Posting
from tests.factories import make_board, make_company, make_posting

pytestmark = pytest.mark.django_db


def make_name(raw: str, company: Company | None = None, state: str = "auto") -> EmployerName:
    keys = name_keys(raw)
    name = EmployerName.objects.create(source="uscis", raw=raw, k0=keys.k0, k2=keys.k2)
    if company:
        EmployerAlias.objects.create(employer_name=name, company=company, state=state, rule="A0")
    return name


def test_a_name_written_the_same_is_the_company() -> None:
    acme = make_company("Acme Rockets")
    assert employers.sure_companies(["ACME rockets", "Acme Rocket", "Globex"]) == {"ACME rockets": acme.pk}


def test_a_name_of_two_companies_is_nobodys() -> None:
    make_company("Mercury", slug="mercury-bank")
    make_company("Mercury", slug="mercury-boats")
    assert employers.sure_companies(["Mercury"]) == {}


def test_a_legal_name_that_is_one_companys_alone_will_do() -> None:
    acme = make_company("Acme")
    make_name("ROADRUNNER TRAPS INC", acme)
    make_name("Roadrunner Traps, LLC", acme, "accepted")
    assert employers.sure_companies(["Roadrunner Traps"]) == {"Roadrunner Traps": acme.pk}


@pytest.mark.parametrize("state", ["suggested", "rejected"])
def test_a_legal_name_that_waits_for_a_person_proves_nothing(state: str) -> None:
    make_name("ROADRUNNER TRAPS INC", make_company("Acme"), state)
    assert employers.sure_companies(["Roadrunner Traps"]) == {}


def test_a_legal_name_that_others_bear_too_proves_nothing() -> None:
    make_name("ROADRUNNER TRAPS INC", make_company("Acme"))
    make_name("ROADRUNNER TRAPS CORP")
    assert employers.sure_companies(["Roadrunner Traps"]) == {}


def test_an_import_gives_the_board_and_its_postings_their_company() -> None:
    acme = make_company("Acme Rockets")
    board = make_board()
    job = {"id": 1, "title": "Cook", "absolute_url": "https://x.example/1", "company_name": "Acme Rockets"}
    importers.import_saved(board, json.dumps({"jobs": [job]}).encode())
    board.refresh_from_db()
    assert board.company == acme
    assert Posting.objects.get().company == acme


def test_a_curators_company_reaches_postings_that_are_not_read_anew() -> None:
    acme, globex = make_company("Acme Rockets"), make_company("Globex")
    board = make_board()
    payload = b'{"jobs": [{"id": 1, "title": "Cook", "absolute_url": "https://x.example/1"}]}'
    importers.import_saved(board, payload)
    board.company = globex
    board.save()
    own = make_posting(board=board, external_id="2", company=acme, overrides={"company": acme.pk})
    importers.import_saved(board, payload)
    own.refresh_from_db()
    assert Posting.objects.get(external_id="1").company == globex
    assert own.company == acme


def test_the_postings_of_an_aggregator_have_many_employers() -> None:
    acme = make_company("Acme Rockets")
    jobs = [
        {"id": n, "title": f"Cook {n}", "url": f"https://remotive.com/{n}", "company_name": name}
        for n, name in enumerate(("Acme Rockets", "Nobody Known"))
    ]
    importers.import_saved(make_board("all", ats="remotive"), json.dumps({"jobs": jobs}).encode())
    assert list(Posting.objects.order_by("external_id").values_list("company", flat=True)) == [acme.pk, None]
