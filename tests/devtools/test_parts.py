"""Processes of the site are brought back when they die, and leave nothing when they are stopped."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from devtools.parts import RESTARTS, GaveUpError, Part, Patience, stop_all
from devtools.processes import wait_until
from devtools.reaper import Reaper, group_exists, remaining

ENV = {"PATH": os.environ["PATH"]}


def make_part(folder: Path, script: str) -> Part:
    return Part("sleeper", ["sh", "-c", script], folder, Reaper())


def leader_of(part: Part) -> int:
    return part.process.pid if part.process else 0


def test_pauses_grow_and_end_at_the_fourth_death_in_a_minute() -> None:
    patience = Patience()
    assert [patience.wait(now) for now in (0.0, 5.0, 10.0, 15.0)] == [1, 2, 4, None]


def test_old_deaths_are_forgiven() -> None:
    patience = Patience()
    assert [patience.wait(100.0 * n) for n in range(RESTARTS + 3)] == [1] * (RESTARTS + 3)


def test_a_dead_part_is_started_again_after_its_pause(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    part = make_part(tmp_path, "sleep 60")
    part.reaper.start()
    part.start(ENV)
    first = leader_of(part)
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    part.tend(ENV, now=1000.0)
    assert "sleeper ended (SIGKILL)" in capsys.readouterr().out
    part.tend(ENV, now=1000.5)
    assert leader_of(part) == 0
    part.tend(ENV, now=1001.0)
    assert leader_of(part) not in (0, first)
    stop_all([part])
    part.reaper.close()


def test_it_gives_up_on_a_part_that_keeps_dying(tmp_path: Path) -> None:
    part = make_part(tmp_path, "echo broken; exit 3")
    part.reaper.start()

    def live_a_minute() -> None:
        for now in range(60):
            part.tend(ENV, float(now))
            if part.process:
                part.process.wait()

    with pytest.raises(GaveUpError, match="died 4 times"):
        live_a_minute()
    part.reaper.close()
    assert part.log.read_text() == "broken\n" * (RESTARTS + 1)


def test_stopping_ends_children_of_children_too(tmp_path: Path) -> None:
    part = make_part(tmp_path, "sleep 60 & echo started; wait")
    part.reaper.start()
    part.start(ENV)
    leader = leader_of(part)
    assert wait_until(lambda: part.log.read_text() == "started\n", seconds=10)
    stop_all([part])
    part.reaper.close()
    assert wait_until(lambda: not group_exists(leader), seconds=10)


def test_the_reaper_knows_what_is_left() -> None:
    assert remaining(["+12", "+13", "-12", "+14", "-99"]) == {13, 14}


@pytest.mark.parametrize("script", ["sleep 60", "trap '' TERM; while :; do sleep 0.1; done"])
def test_the_reaper_ends_groups_when_the_supervisor_is_gone(script: str) -> None:
    child = subprocess.Popen(["sh", "-c", script], start_new_session=True)
    reaper = Reaper()
    reaper.start()
    reaper.watch(child.pid)
    assert reaper.process
    assert reaper.process.stdin
    reaper.process.stdin.close()  # what the system does for a killed process
    assert child.wait(10) in (-signal.SIGTERM, -signal.SIGKILL)
    reaper.process.wait(10)


def test_the_supervisor_takes_back_what_ended() -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
    reaper = Reaper()
    reaper.start()
    reaper.watch(child.pid)
    reaper.forget(child.pid)
    reaper.close()
    assert child.poll() is None
    child.kill()
    child.wait()
