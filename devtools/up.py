"""`dev.py up`: the databases, the schema, the sample, then web, worker and beat until Ctrl-C."""

import argparse
import contextlib
import fcntl
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import NoReturn

from devtools import environment
from devtools.console import say
from devtools.parts import GaveUpError, Part, Patience, stop_all
from devtools.paths import ROOT, VAR
from devtools.prepare import STEP
from devtools.processes import spawn, stop
from devtools.reaper import Reaper
from devtools.servers import Use, kept

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
FIRST_PAGE_SECONDS = 90


class StopRequested(Exception):  # noqa: N818 - not an error
    """Somebody asked us to end."""


def _on_signal(_number: int, _frame: FrameType | None) -> NoReturn:
    for number in STOP_SIGNALS:  # a second Ctrl-C does not disturb the stopping
        signal.signal(number, signal.SIG_IGN)
    raise StopRequested


def site_parts(port: int, logs: Path, reaper: Reaper) -> list[Part]:
    python = sys.executable
    celery = [python, "-m", "celery", "--app", "jobboard"]
    commands = {
        "web": [
            *[python, "-m", "gunicorn", "jobboard.wsgi", "--bind", f"127.0.0.1:{port}"],
            *["--worker-class", "gthread", "--threads", "8", "--access-logfile", "-"],
            "--no-control-socket",  # else one in the home folder, shared by every checkout
            *(["--reload"] if os.environ.get("JOBBOARD_DEBUG") else []),
        ],
        "worker": [*celery, "worker", "--concurrency", "2"],
        "beat": [*celery, "beat", "--pidfile=", "--schedule", str(VAR / "beat-schedule")],
    }
    return [Part(name, command, logs, reaper) for name, command in commands.items()]


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def prepare(env: dict[str, str], logs: Path) -> None:
    """Run `devtools.prepare`, its steps shown as they end. SystemExit when it fails."""
    log = logs / "prepare.log"
    log.unlink(missing_ok=True)
    process = spawn([sys.executable, "-m", "devtools.prepare", VAR], log=log, env=env, cwd=ROOT)
    try:
        with log.open() as lines:
            while True:
                ended = process.poll() is not None
                for line in lines:
                    if line.startswith(STEP):
                        say(line.removeprefix(STEP).strip())
                if ended:
                    break
                time.sleep(0.05)
    finally:
        stop(process, signal.SIGTERM, seconds=10)
    if process.returncode:
        said = log.read_text(errors="replace").splitlines()[-3:]
        raise SystemExit("\n".join([*said, f"Preparing the site failed; see {log}"]))


def wait_for_first_page(port: int, parts: list[Part], env: dict[str, str]) -> None:
    address = f"http://127.0.0.1:{port}/"
    end = time.monotonic() + FIRST_PAGE_SECONDS
    while True:
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:
                answer.read()
                return
        except urllib.error.HTTPError as error:
            raise SystemExit(f"The first page answers {error.code}; see {parts[0].log}") from None
        except OSError:
            pass
        for part in parts:
            part.tend(env, time.monotonic())
        if time.monotonic() > end:
            raise SystemExit(f"No page after {FIRST_PAGE_SECONDS} s; see {parts[0].log}")
        time.sleep(0.1)


def watch(uses: list[Use], parts: list[Part], env: dict[str, str]) -> NoReturn:
    """Bring back whatever dies, until it dies too often."""
    patience = {use.server.name: Patience() for use in uses}
    while True:
        time.sleep(0.3)
        now = time.monotonic()
        for use in uses:
            if use.lost():
                name = use.server.name
                if patience[name].wait(now) is None:
                    raise GaveUpError(f"{name} died too often; see {use.base}/{name}.log")
                say(f"{name} is gone, starting it again")
                use.open()
        for part in parts:
            part.tend(env, now)


@contextlib.contextmanager
def only_one(port: int) -> Iterator[bool]:
    """Hold this checkout for one `up`; gives False when another one has it."""
    VAR.mkdir(exist_ok=True)
    with (VAR / "up.lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        (VAR / "up.port").write_text(str(port))
        yield True


def run_site(port: int) -> int:
    logs = VAR / "log"
    logs.mkdir(exist_ok=True)
    uses = kept(os.environ)
    reaper = Reaper()
    parts = site_parts(port, logs, reaper)
    code = 0
    for number in STOP_SIGNALS:
        signal.signal(number, _on_signal)
    try:
        reaper.start()
        for use in uses:
            say(f"{use.server.name} {'started' if use.open() else 'was running already'}")
        env = environment.site(os.environ, uses, port)
        prepare(env, logs)
        for part in parts:
            part.start(env)
        say("web, worker and beat started; waiting for the first page")
        wait_for_first_page(port, parts, env)
        say(f"The site is up: http://127.0.0.1:{port}/")
        say("Make an administrator with: python3 dev.py manage createsuperuser")
        say(f"Logs are in {logs}/. Ctrl-C stops everything.")
        watch(uses, parts, env)
    except StopRequested:
        say("stopping")
    except (GaveUpError, SystemExit) as problem:
        say(str(problem))
        code = 1
    finally:
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        stop_all(parts)
        reaper.close()
        for use in uses:
            use.close()
        say("stopped")
    return code


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py up", description=__doc__)
    parser.add_argument("--port", type=int, default=environment.DEFAULT_PORT)
    port: int = parser.parse_args(arguments).port
    with only_one(port) as ours:
        if not ours:
            there = environment.running_port()
            say(f"The site is up already: http://127.0.0.1:{there}/")
            return 0 if there == port else 1
        if not port_is_free(port):
            say(f"Port {port} is taken by another program; choose one with --port.")
            return 1
        return run_site(port)
