"""What a command says while it works: one line per step, with the seconds since it began."""

import sys
import time
from typing import TextIO

BEGAN = time.monotonic()


def say(text: str, *, stream: TextIO | None = None) -> None:
    """Print a line with the time. A terminal that was closed meanwhile may not stop the clean-up."""
    try:
        print(f"[{time.monotonic() - BEGAN:5.1f} s] {text}", file=stream or sys.stdout, flush=True)
    except OSError:
        return


def size(bytes_: int) -> str:
    """A number of bytes as people read it: 0 B, 12.3 MB."""
    value = float(bytes_)
    for unit in ("B", "kB", "MB"):
        if value < 1000:
            return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} GB"
