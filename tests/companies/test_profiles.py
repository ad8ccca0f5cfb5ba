"""Profiles: joined by identifiers, filled in a written order, with the source of each field."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from companies import profiles
from companies.identities import CONFLICT, SAME_NAME, Identifiers, Index, own_domain
from companies.importers.profiles import import_companies, settle
from companies.industries import tag_of, tags_of, vocabulary
from companies.models import Company, CompanyStatement
from tests.factories import make_company

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("word", "tag"),
    [
        ("games_video", "Games"),
        ("E-commerce", "E-Commerce"),
        ("Hotels, Resorts & Cruise Lines", "Travel and Hospitality"),
        ("artificial-intelligence", "Artificial Intelligence (AI)"),
        ("Other Technology", "Software"),
        ("Health Care", "Health Care"),
        ("Retail", "Retail"),
    ],
)
def test_a_sources_word_means_a_tag(word: str, tag: str) -> None:
    found = tag_of(word)
    assert found
    assert found.name == tag


def test_a_word_outside_the_vocabulary_gives_no_tag() -> None:
    assert tags_of(["Unspecified", "", "India"]) == []
    assert len({tag.name for tag in vocabulary()}) == len(vocabulary())
    assert all(tag.group for tag in vocabulary())


def index(**companies: Identifiers) -> Index[str]:
    found: Index[str] = Index()
    for name, known in companies.items():
        found.add(name, known)
    return found


def test_identifiers_find_a_company_and_a_name_does_not() -> None:
    known = index(acme=Identifiers(cik="1", domain="acme.com", permalink="acme", tickers=("ACM",), name_key="acme"))
    for stated in (
        Identifiers(cik="1"),
        Identifiers(domain="www.acme.com"),
        Identifiers(permalink="acme"),
        Identifiers(tickers=("ACM",), name_key="acme holdings"),
    ):
        assert known.find(stated) == ("acme", "")
    for stranger in (
        Identifiers(name_key="acme"),
        Identifiers(tickers=("ACM",), name_key="other"),  # symbols are given anew
        Identifiers(domain="blog.acme.com"),
    ):
        assert known.find(stranger) == (None, "")
    assert known.same_name("acme")


def test_identifiers_that_point_to_two_companies_wait_for_a_person() -> None:
    known = index(acme=Identifiers(cik="1", domain="acme.com"), globex=Identifiers(permalink="globex"))
    assert known.find(Identifiers(domain="acme.com", permalink="globex")) == (None, CONFLICT)
    assert known.find(Identifiers(domain="acme.com", cik="2")) == (None, CONFLICT)


def test_an_identifier_that_two_companies_claim_names_neither() -> None:
    known = index(acme=Identifiers(domain="acme.com"), ajax=Identifiers(domain="acme.com"))
    assert known.find(Identifiers(domain="acme.com")) == (None, "")


@pytest.mark.parametrize("host", ["facebook.com", "acme.github.io", "medium.com", "www.linkedin.com"])
def test_a_host_of_many_is_no_identifier(host: str) -> None:
    assert own_domain(host) == ""


class Said:
    def __init__(self, source: str, dataset: str = "", as_of: date | None = None, **values: Any) -> None:
        self.source, self.dataset, self.as_of, self.values = source, dataset, as_of, values


def test_each_field_comes_from_the_first_source_that_has_it() -> None:
    chosen = profiles.profile_of(
        [
            Said("crunchbase", "export 2013-10", city="Palo Alto", state="CA", founded_on="1901-01-01"),
            Said("form_d", "form_d", city="DOVER", state="DE", founded_on="2012-01-01"),
            Said("yc", description="We make things.", employees_min=5, employees_max=5),
            Said("crunchbase", "api", date(2020, 1, 1), description="Older."),
            Said("crunchbase", "api", date(2024, 1, 1), description="Newer."),
            Said("sp500", tickers=["ACM-A", "ACM"], founded_on="2010-01-01"),
            Said("sec_tickers", tickers=["ACM", "ACM-A"]),
        ]
    )
    assert chosen["description"].fields["description"] == "Newer."
    assert chosen["tickers"].source == "sec_tickers"
    assert chosen["founded"].fields["founded_on"] == "2010-01-01"
    # City and state are never put together from two sources.
    assert chosen["headquarters"].fields["city"] == "DOVER"
    assert "website" not in chosen


@pytest.mark.parametrize(
    ("control", "exempt"), [("public", True), ("private_nonprofit", True), ("private_for_profit", False), ("", None)]
)
def test_only_a_college_that_is_no_business_is_cap_exempt(control: str, exempt: bool | None) -> None:
    found, evidence = profiles.cap_exemption([Said("ipeds", control=control)])
    assert found is exempt
    assert bool(evidence) == (exempt is not None)


def yc(folder: Path, *companies: dict[str, Any]) -> Path:
    path = folder / "yc.json"
    path.write_text(json.dumps([{"id": n, "slug": f"c{n}", **c} for n, c in enumerate(companies, start=1)]))
    return path


@pytest.mark.django_db
def test_a_list_fills_a_company_that_is_known_by_its_domain_and_credits_the_source(tmp_path: Path) -> None:
    company = make_company("Acme", domain="acme.com", city="Kept by hand")
    path = yc(
        tmp_path, {"name": "ACME Labs", "website": "https://acme.com", "one_liner": "We make.", "tags": ["Fintech"]}
    )
    for created, unchanged in ((1, 0), (0, 1)):
        (counts,) = import_companies("yc", [path], retrieved_on=DAY)
        assert (counts.created, counts.updated, counts.unchanged) == (created, 0, unchanged)
    company.refresh_from_db()
    assert (company.name, company.description, company.city) == ("Acme", "We make.", "Kept by hand")
    assert company.field_sources["description"]["source"] == "Y Combinator"
    assert "headquarters" not in company.field_sources
    assert [i.name for i in company.industries.all()] == ["Fintech"]
    assert Company.objects.count() == 1


@pytest.mark.django_db
def test_companies_of_one_name_are_told_apart_by_a_person(tmp_path: Path) -> None:
    make_company("Atlas")
    path = yc(tmp_path, {"name": "Atlas", "website": "https://a.com"}, {"name": "Borealis", "website": "https://b.com"})
    import_companies("yc", [path], retrieved_on=DAY)
    waiting = CompanyStatement.objects.get(company=None)
    assert (waiting.name, waiting.why_unplaced) == ("Atlas", SAME_NAME)
    made = Company.objects.get(name="Borealis")
    assert (made.status, made.domain) == (Company.Status.AUTO, "b.com")


@pytest.mark.django_db
def test_what_a_curator_has_set_stays(tmp_path: Path) -> None:
    company = make_company("Acme", domain="acme.com", description="Mine.", overrides={"description": "alice"})
    import_companies(
        "yc", [yc(tmp_path, {"name": "Acme", "website": "acme.com", "one_liner": "Theirs."})], retrieved_on=DAY
    )
    company.refresh_from_db()
    assert company.description == "Mine."


@pytest.mark.django_db
def test_a_statement_finds_its_company_when_that_appears_later(tmp_path: Path) -> None:
    path = tmp_path / "tickers.json"
    path.write_text('{"0": {"cik_str": 320193, "ticker": "ACM", "title": "Acme Inc."}}')
    import_companies("tickers", [path], retrieved_on=DAY)
    assert not Company.objects.exists()
    company = make_company("Acme", cik="0000320193")
    assert settle() == {company.pk}
    company.refresh_from_db()
    assert company.tickers == ["ACM"]


@pytest.mark.django_db
def test_a_college_becomes_cap_exempt_with_its_evidence(tmp_path: Path) -> None:
    path = tmp_path / "hd.csv"
    path.write_text("UNITID,INSTNM,CONTROL,WEBADDR\n1,Acme State University,1,www.acme.edu/\n")
    company = make_company("Acme State", domain="acme.edu")
    call_command("import_companies", "ipeds", str(path))
    company.refresh_from_db()
    assert company.cap_exempt is True
    assert "IPEDS" in company.cap_exempt_evidence


@pytest.mark.django_db
def test_a_company_that_was_bought_names_its_parent(tmp_path: Path) -> None:
    for name, slug in (("Globex", "globex"), ("Acme", "acme")):
        make_company(name, crunchbase_permalink=slug)
    rows = "company_permalink,company_name,acquirer_permalink,acquirer_name,acquired_at\n"
    rows += "/organization/acme,Acme,/organization/other,Other,2001-01-01\n"
    rows += "/organization/acme,Acme,/organization/globex,Globex,2014-05-06\n"
    rows += "/organization/globex,Globex,/organization/x,X,\n"
    (tmp_path / "acquisitions.csv").write_text(rows)
    for _ in range(2):
        call_command("import_funding", "crunchbase", str(tmp_path))
    acme = Company.objects.get(name="Acme")
    assert acme.parent == Company.objects.get(name="Globex")
    assert (acme.parent_from, acme.funding_stage) == (date(2014, 5, 6), "m_and_a")
