"""`dev.py lock`: requirements*.in → requirements*.txt with hashes for every platform, and no addresses.

Needs uv. Not `uv lock`: its file records the address of the index it was made with.
"""

import os
import shutil
import subprocess
import sys

from devtools.paths import ROOT

OPTIONS = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--quiet"]
# What is committed must not depend on settings of this machine.
UNWANTED = ("UV_CONSTRAINT", "UV_OVERRIDE", "UV_EXCLUDE_NEWER", "UV_PRERELEASE", "UV_RESOLUTION")


def main(arguments: list[str]) -> int:
    """Extra arguments go to uv, such as --upgrade or --upgrade-package django."""
    if not shutil.which("uv"):
        print("dev.py lock needs uv; see its site for how to install it.", file=sys.stderr)
        return 1
    env = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    for name in ("requirements", "requirements-dev"):  # the second is held to the first
        command = ["uv", "pip", "compile", *OPTIONS, f"{name}.in", "-o", f"{name}.txt", *arguments]
        if subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, check=False).returncode:
            return 1
        if "://" in (ROOT / f"{name}.txt").read_text():
            print(f"{name}.txt holds an address; it must not be committed.", file=sys.stderr)
            return 1
        print(f"{name}.txt is current")
    return 0
