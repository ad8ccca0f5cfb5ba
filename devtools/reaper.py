"""Ends what a killed supervisor leaves: `python -m devtools.reaper`, told of process groups on its input.

The system closes that pipe however the supervisor ends, so this works where a process cannot ask for
a signal at its parent's death (macOS), and on programs that wait for a database which is gone too.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterable

from devtools.paths import ROOT
from devtools.processes import signal_group, wait_until

GRACE = 3.0  # seconds between asking and killing


class Reaper:
    """The supervisor's side: name each child that leads a group, and take it back when it ended."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "devtools.reaper"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )

    def close(self) -> None:
        if self.process:
            self.process.communicate()

    def watch(self, leader: int) -> None:
        self._tell(f"+{leader}")

    def forget(self, leader: int) -> None:
        self._tell(f"-{leader}")

    def _tell(self, line: str) -> None:
        assert self.process
        assert self.process.stdin
        try:
            print(line, file=self.process.stdin, flush=True)
        except OSError:  # it was killed: on Linux the children still get their signal from the system
            return


def remaining(lines: Iterable[str]) -> set[int]:
    """Groups that were named with + and not taken back with -.

    >>> sorted(remaining(["+7", "+8", "-7"]))
    [8]
    """
    groups: set[int] = set()
    for line in lines:
        change = groups.add if line.startswith("+") else groups.discard
        change(int(line[1:]))
    return groups


def group_exists(leader: int) -> bool:
    try:
        os.killpg(leader, 0)
    except ProcessLookupError:
        return False
    return True


def main() -> None:
    groups = remaining(sys.stdin)
    for leader in groups:
        signal_group(leader, signal.SIGTERM)
    wait_until(lambda: not any(group_exists(leader) for leader in groups), GRACE, pause=0.1)
    for leader in groups:
        signal_group(leader, signal.SIGKILL)


if __name__ == "__main__":
    main()
