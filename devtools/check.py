"""`dev.py check`: everything that can be said about the code without running its tests.

Each step is shown with its time; all run, and the exit code is 1 when one of them failed.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from devtools import environment
from devtools.code_rules import project_files
from devtools.paths import ROOT

Command = list[str]
SHOWN = 40  # lines of a failed step


def compose_command(environ: Mapping[str, str]) -> Command | None:
    """How to read docker-compose.yml; None where no tool is installed, a failure in CI."""
    if tool := shutil.which("docker-compose"):
        return [tool, "config", "--quiet"]
    plugin = ["docker", "compose", "config", "--quiet"]
    if shutil.which("docker") and not subprocess.run([*plugin[:2], "version"], capture_output=True).returncode:
        return plugin
    if environ.get("CI") == "true":
        return [sys.executable, "-c", "raise SystemExit('CI needs docker-compose: apt-get install docker-compose')"]
    return None


def steps() -> dict[str, Command | None]:
    """What to run, by the name shown; None for a step whose tool is missing."""
    python = sys.executable
    beside = Path(python).parent
    manage = [python, "-W", "ignore::RuntimeWarning", "manage.py"]  # no database is needed, or asked
    return {
        "types (mypy)": [python, "-m", "mypy", "."],
        "style (ruff check)": [python, "-m", "ruff", "check", "--output-format=concise", "."],
        "format (ruff format)": [python, "-m", "ruff", "format", "--check", "--output-format=concise", "."],
        "templates (djade)": [
            str(beside / "djade"),
            "--target-version=5.2",
            "--check",
            *project_files("*.html"),
        ],
        "floors (import-linter)": [
            python,
            "-c",
            "from importlinter.cli import lint_imports_command as c; c()",
        ],
        "file sizes, import circles": [python, "-m", "devtools.code_rules"],
        "migrations complete": [*manage, "makemigrations", "--check", "--dry-run"],
        "production settings": [*manage, "check", "--deploy", "--fail-level", "WARNING"],
        "docker-compose.yml": compose_command(os.environ),
    }


def run(command: Command) -> tuple[int, str, float]:
    """Exit code, output and seconds of one step."""
    began = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment.production(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, time.monotonic() - began


def shortened(output: str) -> str:
    lines = output.rstrip().splitlines()
    left_out = [f"… {len(lines) - SHOWN} more lines"] if len(lines) > SHOWN else []
    return "\n".join([*lines[:SHOWN], *left_out])


def main(arguments: list[str]) -> int:
    """Without arguments every step; else those whose name contains one of the words."""
    chosen = {n: c for n, c in steps().items() if not arguments or any(word in n for word in arguments)}
    failed = []
    with ThreadPoolExecutor(max_workers=2) as pool:  # mypy takes about as long as all others together
        running: dict[str, Future[tuple[int, str, float]] | None]
        running = {name: command and pool.submit(run, command) for name, command in chosen.items()}  # type: ignore[misc]
        for name, future in running.items():
            if future is None:
                print(f"  --   {name}: not installed, skipped", flush=True)
                continue
            code, output, seconds = future.result()
            print(f"{'FAIL' if code else ' ok '} {seconds:5.1f} s  {name}", flush=True)
            if code:
                failed.append(name)
                print(shortened(output), flush=True)
    print(f"check: {len(failed)} failed ({', '.join(failed)})" if failed else "check: all is well")
    return 1 if failed else 0
