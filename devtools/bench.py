"""`dev.py bench NAME …`: the measurement `manage.py bench_NAME …`, against the local servers."""

import sys

from devtools import manage
from devtools.paths import ROOT


def main(arguments: list[str]) -> int:
    names = sorted(file.stem.removeprefix("bench_") for file in ROOT.glob("*/management/commands/bench_*.py"))
    if not arguments or arguments[0] not in names:
        print(f"dev.py bench {' | '.join(names)}", file=sys.stderr)
        return 2
    return manage.main([f"bench_{arguments[0]}", *arguments[1:]])
