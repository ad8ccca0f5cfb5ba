"""python3 dev.py up | test | check | manage | doctor | lock | bench | screens | lighthouse

Needs Python 3.11 or newer and nothing else: makes .venv, installs the locked packages into it, and
hands over to the package `devtools` there. Everything it says itself goes to standard error.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections import deque
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
RUN = ["requirements.txt"]
DEVELOP = [*RUN, "requirements-dev.txt"]
COMMANDS = {
    "up": RUN,
    "manage": RUN,
    "doctor": RUN,
    "lock": RUN,
    "test": DEVELOP,
    "check": DEVELOP,
    "bench": DEVELOP,
    "screens": DEVELOP,
    "lighthouse": DEVELOP,
}
# Settings of a machine that would break an install by hashes into a virtual environment. An empty value
# would not replace what stands in a pip.conf, so a constraint is replaced by an empty file.
PIP = {"PIP_CONSTRAINT": os.devnull, "PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0", "PIP_NO_INPUT": "1"}
# uv trusts its own list of certificates unless told to use the system's, as pip does. It may not fetch a Python.
UV = {"UV_SYSTEM_CERTS": "1", "UV_NATIVE_TLS": "1", "UV_PYTHON_DOWNLOADS": "never"}
UNWANTED = [
    *["PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PYTHONHOME", "PYTHONPATH"],
    *["UV_CONSTRAINT", "UV_OVERRIDE", "UV_REQUIRE_HASHES", "UV_NO_BINARY", "UV_TARGET", "UV_PREFIX"],
]


def say(text: str) -> None:
    print(f"dev.py: {text}", file=sys.stderr, flush=True)


def clean_environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    return {**UV, **kept, **PIP}


def call(*command: str | Path, show: bool = True) -> bool:
    """Whether a program ran without error; its output is shown on standard error."""
    out = sys.stderr if show else subprocess.DEVNULL
    command_line = [str(part) for part in command]
    return subprocess.call(command_line, stdout=out, stderr=out, env=clean_environment()) == 0


def call_pip(*command: str) -> bool:
    """As `call`, for pip: its many lines become a few, and its last ones are shown when it fails."""
    last_lines: deque[str] = deque(maxlen=20)
    fetched = 0
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=clean_environment()
    ) as process:
        for line in process.stdout or ():
            last_lines.append(line)
            if line.startswith("Collecting "):
                fetched += 1
                if fetched % 20 == 0:
                    say(f"{fetched} packages fetched")
            elif line.startswith("Installing collected"):
                say(f"{fetched} packages fetched, unpacking them")
    if process.returncode:
        print("".join(last_lines), file=sys.stderr)
    return process.returncode == 0


def outer_python() -> str:
    """The Python outside every virtual environment, so that .venv never depends on another one."""
    return getattr(sys, "_base_executable", None) or sys.executable


def make_venv() -> None:
    say("making .venv")
    python = outer_python()
    # pip 22.3 and newer installs into another environment; else .venv gets the pip that Python carries.
    lean = ["--without-pip"] if call(python, "-m", "pip", "--python", python, "--version", show=False) else []
    if not call(python, "-m", "venv", "--clear", *lean, VENV):
        sys.exit("dev.py: .venv could not be made. On Debian: apt-get install python3-pip python3-venv")


def install(files: list[str]) -> None:
    wanted = [part for name in files for part in ("-r", str(ROOT / name))]
    options = ["--require-hashes", "--only-binary=:all:", *wanted]
    if shutil.which("uv"):
        say("installing packages with uv")
        if call("uv", "pip", "install", "--quiet", "--python", PYTHON, *options):
            return
        say("uv failed, trying pip")
    say("installing packages with pip; the first time takes up to a minute")
    inside = (VENV / "bin" / "pip").exists()
    pip = [str(PYTHON), "-m", "pip"] if inside else [outer_python(), "-m", "pip", "--python", str(PYTHON)]
    quick = ["--no-compile", "--progress-bar=off", "--disable-pip-version-check"]
    if not call_pip(*pip, "install", *quick, *options):
        sys.exit("dev.py: the packages could not be installed; the reason stands above.")


def ensure(files: list[str]) -> None:
    """See that .venv has what the requirement files say; quick when it was so last time."""
    content = b"".join((ROOT / name).read_bytes() for name in files)
    mark = hashlib.sha256(content).hexdigest()
    stamp = VENV / ".dev" / files[-1]
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "install.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two first starts at once
        if PYTHON.exists() and stamp.exists() and stamp.read_text() == mark:
            return
        works = "import sys; sys.exit(sys.version_info < (3, 11))"
        if not PYTHON.exists() or not call(PYTHON, "-c", works, show=False):
            make_venv()
        install(files)
        stamp.parent.mkdir(exist_ok=True)
        stamp.write_text(mark)


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - said to older ones
        sys.exit("dev.py: Python 3.11 or newer is needed; this is " + sys.version.split()[0])
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command not in COMMANDS:
        print(__doc__, file=sys.stdout if command in ("-h", "--help") else sys.stderr)
        sys.exit(0 if command in ("-h", "--help") else 2)
    ensure(COMMANDS[command])
    os.environ.pop("PYTHONHOME", None)
    os.environ["PYTHONPATH"] = str(ROOT)  # `-m devtools` from any folder
    os.execv(PYTHON, [str(PYTHON), "-m", "devtools", *sys.argv[1:]])


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
