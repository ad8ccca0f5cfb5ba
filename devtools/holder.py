"""One server, held while anybody uses it: `python -m devtools.holder postgres|valkey FOLDER [--throw-away]`.

Whoever uses the server has a shared lock on FOLDER/<name>.users. The system drops a lock however its
owner ends, kill -9 included, so the holder simply tries for the exclusive lock: getting it means that
the last user has gone, and it stops the server (and, with --throw-away, removes the folder).
A new user who comes meanwhile waits for the shared lock and then starts a holder of its own.
"""

import contextlib
import fcntl
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import BinaryIO, Protocol

from devtools.postgres import Postgres
from devtools.valkey import Valkey


class Server(Protocol):
    """What both servers can do; `variable` names the environment variable for `url()`."""

    name: str
    variable: str
    folder: Path

    def url(self) -> str: ...
    def answers(self) -> bool: ...
    def start(self) -> None: ...
    def runs(self) -> bool: ...
    def stop(self) -> None: ...


def make_server(name: str, base: Path, *, durable: bool) -> Server:
    return Postgres(base, durable=durable) if name == "postgres" else Valkey(base, durable=durable)


def last_user_left(users: BinaryIO) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def main(name: str, base: Path, *, throw_away: bool) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server = make_server(name, base, durable=not throw_away)
    alone = False
    with (base / f"{name}.users").open("ab") as users:
        try:
            server.start()
            print("ready", flush=True)
            while server.runs() and not alone:
                time.sleep(0.1)
                alone = last_user_left(users)
        finally:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            server.stop()
            if alone:
                with contextlib.suppress(OSError):
                    server.folder.rmdir()
            if throw_away:
                shutil.rmtree(server.folder, ignore_errors=True)
                shutil.rmtree(base, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), throw_away="--throw-away" in sys.argv[3:]))
