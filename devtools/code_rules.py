"""Rules of the house that no tool knows: files stay small, no module imports itself in a circle."""

import graphlib
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import grimp

from devtools.paths import ROOT

PACKAGES = ("accounts", "companies", "devtools", "jobboard", "postings", "sources")
LINES = 400


def project_files(pattern: str) -> list[str]:
    """Files that git has or would take, such as `*.py`; they may be gone from the folder."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", pattern]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return sorted(name for name in set(listed.splitlines()) if (ROOT / name).is_file())


def long_files(names: Iterable[str], root: Path = ROOT, limit: int = LINES) -> list[str]:
    """One sentence for each Python file over the limit; migrations are made by Django."""
    lengths = {name: len((root / name).read_text().splitlines()) for name in names if "/migrations/" not in name}
    return [f"{name} has {length} lines" for name, length in lengths.items() if length > limit]


def circle(imports: Mapping[str, Iterable[str]]) -> list[str]:
    """Modules that import each other in a circle, first and last the same; empty when there is none."""
    try:
        graphlib.TopologicalSorter(imports).prepare()
    except graphlib.CycleError as error:
        found: list[str] = error.args[1]
        return found[::-1]
    return []


def project_imports() -> dict[str, set[str]]:
    graph = grimp.build_graph(*PACKAGES, exclude_type_checking_imports=True, cache_dir=None)
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


def main() -> int:
    problems = long_files(project_files("*.py"))
    if found := circle(project_imports()):
        problems.append(f"modules import each other: {' → '.join(found)}")
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
