"""The pages as a reader meets them: with a keyboard, on a phone, in the dark, with script and without."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser, Page

from companies.models import Company, FilingPeriod
from postings.engine import sync
from postings.models import Posting
from tests.browser import chromium, violations, visit
from tests.factories import (
    make_closed_posting,
    make_company,
    make_employer_name,
    make_funding_round,
    make_lca_case,
    make_news_item,
    make_posting,
    make_run,
    make_sponsorship_field,
    make_sponsorship_year,
)

__all__ = ["chromium"]  # the fixture
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STANCES = ["offers", "refuses", "none", "citizenship_required", "clearance_required", "authorization_required_unclear"]


@pytest.fixture
def board(live_server: Any, chromium: Browser) -> str:  # the browser is up before anything is timed
    """A small board that shows every kind of block. Returns its address."""
    acme = make_company(description="Acme makes things.", industries=["Retail"], website="https://acme.example/")
    for year, cases in ((2025, 228), (2024, 0), (2022, 240)):
        make_sponsorship_year(acme, year, lca_certified=cases, initial_approvals=90, initial_denials=9)
    make_sponsorship_year(acme, 2026, lca_certified=90, lca_through=date(2026, 3, 31))
    make_filed(acme)
    for number, job_field in enumerate(("software", "finance", "design")):
        make_sponsorship_field(acme, job_field, 2025, state="WA", lca_certified=100 - number)
    make_sponsorship_year(make_company("Globex"), 2025, lca_certified=3)
    name = make_employer_name("ACME INC", acme, volume=500, first_fiscal_year=2022, last_fiscal_year=2026)
    make_lca_case(name, fiscal_year=2025, job_field="software", worksite_state="WA")
    make_funding_round(acme, "series_a", announced_on=date(2020, 5, 1), amount_usd=Decimal(5_000_000))
    make_news_item(acme, "Acme opens an office", published_at=datetime(2026, 11, 1, tzinfo=UTC))
    for number in range(28):
        make_posting(
            f"Software Engineer {number:02}",
            acme,
            stance=STANCES[number % len(STANCES)],
            stance_evidence="A sentence of the posting that decides." if number % 2 else "",
            workplace="hybrid" if number % 2 else "remote",
            seniority="senior",
            job_field="software",
            city="Seattle",
            state="WA",
            country_code="US",
            places=[{"city": "Seattle", "state": "WA", "country_code": "US"}],
            summary="You build a compiler.",
            responsibilities=["Write passes."],
            required=["Know C++."],
            preferred=["Know LLVM."],
            benefits=["A pension."],
            industries=["Retail"],
            skills=["C++"],
            pay_min=Decimal(100_000),
            pay_max=Decimal(150_000),
            pay_year_max=Decimal(150_000),
            pay_currency="USD",
            pay_period="year",
            date_posted=timezone.localdate() - timedelta(days=number),
        )
    make_closed_posting("Old role", company=acme)
    # Emptying tables between tests goes past the triggers that keep the search table in step.
    sync.all_due()
    sync.catch_up()
    return str(live_server.url)


def make_filed(company: Company) -> None:
    """What filings say of themselves, in every block of a company and of a posting."""
    company.sponsorship_years.filter(fiscal_year=2025).update(
        **{"new_positions": 60, "continued_positions": 90, "changed_positions": 78},
        **{"level_1": 20, "level_2": 90, "level_3": 60, "level_4": 30},
        **{"at_client": 20, "not_at_client": 190, "dependent": 0, "not_dependent": 210},
        **{"perm_certified": 40, "perm_denied": 2, "received_by_month": [19] * 11 + [0]},
    )
    spread = {"cases": 100, "p25": 101_000, "median": 132_500, "p75": 160_000}
    for cut in (
        {"cut": "all"},
        {"cut": "field", "job_field": "software"},
        {"cut": "state", "state": "WA"},
        {"cut": "level", "wage_level": "II"},
        {"cut": "field_state", "job_field": "software", "state": "WA"},
    ):
        company.sponsorship_wages.create(fiscal_year=2025, **spread, **cut)
    FilingPeriod.objects.create(dataset="lca", fiscal_year=2026, through=date(2026, 3, 1))
    for quarter in (1, 4):
        company.sponsorship_places.create(
            job_field="software", fiscal_year=2025, quarter=quarter, state="WA", city="BELLEVUE", lca_certified=40
        )
    cache.delete("lca-periods")


def addresses() -> list[str]:
    """One of every page type."""
    newest = Posting.objects.live().order_by("-date_posted")[0]
    closed = Posting.objects.exclude(closed_at=None)[0]
    return [
        "/",
        "/postings/?q=engineer&workplace=hybrid",
        "/postings/?q=engineer&stance=offers&type=INTERN&workplace=on_site",
        newest.get_absolute_url(),
        closed.get_absolute_url(),
        f"/reports/{newest.pk}/",
        "/companies/",
        "/companies/acme/",
        "/receipts/acme/2025/cases/",
        "/companies/compare/?c=acme&c=globex",
        "/insights/",
        "/api/",
        "/sources/",
        "/method/",
        "/about-the-sample/",
        "/nothing/",
    ]


@pytest.mark.parametrize("part", range(4))
def test_axe_finds_nothing_wrong_in_light_and_dark_on_phone_and_desktop(
    board: str, chromium: Browser, part: int
) -> None:
    with visit(chromium) as page:
        for address in addresses()[part::4]:
            page.set_viewport_size({"width": 1440, "height": 900})
            page.goto(board + address)
            page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
            # A scheme changes nothing but colours, so half of the four pairs need one rule alone.
            for width, scheme, colours_alone in (
                (1440, "light", False),
                (1440, "dark", True),
                (320, "dark", False),
                (320, "light", True),
            ):
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                assert violations(page, colours_alone=colours_alone) == [], (address, width, scheme)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)


def test_every_page_says_the_same_without_script(board: str, chromium: Browser) -> None:
    said: dict[bool, list[str]] = {}
    for script in (True, False):
        with visit(chromium, script=script) as page:
            said[script] = []
            for address in addresses():
                page.goto(board + address)
                said[script].append(page.locator("main").inner_text())
    assert said[True] == said[False]
    assert all(said[True])


def test_a_breach_of_the_content_policy_would_be_noticed(board: str, chromium: Browser) -> None:
    def breach() -> None:
        with visit(chromium) as page:
            page.goto(board + "/method/")
            page.evaluate("document.body.insertAdjacentHTML('beforeend', '<style>p { color: red }</style>')")

    with pytest.raises(AssertionError, match="Content Security Policy"):
        breach()


def titles(page: Page) -> list[str]:
    return page.locator(".card h2 a").all_inner_texts()


def test_a_filter_swaps_the_list_and_the_address_follows(board: str, chromium: Browser) -> None:
    with visit(chromium) as page:
        page.goto(board + "/postings/")
        page.evaluate("window.sameDocument = true")
        page.get_by_label("Hybrid").first.check()
        page.wait_for_url("**/postings/?workplace=hybrid")
        assert page.locator("h1").inner_text() == "14 jobs"
        assert page.evaluate("window.sameDocument") is True
        assert page.get_by_label("Hybrid").first.is_checked()
        assert page.evaluate("document.activeElement.name") == "workplace"
        assert page.title().startswith("14 jobs")
        page.get_by_role("link", name="Remove filter: Hybrid").click()
        page.wait_for_url("**/postings/")
        assert page.locator("h1").inner_text() == "28 jobs"
        page.go_back()
        page.wait_for_url("**/postings/?workplace=hybrid")
        page.wait_for_function("document.querySelector('h1').innerText === '14 jobs'")


@pytest.mark.parametrize("script", [True, False])
def test_it_works_with_script_and_without(board: str, chromium: Browser, script: bool) -> None:
    with visit(chromium, script=script) as page:
        page.goto(board + "/")
        page.get_by_label("Title, skill or company").fill("engineer")
        page.get_by_role("button", name="Search jobs").click()
        page.wait_for_url("**/postings/?q=engineer*")
        page.get_by_label("Hybrid").first.check()
        if not script:
            page.get_by_role("button", name="Apply filters").click()
        page.wait_for_url("**workplace=hybrid*")
        page.get_by_role("heading", name="14 jobs for “engineer”").wait_for()
        first = titles(page)[0]
        page.get_by_role("link", name=first).click()
        page.get_by_role("heading", level=1, name=first).wait_for()
        page.get_by_role("link", name="Receipt: 228 LCA cases certified").first.click()
        page.get_by_role("heading", level=1, name="LCA cases certified, fiscal year 2025").wait_for()


@pytest.mark.parametrize("script", [True, False])
def test_a_keyboard_alone_reaches_the_employers_apply_link(board: str, chromium: Browser, script: bool) -> None:
    def tab_to(page: Page, wanted: str) -> None:
        for _ in range(150):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.innerText || ''").strip().startswith(wanted):
                assert page.evaluate("document.activeElement.matches(':focus-visible')")
                return
        pytest.fail(f"Tab never reached “{wanted}”")

    with visit(chromium, script=script) as page:
        page.goto(board + "/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.innerText") == "Skip to content"
        if script:
            page.keyboard.press("/")
        else:
            page.keyboard.press("Enter")
            page.keyboard.press("Tab")
        page.keyboard.type("engineer")
        page.keyboard.press("Enter")
        page.wait_for_url("**/postings/?q=engineer*")
        tab_to(page, "Software Engineer 00")
        page.keyboard.press("Enter")
        page.get_by_role("heading", level=1, name="Software Engineer 00").wait_for()
        tab_to(page, "Apply at boards.example.com")
        assert page.evaluate("document.activeElement.href").startswith("https://boards.example.com/")


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_filters_are_folded_and_the_apply_bar_stays_in_sight(
    board: str, chromium: Browser, script: bool
) -> None:
    with visit(chromium, width=375, script=script) as page:
        page.goto(board + "/postings/")
        assert not page.get_by_label("Hybrid").first.is_visible()
        page.get_by_text("Filters", exact=True).click()
        assert page.get_by_label("Hybrid").first.is_visible()
        page.goto(board + addresses()[3])
        page.mouse.wheel(0, 2000)
        assert page.get_by_role("link", name="Apply at boards.example.com").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_screens_of_curators_are_legible_and_in_the_boards_colours(
    board: str, chromium: Browser, admin_user: Any, scheme: Any
) -> None:
    make_run()
    with visit(chromium, scheme=scheme) as page:
        page.goto(board + "/admin/")
        page.get_by_label("Username").fill(admin_user.username)
        page.get_by_label("Password").fill("password")
        page.get_by_role("button", name="Log in").click()
        page.get_by_role("heading", level=1, name="Curation and imports").wait_for()
        for address in ("/admin/", "/admin/sources/importrun/", "/admin/companies/employeralias/?state=all"):
            page.goto(board + address)
            assert violations(page) == [], address
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.goto(board + "/")
        assert paper == page.evaluate("getComputedStyle(document.body).backgroundColor")


@pytest.mark.parametrize("script", [True, False])
def test_marks_lead_to_a_comparison_and_choices_to_sponsors(board: str, chromium: Browser, script: bool) -> None:
    with visit(chromium, script=script) as page:
        page.goto(board + "/companies/")
        page.get_by_label("compare Acme").check()
        page.get_by_label("compare Globex").check()
        page.get_by_role("button", name="Compare the marked").click()
        page.get_by_role("heading", level=1, name="Compare Acme and Globex").wait_for()
        page.get_by_role("link", name="remove Globex").click()
        page.get_by_role("heading", level=1, name="Compare Acme", exact=True).wait_for()
        page.goto(board + "/insights/")
        page.get_by_label("Job field").select_option("software")
        page.get_by_role("button", name="Show").click()
        page.get_by_role("heading", level=1, name="Top sponsors in Software Engineering").wait_for()
        with page.expect_download() as download:
            page.get_by_role("link", name="table as CSV").click()
        assert "Acme" in download.value.path().read_text()
