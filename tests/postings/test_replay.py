"""Boards recorded at five dates, served in order: what changes on the site is what the files differ by."""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from postings import importers
from postings.models import Board, Posting, PostingEvent
from sources.models import ImportRun
from tests.factories import make_board
from tests.sources.local_server import Answer, Asked, serve

pytestmark = [pytest.mark.django_db, pytest.mark.data]

# Whatever of a job the reader looks at; the others (data_compliance, internal_job_id …) are not ours.
READ = (
    *("title", "absolute_url", "location", "company_name", "language", "updated_at", "first_published"),
    *("application_deadline", "employment"),
)
EVERY = 10  # of the 60 boards, for time; with 1 all of them replay to the unit as well


@dataclass
class Expected:
    created: int
    updated: int
    unchanged: int
    closed: int
    reopened: int


def jobs_in(path: Path) -> dict[int, dict[str, Any]]:
    return {job["id"]: job for job in json.loads(gzip.decompress(path.read_bytes()))["jobs"]}


def difference(old: dict[int, Any], new: dict[int, Any], ever: set[int]) -> Expected:
    stayed = old.keys() & new.keys()
    changed = {key for key in stayed if any(old[key].get(name) != new[key].get(name) for name in READ)}
    back = (new.keys() - old.keys()) & ever
    return Expected(
        created=len(new.keys() - old.keys() - ever),
        updated=len(changed) + len(back),
        unchanged=len(stayed) - len(changed),
        closed=len(old.keys() - new.keys()),
        reopened=len(back),
    )


def test_five_dates_replay_to_the_unit(shared_data: Path, settings: Any) -> None:
    dates = sorted((shared_data / "postings/greenhouse/timeline_nocontent").iterdir())
    tokens = sorted(path.name.removesuffix(".json.gz") for path in dates[0].glob("*.gz"))[::EVERY]
    served: dict[str, bytes] = {}

    def answer(asked: Asked) -> Answer:
        return Answer(body=served[asked.path.split("/")[4]])

    with serve(answer) as (address, _):
        settings.ATS_MIRROR_URL = address
        for token in tokens:
            board = make_board(token)
            old: dict[int, Any] = {}
            ever: set[int] = set()
            for step, date in enumerate(dates):
                new = jobs_in(date / f"{token}.json.gz")
                if step == 3:
                    _an_emptied_read_closes_nothing(board, served)
                expected = difference(old, new, ever)
                served[token] = gzip.decompress((date / f"{token}.json.gz").read_bytes())
                reopened = PostingEvent.objects.filter(kind=PostingEvent.Kind.REOPENED).count()
                done = importers.import_board(board.pk)
                assert done is not None, (token, date.name)
                counts = done[1]
                reopened = PostingEvent.objects.filter(kind=PostingEvent.Kind.REOPENED).count() - reopened
                got = Expected(counts.created, counts.updated, counts.unchanged, counts.closed, reopened)
                assert got == expected, (token, date.name)
                old, ever = new, ever | new.keys()
            assert Posting.objects.filter(board=board).live().count() == len(old)


def _an_emptied_read_closes_nothing(board: Board, served: dict[str, bytes]) -> None:
    before = Posting.objects.filter(board=board).live().count()
    served[board.token] = b'{"jobs": []}'
    done = importers.import_board(board.pk)
    assert done is not None
    assert done[1].closed == 0
    if before:
        assert done[0].status == ImportRun.Status.SUSPECT
    assert Posting.objects.filter(board=board).live().count() == before
