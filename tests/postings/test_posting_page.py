"""The posting page: every block in its order, text beside record, and what robots are told."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from companies.models import Company
from postings.models import Posting
from postings.structured import job_posting
from tests.factories import (
    make_closed_posting,
    make_company,
    make_employer_name,
    make_funding_round,
    make_lca_case,
    make_news_item,
    make_posting,
    make_posting_event,
    make_sponsorship_field,
    make_sponsorship_year,
)
from tests.queries import page_queries

pytestmark = pytest.mark.django_db
LONG = "You design storage systems that keep what they are given, and you measure how well they do it. " * 3


def get(client: Client, posting: Posting, query: str = "", status: int = 200) -> str:
    response = client.get(posting.get_absolute_url() + query)
    assert response.status_code == status
    return response.content.decode()


def sponsor() -> Company:
    acme = make_company(description="Acme makes things.", website="https://acme.example/")
    for year, cases in ((2025, 22803), (2024, 21175), (2022, 24088)):
        make_sponsorship_year(acme, year, lca_certified=cases, lca_denied=100, initial_approvals=40)
    make_sponsorship_year(acme, 2026, lca_certified=9000, lca_through=date(2026, 3, 31))
    make_sponsorship_field(acme, "software", 2025, state="WA", lca_certified=14001)
    make_sponsorship_field(acme, "finance", 2025, state="NY", lca_certified=8802)
    make_employer_name("ACME INC", acme)
    make_funding_round(acme, "series_a", announced_on=date(2020, 5, 1), amount_usd=Decimal(5_000_000))
    make_news_item(acme, "Acme opens an office", published_at=datetime(2026, 11, 1, tzinfo=UTC))
    return acme


def full_posting(company: Company | None, **fields: Any) -> Posting:
    return make_posting(
        "Compiler Engineer",
        company,
        **{
            "summary": "A summary of the role.",
            "industries": ["Artificial Intelligence (AI)", "Retail"],
            "responsibilities": ["Write passes."],
            "required": ["Know C++."],
            "preferred": ["Know LLVM."],
            "benefits": ["A pension."],
            "description_text": LONG,
            "description_html": f"<p>{LONG}</p>",
            "job_field": "software",
            "city": "Seattle",
            "state": "WA",
            "country_code": "US",
            "places": [{"city": "Seattle", "state": "WA", "country_code": "US"}],
            "workplace": "hybrid",
            "employment_type": "FULL_TIME",
            "date_posted": timezone.localdate() - timedelta(days=15),
            **fields,
        },
    )


def structured(page: str) -> dict[str, Any] | None:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert len(found) <= 1
    return json.loads(found[0]) if found else None


def test_it_shows_every_block_in_its_order(client: Client) -> None:
    page = get(client, full_posting(sponsor()))
    in_order = [
        "Compiler Engineer</h1>",
        "A summary of the role.",
        ">Artificial Intelligence (AI)</a>",
        ">Responsibilities</h2>",
        "<h3>Required</h3>",
        "<h3>Preferred</h3>",
        ">Benefits</h2>",
        ">Company</h2>",
        ">H1B Sponsorship</h2>",
        "does not guarantee sponsorship for this role",
        "Distribution of job fields receiving sponsorship",
        "Trend of total sponsorships",
        ">Funding</h2>",
        ">Recent news</h2>",
        ">Who says so</h2>",
    ]
    article = page.split("<article>")[1]
    places = [article.index(words) for words in in_order]
    assert places == sorted(places)


def test_its_header_tells_the_age_to_people_and_the_date_to_machines(client: Client) -> None:
    posting = full_posting(sponsor())
    day = posting.date_posted.isoformat()  # type: ignore[union-attr]
    assert f'<time datetime="{day}" title="{day}">2 weeks ago</time>' in get(client, posting)


def test_its_industries_lead_to_the_filtered_search(client: Client) -> None:
    page = get(client, full_posting(sponsor()))
    assert 'href="/postings/?industry=Artificial%20Intelligence%20%28AI%29"' in page


def test_it_marks_the_field_that_is_similar_to_this_job(client: Client) -> None:
    page = get(client, full_posting(sponsor()))
    assert page.count("similar to this job") == 1
    row = re.search(r'<tr role="row" class="sim">.*?</tr>', page, re.S)
    assert row
    assert "14,001" in row[0]


def test_it_marks_no_field_when_the_field_is_a_guess(client: Client) -> None:
    assert "similar to this job" not in get(client, full_posting(sponsor(), field_confidence=0.2))


def test_its_trend_is_newest_first_with_the_incomplete_and_the_missing_year_marked(client: Client) -> None:
    table = get(client, full_posting(sponsor())).split('id="trend"')[1]
    rows = re.findall(r'<tr><th scope="row">(FY\d{4})(.*?)</tr>', table, re.S)
    assert [year for year, _ in rows] == ["FY2026", "FY2025", "FY2024", "FY2023", "FY2022"]
    assert "to 31 Mar, not complete" in rows[0][1]
    assert "+7.7%" in rows[1][1]
    assert "no data" in rows[3][1]


def test_the_reader_switches_the_unit(client: Client) -> None:
    posting = full_posting(sponsor())
    assert "<b>LCA cases certified</b>" in get(client, posting)
    assert "<b>H-1B petitions approved</b>" in get(client, posting, "?unit=petitions")
    assert "<b>LCA cases certified</b>" in get(client, posting, "?unit=nonsense")


def test_every_figure_of_the_record_has_its_receipt(client: Client) -> None:
    page = get(client, full_posting(sponsor()))
    links = set(re.findall(r'class="receipt" href="(/receipts/[^"]+)"', page))
    assert len(links) >= 7
    for link in links:
        assert client.get(link.replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize(
    ("stance", "says"),
    [("refuses", "refuses sponsorship, yet the employer has 22,803"), ("none", "The text leaves it open")],
)
def test_it_sets_text_and_record_side_by_side(client: Client, stance: str, says: str) -> None:
    assert says in get(client, full_posting(sponsor(), stance=stance, stance_evidence="A sentence."))


def test_absence_is_no_filing_found_and_never_a_no(client: Client) -> None:
    page = get(client, full_posting(make_company()))
    assert "No filing found under this company’s linked names." in page
    assert "No funding record found." in page
    assert "Trend of total sponsorships" not in page


def test_an_employer_without_a_company_is_unknown(client: Client) -> None:
    page = get(client, full_posting(None))
    assert "nothing is known, which is not a no" in page


def test_it_shows_the_ledger_of_its_life(client: Client) -> None:
    posting = full_posting(sponsor())
    make_posting_event(posting, "changed", fields=["pay_min", "pay_max"])
    ledger = get(client, posting).split('id="freshness"')[1]
    assert re.search(r"First seen.*Changed.*pay.*Last checked", ledger, re.S)


def test_a_text_that_could_not_be_split_is_shown_whole(client: Client) -> None:
    posting = full_posting(None, responsibilities=[], required=[], preferred=[])
    assert '<details class="figs" open><summary>The posting as the employer wrote it' in get(client, posting)


def test_a_closed_posting_stays_readable_answers_410_and_tells_robots_nothing(client: Client) -> None:
    page = get(client, make_closed_posting("Old role", description_text=LONG, country_code="US"), status=410)
    assert "This posting closed" in page
    assert "Old role" in page
    assert structured(page) is None
    assert "Apply at" not in page


def test_a_wrong_slug_leads_to_the_one_address(client: Client) -> None:
    posting = make_posting("Compiler Engineer")
    for wrong in (f"/postings/{posting.pk}/", f"/postings/{posting.pk}/anything/"):
        response = client.get(wrong)
        assert (response.status_code, response["Location"]) == (301, posting.get_absolute_url())


def test_a_copy_leads_to_the_posting_shown_in_its_place(client: Client) -> None:
    shown = make_posting("Shown")
    copy = make_posting("Copy", duplicate_of=shown)
    assert client.get(copy.get_absolute_url())["Location"] == shown.get_absolute_url()


def test_a_hidden_posting_is_not_here(client: Client) -> None:
    posting = make_posting("Hidden", is_hidden=True)
    page = get(client, posting, status=404)
    assert "This page is not here." in page
    assert "Hidden" not in page


def test_its_data_block_says_what_the_page_says(client: Client) -> None:
    posting = full_posting(
        sponsor(),
        pay_min=Decimal(100_000),
        pay_max=Decimal(150_000),
        pay_currency="USD",
        pay_period="year",
        valid_through=timezone.now() + timedelta(days=10),
    )
    data = structured(get(client, posting))
    assert data is not None
    assert data["@type"] == "JobPosting"
    assert data["title"] == "Compiler Engineer"
    assert data["description"] == posting.description_html
    assert data["datePosted"] == posting.date_posted.isoformat()  # type: ignore[union-attr]
    assert data["hiringOrganization"]["name"] == "Acme"
    assert data["employmentType"] == "FULL_TIME"
    assert data["jobLocation"][0]["address"]["addressCountry"] == "US"
    assert "jobLocationType" not in data  # hybrid work has a place
    assert data["baseSalary"]["value"] == {
        "@type": "QuantitativeValue",
        "unitText": "YEAR",
        "minValue": 100_000.0,
        "maxValue": 150_000.0,
    }
    assert data["validThrough"] == posting.valid_through.isoformat()  # type: ignore[union-attr]
    assert data["url"] == f"http://testserver{posting.get_absolute_url()}"


def test_remote_work_names_the_countries_it_may_be_done_from() -> None:
    remote = {"workplace": "remote", "places": [], "city": "", "state": ""}
    data = job_posting(full_posting(None, **remote, remote_from=["US", "CA"]), "x")
    assert data is not None
    assert data["jobLocationType"] == "TELECOMMUTE"
    assert [place["name"] for place in data["applicantLocationRequirements"]] == ["US", "CA"]
    assert "jobLocation" not in data
    assert job_posting(full_posting(None, **remote, country_code=""), "x") is None


@pytest.mark.parametrize(
    "fields",
    [
        {"description_text": "Short."},
        {"places": [], "country_code": ""},
        {"closed_at": datetime(2026, 1, 1, tzinfo=UTC)},
    ],
)
def test_it_has_no_data_block_without_what_the_guidelines_require(fields: dict[str, Any]) -> None:
    assert job_posting(full_posting(None, **fields), "x") is None


def test_nothing_is_invented_in_its_data_block() -> None:
    data = job_posting(full_posting(None, employment_type="", pay_year_max=Decimal(90_000)), "x")
    assert data is not None
    assert not {"validThrough", "baseSalary", "employmentType"} & set(data)


def test_a_text_cannot_end_the_data_block(client: Client) -> None:
    page = get(client, full_posting(None, description_html=f"</script><b>{LONG}</b>"))
    data = structured(page)
    assert data is not None
    assert data["description"].startswith("</script><b>")


def test_it_names_similar_postings_of_others_near_first(client: Client) -> None:
    acme, globex = sponsor(), make_company("Globex")
    posting = full_posting(acme)
    make_posting("Far", globex, job_field="software", state="TX")
    make_posting("Near", globex, job_field="software", state="WA", date_posted=date(2026, 1, 1))
    make_posting("Own", acme, job_field="software", state="WA")
    make_closed_posting("Gone", company=globex, job_field="software", state="WA")
    similar = get(client, posting).split('id="similar"')[1]
    assert similar.index("Near") < similar.index("Far")
    assert "Own" not in similar
    assert "Gone" not in similar


def test_it_takes_at_most_twelve_queries(client: Client) -> None:
    acme = sponsor()
    posting = full_posting(acme)
    make_lca_case(make_employer_name("ACME LABS", acme))
    for number in range(12):
        make_news_item(acme, f"Item {number}")
        make_posting(f"Other {number}", make_company(f"Other {number}"), job_field="software")
    assert len(page_queries(client, posting.get_absolute_url())) <= 12
