"""How much memory this process and those it started take together, pages that they share counted once."""

import os
import resource
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_EVERY = 1  # second: looking goes through all pages, which stops the process for some ten milliseconds


@contextmanager
def watched() -> Iterator[list[int]]:
    """A list whose one number, in the end, is the most memory taken, in MB.

    Elsewhere than on Linux it is that of this process since it began.
    """
    most = [0]
    done = threading.Event()

    def watch() -> None:
        while not done.wait(_EVERY):
            most[0] = max(most[0], _together())

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield most
    finally:
        done.set()
        watcher.join()
        most[0] = max(most[0], _together())


def _together() -> int:
    if sys.platform != "linux":
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 2**20
    own = str(os.getpid())
    children = Path(f"/proc/{own}/task/{own}/children").read_text().split()
    return sum(map(_share, (own, *children))) // 2**10


def _share(process: str) -> int:
    """Proportional set size, in kB; 0 for a process that has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
