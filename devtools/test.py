"""`dev.py test [pytest arguments]`: every test, on throw-away servers, in parallel when all are run."""

import os
import sys

from devtools.paths import ROOT


def parallel(arguments: list[str]) -> list[str]:
    """Options for two processes, unless the caller said how many or names tests: a few run faster in one.

    >>> parallel(["-x"])
    ['-n', '2']
    >>> parallel(["tests/postings"])
    []
    """
    chosen = any(argument.startswith(("-n", "--numprocesses", "--pdb")) for argument in arguments)
    named = any((ROOT / argument.partition("::")[0]).exists() for argument in arguments)
    return [] if chosen or named else ["-n", "2"]


def main(arguments: list[str]) -> int:
    os.chdir(ROOT)
    pytest = [sys.executable, "-m", "pytest", "-p", "devtools.pytest_plugin"]
    os.execv(sys.executable, [*pytest, *parallel(arguments), *arguments])
