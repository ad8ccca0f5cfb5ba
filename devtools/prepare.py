"""Ready the database and static files, in one process: each start of Django costs over a second."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django
from django.core.management import call_command

from devtools.paths import ROOT

STEP = "step: "  # marks the lines that `dev.py up` shows; the rest stays in the log


def newest(folder: Path) -> str:
    """A mark that changes when a file below the folder is added, removed or written."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return f"{len(files)} {max((file.stat().st_mtime_ns for file in files), default=0)}"


def collect_static(var: Path) -> None:
    """Hash and compress static files, unless neither they nor the packages changed since last time."""
    mark = f"{newest(ROOT / 'static')} {newest(ROOT / '.venv' / '.dev')}"
    stamp = var / "static.stamp"
    if stamp.exists() and stamp.read_text() == mark and (var / "static").is_dir():
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(mark)


def main(var: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobboard.settings")
    django.setup()
    steps: dict[str, Callable[[], object]] = {
        "database schema is current": lambda: call_command("migrate", interactive=False, verbosity=0),
        "static files are ready": lambda: collect_static(var),
        "sample data is looked after": lambda: call_command("load_sample", verbosity=0),
    }
    for name, step in steps.items():
        began = time.monotonic()
        step()
        print(f"{STEP}{name} ({time.monotonic() - began:.1f} s)", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
