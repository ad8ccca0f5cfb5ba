"""Recorded boards of the three great job systems: every job comes in once, and a second read changes nothing."""

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest

from postings import importers
from postings.models import Posting
from tests.factories import make_board

pytestmark = [pytest.mark.django_db, pytest.mark.data]

EVERY = int(os.environ.get("EVERY", "200"))  # of the 1,329 files, for time; EVERY=1 reads them all


def recorded(folder: Path) -> list[tuple[str, Path]]:
    found = [
        (ats, path)
        for ats in ("greenhouse", "lever", "ashby")
        for path in sorted((folder / "postings" / ats).rglob("*.json*"))
    ]
    return found[::EVERY]


def jobs_in(path: Path) -> list[dict[str, Any]]:
    """The jobs that the employer lists, whatever form of the API the file holds."""
    packed = path.read_bytes()
    whole = json.loads(gzip.decompress(packed) if path.suffix == ".gz" else packed)
    if isinstance(whole, dict) and "departments" in whole and "jobs" not in whole and "id" not in whole:
        jobs = [job for part in whole["departments"] for job in part["jobs"]]
    elif isinstance(whole, dict):
        jobs = whole.get("jobs", [whole])
    else:
        jobs = whole
    return [job for job in jobs if job.get("isListed", True)]


def test_every_job_of_every_file_comes_in_once_and_only_once(shared_data: Path) -> None:
    for number, (ats, path) in enumerate(recorded(shared_data)):
        packed = path.read_bytes()
        payload = gzip.decompress(packed) if path.suffix == ".gz" else packed
        ids = {str(job["id"]) for job in jobs_in(path)}
        board = make_board(f"board-{number}", ats=ats)
        _, first = importers.import_saved(board, payload)
        assert (first.created, first.failed) == (len(ids), 0), path
        assert set(Posting.objects.filter(board=board).values_list("external_id", flat=True)) == ids, path
        _, second = importers.import_saved(board, payload)
        assert (second.unchanged, second.created, second.updated, second.closed) == (len(ids), 0, 0, 0), path
