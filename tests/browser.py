"""Headless Chromium for tests: one program for a module, a fresh context for each visit."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from devtools.screens import CHROMIUM_FLAGS

AXE = Path(__file__).resolve().parent / "vendor" / "axe-core-4.14.1.min.js"


@pytest.fixture(scope="module")
def chromium(chromium_path: str) -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@contextmanager
def visit(
    browser: Browser,
    *,
    width: int = 1280,
    scheme: Literal["light", "dark"] = "light",
    script: bool = True,
    tells: tuple[str, ...] = (),
) -> Iterator[Page]:
    """A page of its own. An error in its console fails the test: a broken answer, a breach of the content policy.

    `tells` are parts of errors that a test brings about itself.
    """
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    try:
        yield page
        wrong = [error for error in errors if not any(known in error for known in ("status of 4", *tells))]
        assert wrong == [], wrong
    finally:
        context.close()


def violations(page: Page, *, colours_alone: bool = False) -> list[str]:
    """What axe-core finds wrong, one line each: rule, element, reason."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    # target-size is WCAG 2.2 AA, which axe leaves off.
    rules = "{runOnly: ['color-contrast']}" if colours_alone else "{rules: {'target-size': {enabled: true}}}"
    found: list[dict[str, Any]] = page.evaluate(f"async () => (await axe.run({rules})).violations")
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"][:3]]
