"""Boards are read by real workers while these are killed, Valkey is emptied and PostgreSQL restarted.

In the end every board was read, no posting is missing or doubled, and no run hangs open. Starting all these processes
takes half a minute, so the drill runs in CI (CI=true) and on request: DRILL=short, or DRILL=full for the whole of it
(200 boards, 20 kills).
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, LiteralString

import psycopg
import pytest

from devtools.postgres import Postgres
from devtools.pytest_plugin import ENVIRONMENT
from devtools.valkey import Valkey
from tests.sources.local_server import Answer, Asked, serve

ROOT = Path(__file__).resolve().parent.parent.parent
DRILL = os.environ.get("DRILL", "short" if os.environ.get("CI") == "true" else "")
FULL = DRILL == "full"
BOARDS, KILLS = (200, 20) if FULL else (24, 4)
JOBS = 6
LEASE_SECONDS = 4
PATIENCE = 240


def answer(asked: Asked) -> Answer:
    """A board of JOBS jobs, slow enough to be killed in the middle of."""
    token = asked.path.split("/")[4]
    time.sleep(0.15)
    jobs = [
        {
            "id": n,
            "title": f"Job {n} of {token}",
            "absolute_url": f"https://x.example/{token}/{n}",
            "content": "Hi.",
        }
        for n in range(JOBS)
    ]
    return Answer(body=json.dumps({"jobs": jobs}).encode())


class Site:
    """A database, a Valkey, a worker and a beat of its own."""

    def __init__(self, base: Path, mirror: str) -> None:
        self.base = base
        self.postgres, self.valkey = Postgres(base, durable=False), Valkey(base, durable=False)
        self.environment = {
            **os.environ,
            **ENVIRONMENT,
            "DATABASE_URL": self.postgres.url(),
            "REDIS_URL": self.valkey.url(),
            "ATS_MIRROR_URL": mirror,
            "BOARD_LEASE_SECONDS": str(LEASE_SECONDS),
            "IMPORT_DUE_BOARDS_SECONDS": "1",
            "DJANGO_SETTINGS_MODULE": "jobboard.settings",
            "LOG_LEVEL": "ERROR",
        }
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def celery(self, name: str, *arguments: str) -> None:
        command = [sys.executable, "-m", "celery", "-A", "jobboard", *arguments, "--loglevel", "ERROR"]
        log = (self.base / f"{name}.log").open("ab")
        self.processes[name] = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
        )

    def keep_worker(self) -> None:
        """What compose's restart policy does: Celery gives up when its whole pool dies while it starts."""
        if "worker" not in self.processes or self.processes["worker"].poll() is not None:
            self.celery("worker", "worker", "--concurrency", "2")

    def kill_a_child(self) -> bool:
        """SIGKILL to one process of the pool; False while there is none."""
        parent = self.processes["worker"].pid
        self.keep_worker()
        try:
            children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        except OSError:
            return False
        if children:
            os.kill(int(random.choice(children)), signal.SIGKILL)
        return bool(children)

    def kill_worker(self) -> None:
        os.killpg(self.processes["worker"].pid, signal.SIGKILL)
        self.processes["worker"].wait()
        self.keep_worker()

    def connect(self) -> "psycopg.Connection[tuple[Any, ...]]":
        return psycopg.connect(host=str(self.postgres.folder), user="jobboard", dbname="jobboard")

    def ask(self, query: LiteralString) -> list[tuple[Any, ...]]:
        with self.connect() as connection:
            return connection.execute(query).fetchall()

    def read(self) -> int:
        """How many boards were read so far."""
        self.keep_worker()
        return int(self.ask("SELECT count(*) FROM postings_board WHERE last_read_at IS NOT NULL")[0][0])

    def close(self) -> None:
        for process in self.processes.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def site(mirror: str) -> Iterator[Site]:
    with ExitStack() as stack:
        base = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="jbd-")))
        running = Site(base, mirror)
        running.postgres.start()
        stack.callback(running.postgres.stop)
        running.valkey.start()
        stack.callback(running.valkey.stop)
        stack.callback(running.close)
        migrate = [sys.executable, "-m", "django", "migrate", "--verbosity", "0", "--skip-checks"]
        subprocess.run(migrate, cwd=ROOT, env=running.environment, check=True)
        yield running


def wait_for(what: Callable[[], bool], until: float) -> None:
    while not what():
        assert time.monotonic() < until, "the drill did not come to an end"
        time.sleep(0.2)


@pytest.mark.skipif(not DRILL, reason="runs in CI, or with DRILL=short or DRILL=full")
def test_nothing_is_lost_or_doubled_when_everything_is_killed(tmp_path: Path) -> None:
    with serve(answer) as (address, _), site(address) as running:
        directory = tmp_path / "boards.csv"
        rows = "".join(f"Company {n},greenhouse,board-{n}\n" for n in range(BOARDS))
        directory.write_text("company,ats,token\n" + rows)
        fill = [sys.executable, "-m", "django", "import_boards", str(directory), "--skip-checks"]
        subprocess.run(fill, cwd=ROOT, env=running.environment, check=True, capture_output=True)
        with running.connect() as connection:
            connection.execute("UPDATE postings_board SET next_due_at = now()")
        running.keep_worker()
        running.celery("beat", "beat", "--schedule", str(running.base / "beat"))
        until = time.monotonic() + PATIENCE
        wait_for(lambda: running.read() > 0, until)
        _do_harm(running)
        wait_for(lambda: running.read() == BOARDS, until)
        _everything_is_whole(running, until)


def _do_harm(running: Site) -> None:
    killed = 0
    valkey_at, postgres_at = KILLS // 3, 2 * KILLS // 3
    while killed < KILLS:
        time.sleep(random.uniform(0.05, 0.5))
        if killed == KILLS // 2 or (FULL and killed == KILLS - 1):
            running.kill_worker()
        elif not running.kill_a_child():
            continue
        killed += 1
        if killed == valkey_at:
            running.valkey.stop()
            running.valkey.start()  # it keeps nothing on disk: all messages are gone
        if killed == postgres_at:
            running.postgres.stop()
            running.postgres.start()


def _everything_is_whole(running: Site, until: float) -> None:
    wait_for(lambda: running.ask("SELECT 1 FROM postings_board WHERE leased_until > now()") == [], until)
    written = "SELECT count(*), count(DISTINCT (board_id, external_id)) FROM postings_posting"
    assert running.ask(written + " WHERE closed_at IS NULL") == [(BOARDS * JOBS, BOARDS * JOBS)]
    assert running.ask("SELECT DISTINCT posting_count FROM postings_board") == [(JOBS,)]
    assert running.ask("SELECT count(*) FROM sources_importrun WHERE status = 'running'") == [(0,)]
