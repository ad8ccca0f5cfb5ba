"""`dev.py lighthouse [--address URL]`: Lighthouse's four scores of the pages readers meet first, mobile preset.

Needs Node.js (npm fetches Lighthouse) and Chromium. The full reports stand in var/lighthouse/.
"""

import argparse
import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from devtools.console import say
from devtools.paths import VAR
from devtools.screens import CHROMIUM_FLAGS, chromium, pages

LIGHTHOUSE = "lighthouse@12.8.2"  # the last that Node.js 20 runs
WANTED = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
READ = ("home", "search", "posting", "company")


def scores(where: str, report: Path, program: str) -> dict[str, int]:
    """Scores of one page by category, 0 to 100. SystemExit when Lighthouse itself fails."""
    command = [
        *["npm", "exec", "--yes", LIGHTHOUSE, "--", where, "--quiet", "--no-enable-error-reporting"],
        f"--chrome-flags=--headless {' '.join(CHROMIUM_FLAGS)}",
        *["--output=json", f"--output-path={report}"],
    ]
    environment = {**os.environ, "CHROME_PATH": program}
    # Away from the checkout, so that npm leaves nothing in it.
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode or not report.exists():
        raise SystemExit(f"Lighthouse could not read {where}:\n{done.stderr[-2000:]}")
    categories: dict[str, Any] = json.loads(report.read_text())["categories"]
    return {name: round(100 * (categories[name]["score"] or 0)) for name in WANTED}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py lighthouse", description=__doc__)
    parser.add_argument("--address", default="http://127.0.0.1:8000", help="a site that is up")
    options = parser.parse_args(arguments)
    program, folder = chromium(), VAR / "lighthouse"
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        found = pages(browser.new_page(), options.address.rstrip("/"))
        browser.close()
    # A search with words asks not to be indexed, as it should; the page of all postings is the one that is.
    found["search"] = f"{options.address.rstrip('/')}/postings/"
    short = False
    for name in READ:
        reached = scores(found[name], folder / f"{name}.json", program)
        short |= any(reached[category] < least for category, least in WANTED.items())
        say(f"{name:<10}" + "  ".join(f"{category} {score}" for category, score in reached.items()))
    return int(short)
