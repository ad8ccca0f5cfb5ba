"""What a board that means harm sent is shown as text: nothing of it runs in a browser."""

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog

from postings import importers
from postings.engine import sync
from postings.models import Posting
from tests.browser import chromium, visit
from tests.factories import make_board
from tests.postings.test_hostile_board import hostile_jobs

__all__ = ["chromium"]  # the fixture
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_nothing_that_a_hostile_board_sends_runs_in_a_browser(live_server: Any, chromium: Browser) -> None:
    importers.import_saved(make_board(), json.dumps({"jobs": list(hostile_jobs())}).encode())
    sync.all_due()
    sync.catch_up()
    shown = [posting.get_absolute_url() for posting in Posting.objects.filter(title__contains="<script>")[:2]]
    shown += [Posting.objects.get(external_id="huge-2").get_absolute_url()]
    assert len(shown) == 3
    opened: list[str] = []

    def note(dialog: Dialog) -> None:
        opened.append(dialog.message)
        dialog.dismiss()

    with visit(chromium) as page:  # a breach of the content policy fails the visit too
        page.on("dialog", note)
        for address in (*shown, "/postings/?q=engineer", "/postings/?q=<script>alert(1)</script>", "/"):
            page.goto(live_server.url + address)
            assert page.locator("main script:not([type]), main img, main a[href^='javascript']").count() == 0
            assert page.locator("main [onerror], main [onclick], main [onload]").count() == 0
    assert opened == []
