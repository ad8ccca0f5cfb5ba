"""The whole board as a person runs it: `dev.py up`, a job system that answers, a worker, a browser.

Nothing inside is looked at: a board is added with the documented command and found on the page.
"""

import csv
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.conftest import ROOT
from tests.sources.local_server import Answer, Asked, serve

BROWSER = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
OWN_SETTINGS = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS", "PYTEST_XDIST_WORKER"}


@dataclass(frozen=True)
class Site:
    address: str
    environment: dict[str, str]

    def manage(self, *arguments: str | Path) -> str:
        """What a management command prints."""
        command = [sys.executable, "dev.py", "manage", *map(str, arguments)]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def job_system() -> Iterator[str]:
    """Greenhouse, as far as one board of one posting goes."""
    job = {
        "id": 4001,
        "title": "Kelp Farm Hydrologist",
        "absolute_url": "https://boards.greenhouse.io/brinewater/jobs/4001",
        "location": {"name": "Portland, ME"},
        "updated_at": "2026-11-20T10:00:00-05:00",
        "first_published": "2026-11-20T10:00:00-05:00",
        "content": "&lt;p&gt;We grow kelp. &lt;script&gt;document.title='owned'&lt;/script&gt;"
        "We will sponsor an H-1B visa for this role.&lt;/p&gt;",
        "company_name": "Brinewater",
    }

    def answer(request: Asked) -> Answer:
        if request.path.startswith("/boards-api.greenhouse.io/v1/boards/brinewater/jobs"):
            body = json.dumps({"jobs": [job], "meta": {"total": 1}}).encode()
            return Answer(200, body, {"Content-Type": "application/json"})
        return Answer(404)

    with serve(answer) as (address, _):
        yield address


@pytest.fixture
def site(job_system: str, tmp_path: Path) -> Iterator[Site]:
    """`dev.py up` with data of its own, empty but for the sample, ended by SIGTERM."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **{name: value for name, value in os.environ.items() if name not in OWN_SETTINGS},
        "JOBBOARD_VAR": str(tmp_path / "var"),
        "ATS_MIRROR_URL": job_system,
        "IMPORT_DUE_BOARDS_SECONDS": "1",
    }
    log = tmp_path / "up.log"
    with log.open("w") as out:
        command = [sys.executable, "dev.py", "up", "--port", str(port)]
        up = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT)
        try:
            until = time.monotonic() + 180
            while "The site is up" not in log.read_text():
                assert up.poll() is None, log.read_text()
                assert time.monotonic() < until, log.read_text()
                time.sleep(0.2)
            yield Site(f"http://127.0.0.1:{port}", environment)
        finally:
            up.send_signal(signal.SIGTERM)
            up.wait(60)
    assert up.returncode == 0, log.read_text()


@pytest.mark.browser
def test_a_worker_imports_a_board_and_a_reader_finds_its_posting(
    site: Site, chromium_path: str, tmp_path: Path
) -> None:
    boards = tmp_path / "boards.csv"
    with boards.open("w", newline="") as out:
        csv.writer(out).writerows([["company", "ats", "token"], ["Brinewater", "greenhouse", "brinewater"]])
    assert "1 created" in site.manage("import_boards", boards)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=BROWSER)
        page = browser.new_page()
        until = time.monotonic() + 60
        found = page.get_by_role("link", name="Kelp Farm Hydrologist")
        while True:
            page.goto(f"{site.address}/postings/?q=hydrologist")
            if found.count() or time.monotonic() > until:
                break
            time.sleep(0.5)
        found.first.click()
        page.get_by_role("heading", level=1, name="Kelp Farm Hydrologist").wait_for()
        text = page.inner_text("main")
        assert "Brinewater" in text
        assert "Offers sponsorship" in text
        assert re.search(r"We will sponsor an H-1B visa for this role", text)
        assert "owned" not in page.title()
        browser.close()
