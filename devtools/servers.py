"""Use the embedded servers: start what does not answer, share what does, let go at the end."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from devtools.holder import Server, make_server
from devtools.paths import ROOT, VAR
from devtools.sockets import PLACE


class Use:
    """One server in use. While this object is open the server runs, started by us or by somebody else."""

    def __init__(self, name: str, base: Path, *, throw_away: bool = False) -> None:
        self.server: Server = make_server(name, base, durable=not throw_away)
        self.base = base
        self.throw_away = throw_away
        self.holder: subprocess.Popen[str] | None = None
        self.users: BinaryIO | None = None

    def open(self) -> bool:
        """See that the server answers; True when it had to be started. SystemExit carries the reason."""
        self.base.mkdir(parents=True, exist_ok=True)
        if self.users is None:
            self.users = (self.base / f"{self.server.name}.users").open("ab")
            fcntl.flock(self.users, fcntl.LOCK_SH)  # waits while a former holder is stopping
        with (self.base / f"{self.server.name}.start").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self.server.answers():
                return False
            if self.holder:  # its server died; it is on its way out
                self.holder.wait(60)
            self._start_holder()
            return True

    def _start_holder(self) -> None:
        command = [sys.executable, "-m", "devtools.holder", self.server.name, str(self.base)]
        if self.throw_away:
            command.append("--throw-away")
        with (self.base / "holder.log").open("ab") as log:
            begin = log.tell()
            self.holder = subprocess.Popen(
                command,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        assert self.holder.stdout
        with self.holder.stdout as lines:
            ready = lines.readline().strip() == "ready"
        if not ready:
            self.holder.wait()
            said = (self.base / "holder.log").read_bytes()[begin:].decode(errors="replace").strip()
            raise SystemExit(said or f"{self.server.name} did not start; see {self.base}/holder.log")

    def lost(self) -> bool:
        """Whether the server went away while in use."""
        if self.holder:
            return self.holder.poll() is not None
        return not self.server.answers()

    def close(self) -> None:
        """Let go. The holder stops the server when no one else uses it; ours is waited for then."""
        if self.users is None:
            return
        others = not self.throw_away and self._others_use_it()
        self.users.close()
        self.users = None
        if self.holder and not others:
            self.holder.wait(60)
        if self.throw_away:
            shutil.rmtree(self.server.folder, ignore_errors=True)
            shutil.rmtree(self.base, ignore_errors=True)

    def _others_use_it(self) -> bool:
        assert self.users
        try:
            fcntl.flock(self.users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def throw_away(name: str) -> Use:
    """A server for one test run, in a new folder that is removed however the run ends."""
    return Use(name, Path(tempfile.mkdtemp(prefix=f"jbt-{os.getuid()}-", dir=PLACE)), throw_away=True)


def kept(environ: Mapping[str, str], base: Path = VAR) -> list[Use]:
    """The site's own servers, except those that DATABASE_URL or REDIS_URL replace."""
    uses = [Use("postgres", base), Use("valkey", base)]
    return [use for use in uses if not environ.get(use.server.variable)]
