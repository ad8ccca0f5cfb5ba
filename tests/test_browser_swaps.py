"""With script, results are swapped in: address, focus and scroll follow, and a slow or broken answer is not silent."""

import time

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser import chromium, visit
from tests.test_browser_pages import board

__all__ = ["board", "chromium"]  # fixtures
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def stay(page: Page) -> None:
    page.evaluate("window.sameDocument = true")


def stayed(page: Page) -> bool:
    return bool(page.evaluate("window.sameDocument === true"))


def test_a_removed_filter_leaves_the_focus_with_the_new_list(board: str, chromium: Browser) -> None:
    with visit(chromium) as page:
        page.goto(board + "/postings/?workplace=hybrid")
        stay(page)
        page.get_by_role("link", name="Remove filter: Hybrid").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/postings/")
        page.locator("#results h1:focus").wait_for()
        assert page.locator("h1").inner_text() == "28 jobs"
        assert page.locator("#said").inner_text() == "28 jobs"
        assert stayed(page)


def test_the_next_page_begins_at_its_top(board: str, chromium: Browser) -> None:
    with visit(chromium) as page:
        page.goto(board + "/postings/")
        stay(page)
        page.get_by_role("link", name="Next").click()
        page.wait_for_url("**/postings/?page=2")
        page.locator("#results h1:focus").wait_for()
        assert page.locator(".card h2").count() == 3
        top = page.evaluate("document.querySelector('#results h1').getBoundingClientRect().top")
        assert 0 <= top < 900
        assert stayed(page)
        page.go_back()
        page.get_by_text("1–25 of 28").wait_for()
        assert page.locator(".card h2").count() == 25


def test_a_slow_answer_shows_that_it_is_under_way(board: str, chromium: Browser) -> None:
    def slowly(route: Route) -> None:
        time.sleep(1.5)
        route.continue_()

    with visit(chromium) as page:
        page.goto(board + "/postings/")
        page.route("**/postings/?*", slowly)
        assert not page.get_by_text("Searching…").is_visible()
        page.get_by_label("Hybrid").first.check(no_wait_after=True)
        page.locator("#results[aria-busy=true]").wait_for()
        page.get_by_text("Searching…").wait_for(state="visible")
        page.get_by_role("heading", level=1, name="14 jobs").wait_for()
        assert not page.get_by_text("Searching…").is_visible()
        assert page.locator("#results").get_attribute("aria-busy") is None


def test_an_answer_that_cannot_be_swapped_in_becomes_a_page_of_its_own(board: str, chromium: Browser) -> None:
    def broken(route: Route) -> None:
        if "hx-request" in route.request.headers:
            route.abort()
        else:
            route.continue_()

    with visit(chromium, tells=("net::ERR_FAILED", "htmx:sendError", "htmx:afterRequest")) as page:
        page.goto(board + "/postings/")
        stay(page)
        page.route("**/postings/?*", broken)
        page.get_by_label("Hybrid").first.check(no_wait_after=True)
        page.wait_for_url("**workplace=hybrid*")
        page.get_by_role("heading", level=1, name="14 jobs").wait_for()
        assert not stayed(page)


def test_on_a_phone_the_button_folds_the_filters_and_counts_them(board: str, chromium: Browser) -> None:
    with visit(chromium, width=375) as page:
        page.goto(board + "/postings/")
        page.get_by_text("Filters", exact=True).click()
        page.get_by_label("Hybrid").first.check()
        page.get_by_text("Filters, 1 in use").wait_for()
        page.get_by_role("button", name="Apply filters").click()
        page.locator("#results h1:focus").wait_for()
        assert not page.get_by_label("Hybrid").first.is_visible()
        assert page.locator("h1").bounding_box()["y"] < 900  # type: ignore[index]
