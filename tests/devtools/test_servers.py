"""The embedded servers for real: shared while used, gone when the last user is, even one killed outright."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from devtools.paths import ROOT
from devtools.processes import program_of, wait_until
from devtools.servers import Use

# A user of both servers that tells which it started, and then waits to be killed.
USER = """
import json, sys, time
from pathlib import Path
from devtools.servers import Use
uses = [Use(name, Path(sys.argv[1]), throw_away=True) for name in ("postgres", "valkey")]
print(json.dumps([use.open() for use in uses]), flush=True)
time.sleep(300)
"""


class User:
    def __init__(self, base: Path) -> None:
        command = [sys.executable, "-c", USER, str(base)]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        self.started = json.loads(self.process.stdout.readline())

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def base(tmp_path: Path) -> Path:
    folder = tmp_path / "servers"
    folder.mkdir()
    return folder


def server_pids(base: Path) -> list[int]:
    """Programs whose command line or working folder is below `base`."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            line = (entry / "cmdline").read_bytes().decode(errors="replace")
            if str(base) in line + str((entry / "cwd").readlink()):
                found.append(int(entry.name))
        except OSError:
            continue
    return [pid for pid in found if pid != os.getpid()]


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_servers_are_shared_and_leave_with_their_last_user_even_when_it_is_killed(base: Path) -> None:
    first, second = User(base), User(base)
    try:
        assert (first.started, second.started) == ([True, True], [False, False])
        servers = [Use(name, base).server for name in ("postgres", "valkey")]

        os.kill(first.process.pid, signal.SIGKILL)
        first.process.wait()
        assert all(server.answers() for server in servers)

        programs = {program_of(pid) for pid in server_pids(base)}
        assert {"postgres", "valkey-server"} <= programs
    finally:
        first.kill()
        second.kill()
    assert wait_until(lambda: not server_pids(base), seconds=30), server_pids(base)
    assert not base.exists()
    assert not any(server.folder.exists() for server in servers)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_killed_server_is_noticed_and_started_again_with_its_data(base: Path) -> None:
    use = Use("valkey", base)
    try:
        assert use.open()
        os.kill(next(pid for pid in server_pids(base) if program_of(pid) == "valkey-server"), signal.SIGKILL)
        assert wait_until(use.lost, seconds=10)
        assert use.open()
        assert not use.lost()
    finally:
        use.close()
    assert not server_pids(base)


def test_the_reason_of_a_failed_start_is_said(base: Path) -> None:
    (base / "pg18").mkdir(mode=0o700)
    (base / "pg18" / "PG_VERSION").write_text("9\n")  # the data of another major version
    with pytest.raises(SystemExit, match=r"incompatible|did not start"):
        Use("postgres", base).open()
