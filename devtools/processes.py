"""Children that never outlive us: own session, own process group, a signal when their parent dies."""

import ctypes
import functools
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

CLONE_NEWUSER = 0x10000000  # linux/sched.h
PR_SET_PDEATHSIG = 1  # linux/prctl.h


@dataclass(frozen=True)
class RunAs:
    """Who a child is: ourselves; another user; or ourselves, seen as a plain user in a user namespace."""

    user: int | None = None
    group: int | None = None
    namespace: bool = False


OURSELVES = RunAs()
MAPPED = RunAs(namespace=True)


def plain_user() -> pwd.struct_passwd:
    """Somebody who is not root and has an entry in the user table, which PostgreSQL looks up: nobody.

    SystemExit where the table has none.
    """
    others = [entry for entry in pwd.getpwall() if entry.pw_uid != 0]
    if not others:
        raise SystemExit("Only root is in the user table; set DATABASE_URL to a PostgreSQL 18 server.")
    return next((entry for entry in others if entry.pw_name == "nobody"), others[0])


def _before_exec(run_as: RunAs, death_signal: int) -> Callable[[], None] | None:
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None, use_errno=True)  # looked up before the fork: nothing is imported in the child
    parent, uid, gid = os.getpid(), os.geteuid(), os.getegid()
    inside = plain_user() if run_as.namespace else None

    def prepare() -> None:
        if inside:
            if libc.unshare(CLONE_NEWUSER) != 0:
                raise OSError(ctypes.get_errno(), "unshare")
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/uid_map").write_text(f"{inside.pw_uid} {uid} 1")
            Path("/proc/self/gid_map").write_text(f"{inside.pw_gid} {gid} 1")
        if death_signal:
            # After unshare and after a change of user: both would clear it.
            libc.prctl(PR_SET_PDEATHSIG, death_signal, 0, 0, 0)
            if os.getppid() != parent:  # the parent died before the line above
                os._exit(1)

    return prepare


def spawn(
    command: Sequence[str | Path],
    *,
    log: Path,
    death_signal: int = signal.SIGTERM,
    run_as: RunAs = OURSELVES,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start a child that leads its own process group and writes to a log file.

    `death_signal` reaches it when the thread that called us ends, even by kill -9 (Linux only).
    """
    with log.open("ab") as out:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=run_as.user,
            group=run_as.group,
            extra_groups=None if run_as.user is None else [],
            preexec_fn=_before_exec(run_as, death_signal),
            env=None if env is None else dict(env),
            cwd=cwd,
        )


def run(command: Sequence[str | Path], *, run_as: RunAs = OURSELVES) -> subprocess.CompletedProcess[str]:
    """Run a short program to its end, its output captured; the caller looks at the return code."""
    return subprocess.run(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        user=run_as.user,
        group=run_as.group,
        extra_groups=None if run_as.user is None else [],
        preexec_fn=_before_exec(run_as, 0) if run_as.namespace else None,
    )


def child_dies_with_us() -> Callable[[], None] | None:
    """For a child that stays in our session: `preexec_fn` that ends it with us, even by kill -9."""
    return _before_exec(OURSELVES, signal.SIGTERM)


def die_with_parent() -> None:
    """Make this process end when the one that started it does, even by kill -9 (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


@functools.cache
def namespaces_work() -> bool:
    """Whether the kernel lets us become a plain user in a namespace (Docker's default profile does not)."""
    if sys.platform != "linux":
        return False
    try:
        return run(["true"], run_as=MAPPED).returncode == 0
    except (OSError, subprocess.SubprocessError):
        return False


def is_root() -> bool:
    return os.geteuid() == 0


def is_known() -> bool:
    """Whether our user stands in the user table; `docker run --user 12345` makes one that does not."""
    try:
        return pwd.getpwuid(os.geteuid()) is not None
    except KeyError:
        return False


def signal_group(leader: int, number: int) -> None:
    """Send a signal to every process of a child's group; gone ones are fine."""
    try:
        os.killpg(leader, number)
    except (ProcessLookupError, PermissionError):
        return


def stop(process: subprocess.Popen[bytes], number: int, seconds: float) -> None:
    """End a child: ask (unless `number` is 0: it was asked), wait, then kill what is left of its group.

    The leader alone is asked, since it knows how to end its own children.
    """
    if process.poll() is None:
        if number:
            process.send_signal(number)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    signal_group(process.pid, signal.SIGKILL)


def program_of(pid: int) -> str:
    """The short program name of a live process, or '' when there is none."""
    answer = run(["ps", "-o", "comm=", "-p", str(pid)]) if sys.platform != "linux" else None
    if answer is not None:
        return Path(answer.stdout.strip()).name
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def wait_until(done: Callable[[], bool], seconds: float, pause: float = 0.02) -> bool:
    """Ask again and again until the answer is yes or the time is over."""
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            return False
        time.sleep(pause)
    return True
