"""The search page: lists, counts, chips, pages, the empty state."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.factories import (
    make_closed_posting,
    make_company,
    make_posting,
    make_sponsorship_field,
    make_sponsorship_year,
)
from tests.queries import page_queries

pytestmark = pytest.mark.django_db


def get(client: Client, query: str = "", **headers: Any) -> str:
    response = client.get(f"/postings/?{query}", headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def count_of(page: str, label: str) -> str:
    found = re.search(rf'<span>{re.escape(label)}</span> <span class="n">(\d+)</span>', page)
    assert found, f"no choice {label}"
    return found[1]


def card_titles(page: str) -> list[str]:
    return re.findall(r'<h2><a href="/postings/[^"]+">([^<]+)</a></h2>', page)


def test_it_shows_text_and_record_on_a_card(client: Client) -> None:
    acme = make_company()
    make_sponsorship_year(acme, 2025, lca_certified=1234)
    make_sponsorship_field(acme, "software", 2025, lca_certified=600)
    make_posting(
        "Compiler Engineer",
        acme,
        job_field="software",
        stance="refuses",
        stance_evidence="We do not sponsor.",
        city="Seattle",
        state="WA",
        pay_min=100_000,
        pay_max=150_000,
        pay_currency="USD",
        pay_period="year",
    )
    page = get(client)
    assert "$100,000 – $150,000</b> a year" in page
    assert "“We do not sponsor.”" in page
    assert "<b>1,234</b> LCA cases certified, FY2025; <b>600</b> in Software" in page
    assert "Text and record differ: it refuses sponsorship, yet 1,234 LCA cases certified in FY2025." in page
    assert "/receipts/acme/2025/cases/" in page


def test_it_never_says_visas_and_never_shows_unknown_as_no(client: Client) -> None:
    make_posting("One", make_company())
    make_posting("Two")
    page = get(client)
    assert "visas" not in page
    assert "No filing found" in page
    assert "not yet linked to a record" in page
    assert "Pay not stated" in page


def test_it_hides_closed_postings(client: Client) -> None:
    make_posting("Open")
    make_closed_posting("Closed")
    assert card_titles(get(client)) == ["Open"]


def test_it_puts_titles_that_have_the_words_before_texts_that_mention_them(client: Client) -> None:
    make_posting("Manager", description_text="You lead a compiler group.")
    make_posting("Compiler Engineer")
    assert card_titles(get(client, "q=compiler")) == ["Compiler Engineer", "Manager"]


def test_it_does_not_narrow_a_facet_by_its_own_choice(client: Client) -> None:
    make_posting("A", workplace="hybrid", seniority="senior")
    make_posting("B", workplace="remote", seniority="senior")
    make_posting("C", workplace="remote", seniority="entry")
    page = get(client, "workplace=hybrid&level=senior")
    assert card_titles(page) == ["A"]
    assert (count_of(page, "Hybrid"), count_of(page, "Remote"), count_of(page, "On site")) == ("1", "1", "0")
    assert (count_of(page, "Senior"), count_of(page, "Entry")) == ("1", "0")


def test_it_removes_one_filter_by_its_chip_and_keeps_the_others(client: Client) -> None:
    make_posting("A", workplace="hybrid", stance="offers")
    page = get(client, "q=nurse&workplace=hybrid&stance=offers&page=1")
    chip = re.search(r'href="\?([^"]+)"><span class="vh">Remove filter: </span>Hybrid', page)
    assert chip
    assert chip[1].replace("&amp;", "&") == "q=nurse&stance=offers"


def test_its_two_forms_keep_each_others_words(client: Client) -> None:
    page = get(client, "q=compiler&place=WA&workplace=hybrid&sort=pay")
    ask = page.split('role="search"')[1].split("</form>")[0]
    assert '<input type="hidden" name="workplace" value="hybrid">' in ask
    filters = page.split('aria-label="Filters"')[1].split("</form>")[0]
    for name, value in (("q", "compiler"), ("place", "WA"), ("sort", "pay")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in filters


def test_it_shows_25_a_page_and_links_the_rest(client: Client) -> None:
    for number in range(30):
        make_posting(f"Posting {number}")
    first = get(client)
    assert len(card_titles(first)) == 25
    assert "1–25 of 30" in first
    second = get(client, "page=2")
    assert len(card_titles(second)) == 5
    assert not set(card_titles(first)) & set(card_titles(second))


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999", "1e3", "２"])
def test_it_answers_a_page_that_is_none_with_words(client: Client, page: str) -> None:
    make_posting("A")
    assert "Page: it must be a number" in get(client, f"page={page}")


def test_it_says_what_it_left_out(client: Client) -> None:
    make_posting("A")
    page = get(client, "stance=purple")
    assert "“purple” is not one of its choices; this filter was left out." in page
    assert card_titles(page) == ["A"]


def test_its_empty_state_says_which_filter_to_drop(client: Client) -> None:
    for number in range(3):
        make_posting(f"Hybrid {number}", workplace="hybrid")
    make_posting("Offer", stance="offers", workplace="remote")
    page = get(client, "workplace=hybrid&stance=offers")
    assert "No jobs match all 2 filters" in page
    drops = re.findall(r'<a href="\?([^"]+)"><b>Drop “([^”]+)”</b></a><span class="num"><b>(\d+)</b>', page)
    assert drops == [("workplace=hybrid", "Offers sponsorship", "3"), ("stance=offers", "Hybrid", "1")]


def test_its_empty_state_says_what_each_filter_finds_alone(client: Client) -> None:
    make_posting("Hybrid", workplace="hybrid")
    page = get(client, "workplace=hybrid&stance=offers&level=intern")
    assert "Keep one alone" in page
    assert "Only “Hybrid”" in page


def test_it_brings_only_the_list_to_htmx_and_keeps_the_address_clean(client: Client) -> None:
    make_posting("A", workplace="hybrid")
    response = client.get("/postings/?q=&workplace=hybrid&place=", headers={"HX-Request": "true"})
    page = response.content.decode()
    assert response["HX-Push-Url"] == "/postings/?workplace=hybrid"
    assert "<html" not in page
    assert '<div id="results">' in page
    assert 'id="facets" hx-swap-oob="true"' in page


def test_going_back_asks_for_the_whole_page(client: Client) -> None:
    page = get(client, **{"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in page


def test_it_links_to_itself_canonically_and_keeps_filtered_lists_out_of_indexes(client: Client) -> None:
    assert 'rel="canonical" href="http://testserver/postings/"' in get(client)
    assert 'content="noindex, follow"' in get(client, "stance=offers")
    assert "JobPosting" not in get(client)


def test_it_escapes_what_readers_and_employers_write(client: Client) -> None:
    make_posting("<script>alert(1)</script>")
    page = get(client, "q=%3Cscript%3E")
    assert "<script>alert" not in page
    assert "“&lt;script&gt;”" in page


@pytest.mark.parametrize("query", ["", "q=engineer&record=any&workplace=hybrid&workplace=remote&sort=newest"])
def test_it_takes_at_most_ten_queries_whatever_it_shows(client: Client, query: str) -> None:
    for number in range(30):
        company = make_company(f"Company {number}")
        make_sponsorship_year(company, 2025, lca_certified=5)
        make_posting("Engineer", company, workplace="hybrid", industries=["Retail"], skills=["Python"])
    assert len(page_queries(client, f"/postings/?{query}")) <= 10


def test_it_stays_small(client: Client) -> None:
    acme = make_company()
    make_sponsorship_year(acme, 2025, lca_certified=1234)
    for number in range(25):
        make_posting(
            f"Senior Software Engineer, Distributed Storage and Retrieval {number}",
            acme,
            stance="refuses",
            stance_evidence="We are unable to sponsor or take over sponsorship of an employment permit at this time.",
            industries=[f"Industry {number}"],
            skills=[f"Skill {number}"],
        )
    assert len(get(client).encode()) < 60_000


def test_my_situation_adds_plain_filters_and_says_what_they_did(client: Client) -> None:
    make_posting("Open to all")
    make_posting("Refuses", stance="refuses")
    page = get(client)
    link = re.search(r'href="\?([^"]+)">F-1 OPT</a>', page)
    assert link
    narrowed = get(client, link[1].replace("&amp;", "&"))
    assert card_titles(narrowed) == ["Open to all"]
    assert "For F-1 OPT we left out postings that refuse sponsorship" in narrowed
    assert "Not: Refuse sponsorship" in narrowed
    changed = get(client, "situation=opt&hide=refuses")  # a filter of it was taken away
    assert "For F-1 OPT" not in changed


def test_a_new_situation_takes_the_former_ones_filters_along(client: Client) -> None:
    page = get(
        client, "q=nurse&situation=transfer&record=any&hide=refuses&hide=citizenship_required&hide=clearance_required"
    )
    link = re.search(r'href="\?([^"]+)">E-3, H-1B1, TN</a>', page)
    assert link
    assert link[1].replace("&amp;", "&") == "q=nurse&situation=treaty&hide=citizenship_required&hide=clearance_required"
