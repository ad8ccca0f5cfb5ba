"""Where things are: the checkout, its state, and the programs inside installed wheels."""

import importlib.util
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# JOBBOARD_VAR keeps a second site of the same checkout apart, as the end-to-end test does.
VAR = Path(os.environ.get("JOBBOARD_VAR") or ROOT / "var").absolute()


def package_dir(name: str) -> Path:
    """The folder of an installed package, found without importing it.

    The server packages create folders and warn when imported; only their programs are wanted.
    """
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"The package {name} is not installed; run python3 dev.py up once.")
    return Path(spec.submodule_search_locations[0])


def disk_usage(folder: Path) -> int:
    """Bytes of the files under a folder; what cannot be read counts as nothing."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(parent) / name).lstat().st_size
            except OSError:
                continue
    return total
