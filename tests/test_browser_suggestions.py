"""With script, the fields suggest while one types: arrows walk, Escape puts away, nothing moves, axe is content."""

import pytest
from playwright.sync_api import Browser, Page

from postings.words import vocabulary
from tests.browser import chromium, violations, visit
from tests.test_browser_pages import board

__all__ = ["board", "chromium"]  # fixtures
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def type_into(page: Page, field: str, text: str) -> None:
    page.locator(f"#{field}").press_sequentially(text, delay=20)
    page.locator(f"#suggest-{field} a").first.wait_for()


def test_arrows_walk_through_suggestions_and_enter_opens_one(board: str, chromium: Browser) -> None:
    vocabulary.rebuild()
    with visit(chromium) as page:
        page.goto(board + "/")
        heading = page.locator("h1").bounding_box()
        type_into(page, "q", "soft")
        assert page.locator("h1").bounding_box() == heading, "what is suggested lies over the page"
        assert page.url == board + "/", "typing is no search"
        page.keyboard.press("ArrowDown")
        first = page.locator("#suggest-q a").first
        assert first.evaluate("link => link === document.activeElement")
        page.keyboard.press("ArrowUp")
        assert page.evaluate("document.activeElement.id") == "q"
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Escape")
        assert page.locator("#suggest-q a").count() == 0
        assert page.evaluate("document.activeElement.id") == "q"
        page.keyboard.type("w")
        page.locator("#suggest-q a").first.wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/postings/?q=Software*")
        assert page.locator(".card h2").count()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_suggestions_pass_axe_on_a_phone(board: str, chromium: Browser, scheme: str) -> None:
    vocabulary.rebuild()
    with visit(chromium, width=320, scheme=scheme) as page:  # type: ignore[arg-type]
        page.goto(board + "/postings/")
        type_into(page, "q", "soft")
        assert violations(page) == []


def test_without_script_suggestions_are_a_page_of_links(board: str, chromium: Browser) -> None:
    vocabulary.rebuild()
    with visit(chromium, script=False) as page:
        page.goto(board + "/postings/suggest/?q=soft")
        page.locator("main ul a").first.click()
        page.wait_for_url("**/postings/?q=Software*")
        assert page.locator(".card h2").count()
