"""The memory of a process that searches. Imports no model: the process it starts has no Django yet."""

from multiprocessing import get_context
from pathlib import Path
from typing import Any


def memory_of_searching(database: str, var: Path) -> tuple[float, float]:
    """MB that a fresh process has of its own after the whole mix, and how much of the map it has read."""
    context = get_context("spawn")
    told = context.Queue()
    process = context.Process(target=_search_and_tell, args=(database, str(var), told))
    process.start()
    process.join(600)
    own, shared = told.get(timeout=1)
    return own, shared


def _search_and_tell(database: str, var: str, told: Any) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from postings import search as searching
    from postings.benchmarks.search import TODAY, asked
    from postings.benchmarks.search_mix import MIX

    connection.settings_dict["NAME"] = database
    settings.VAR_DIR = Path(var)
    for _, query in MIX:
        searching.search(*asked(query), TODAY)
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    told.put(tuple(int(status[name].split()[0]) / 1024 for name in ("RssAnon", "RssFile")))
