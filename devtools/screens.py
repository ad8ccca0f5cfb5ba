"""`dev.py screens [--address URL]`: pictures of the page types into var/screens/.

Without an address it starts a throw-away site with the sample. Needs Chromium (Debian's package `chromium`).
"""

import argparse
import os
import shutil
import signal
import socket
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from devtools import environment
from devtools.console import say
from devtools.paths import ROOT, VAR
from devtools.processes import spawn, stop
from devtools.servers import throw_away

# --no-sandbox only because root may not use the sandbox; the pages are our own.
CHROMIUM_FLAGS = [
    *["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
    *["--disable-component-update", "--disable-sync", "--disable-quic"],
]
SIZES = {"desktop": (1280, 900), "phone": (375, 812)}
SCHEMES = ("light", "dark")


def chromium() -> str:
    """Chromium's program. SystemExit when there is none."""
    for name in (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser"):
        if found := shutil.which(name):
            return found
    raise SystemExit("No Chromium here: apt-get install --no-install-recommends chromium fonts-dejavu-core")


def pages(page: Page, address: str) -> dict[str, str]:
    """Name → address of the page types; postings and companies are found the way a reader finds them."""

    def first(listing: str, link: str) -> str:
        page.goto(address + listing)
        return address + (page.locator(link).first.get_attribute("href") or listing)

    company = first("/companies/", ".companies h2 a")
    page.goto(company)
    receipt = page.locator(".facts a.receipt").first.get_attribute("href") or "/sources/"
    return {
        "home": f"{address}/",
        "search": f"{address}/postings/?q=engineer",
        "search-narrowed": f"{address}/postings/?q=engineer&stance=none&workplace=hybrid&pay=100000",
        "search-empty": f"{address}/postings/?q=underwater+basket&stance=offers&pay=200000",
        "posting": first("/postings/?q=internship+distributed", ".card h2 a"),
        "companies": f"{address}/companies/",
        "company": company,
        "receipt": address + receipt,
        "compare": f"{address}/companies/compare/?c=amazon&c=google&c=infosys",
        "insights": f"{address}/insights/",
        "api": f"{address}/api/",
        "sources": f"{address}/sources/",
        "method": f"{address}/method/",
        "not-found": f"{address}/nothing-here/",
    }


def shoot(browser: Browser, address: str, folder: Path) -> int:
    """Every page type in every size and scheme. Returns how many pictures were made."""
    folder.mkdir(parents=True, exist_ok=True)
    found: dict[str, str] = {}
    made = 0
    for size, (width, height) in SIZES.items():
        for scheme in SCHEMES:
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme=scheme,  # type: ignore[arg-type]
            )
            page = context.new_page()
            found = found or pages(page, address)
            for name, where in found.items():
                page.goto(where)
                page.screenshot(path=folder / f"{name}-{size}-{scheme}.png", full_page=True)
                made += 1
            context.close()
    return made


@contextmanager
def sample_site() -> Iterator[str]:
    """A site of its own with the sample, gone afterwards. Yields its address."""
    with ExitStack() as stack:
        uses = [throw_away(name) for name in ("postgres", "valkey")]
        for use in uses:
            stack.callback(use.close)
            use.open()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        var = VAR / "screens-site"
        var.mkdir(parents=True, exist_ok=True)
        stack.callback(shutil.rmtree, var, ignore_errors=True)
        env = {**environment.site(os.environ, uses, port), "JOBBOARD_VAR": str(var)}
        say("making a throw-away site with the sample")
        python = sys.executable
        prepared = spawn([python, "-m", "devtools.prepare", var], log=var / "prepare.log", env=env, cwd=ROOT)
        if prepared.wait():
            raise SystemExit((var / "prepare.log").read_text()[-2000:])
        web = [python, "-m", "gunicorn", "jobboard.wsgi", "--bind", f"127.0.0.1:{port}"]
        process = spawn([*web, "--threads", "4", "--no-control-socket"], log=var / "web.log", env=env, cwd=ROOT)
        stack.callback(stop, process, signal.SIGTERM, seconds=10)
        address = f"http://127.0.0.1:{port}"
        wait_for(address)
        yield address


def wait_for(address: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address + "/", timeout=10):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"No page at {address} after {seconds:.0f} s")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py screens", description=__doc__)
    parser.add_argument("--address", help="a site that is up, http://127.0.0.1:8000")
    parser.add_argument("--into", type=Path, default=VAR / "screens")
    options = parser.parse_args(arguments)
    program = chromium()
    with ExitStack() as stack:
        address = options.address.rstrip("/") if options.address else stack.enter_context(sample_site())
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        made = shoot(browser, address, options.into)
        browser.close()
    say(f"{made} pictures in {options.into}")
    return 0
