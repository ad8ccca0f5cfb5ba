"""The processes of the site: started, watched, started again when one dies, ended together."""

import signal
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen

from devtools.console import say
from devtools.paths import ROOT
from devtools.processes import signal_group, spawn, stop
from devtools.reaper import Reaper

# A part that dies is started again after 1, 2, then 4 seconds; a fourth death within a minute is not
# bad luck but a fault that a person must see.
RESTARTS = 3
WITHIN = 60.0


@dataclass
class Patience:
    """Counts deaths; says how long to wait before the next start, or that it is enough."""

    deaths: list[float] = field(default_factory=list)

    def wait(self, now: float) -> float | None:
        """Seconds to wait after a death at `now`; None when there were too many of late."""
        self.deaths = [*(then for then in self.deaths if now - then < WITHIN), now]
        return None if len(self.deaths) > RESTARTS else float(2 ** (len(self.deaths) - 1))


class GaveUpError(Exception):
    """A part died too often."""


@dataclass
class Part:
    name: str
    command: Sequence[str | Path]
    logs: Path
    reaper: Reaper
    process: Popen[bytes] | None = None
    due: float = 0.0
    patience: Patience = field(default_factory=Patience)

    @property
    def log(self) -> Path:
        return self.logs / f"{self.name}.log"

    def start(self, env: Mapping[str, str]) -> None:
        self.process = spawn(self.command, log=self.log, env=env, cwd=ROOT)
        self.reaper.watch(self.process.pid)

    def tend(self, env: Mapping[str, str], now: float) -> None:
        """Start it again when it died and its pause is over. Raises GaveUpError."""
        if self.process is None:
            if now >= self.due:
                self.start(env)
            return
        code = self.process.poll()
        if code is None:
            return
        signal_group(self.process.pid, signal.SIGKILL)  # its children may hold the port
        self.reaper.forget(self.process.pid)
        self.process = None
        pause = self.patience.wait(now)
        if pause is None:
            raise GaveUpError(f"{self.name} died {RESTARTS + 1} times within a minute; see {self.log}")
        say(f"{self.name} ended ({describe(code)}), starting it again in {pause:.0f} s; see {self.log}")
        self.due = now + pause


def describe(code: int) -> str:
    """An exit code of subprocess in words."""
    return f"exit code {code}" if code >= 0 else signal.Signals(-code).name


def stop_all(parts: Iterable[Part], seconds: float = 15) -> None:
    """Ask all at once, then wait for each: a slow one does not add to the others."""
    running = [(part, part.process) for part in parts if part.process]
    for _, process in running:
        if process.poll() is None:
            process.terminate()
    end = time.monotonic() + seconds
    for part, process in running:
        # Terminated above already; a second signal would make Celery drop what it is finishing.
        stop(process, 0, max(0.1, end - time.monotonic()))
        part.reaper.forget(process.pid)
        part.process = None
