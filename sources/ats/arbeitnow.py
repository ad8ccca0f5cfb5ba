"""Arbeitnow: https://www.arbeitnow.com/api/job-board-api"""

from collections.abc import Iterator

from sources.reading import words
from sources.reading.item import Item
from sources.reading.records import records
from sources.reading.rows import json_rows
from sources.records import PostingRecord, Problem

VIA = "Arbeitnow"


def read(payload: bytes, *, token: str) -> Iterator[PostingRecord | Problem]:
    """Takes a page of `/api/job-board-api`."""
    return records(json_rows(payload, "data", "jobs", lone="slug"), _record)


def _record(job: Item) -> PostingRecord:
    return PostingRecord(
        external_id=job.line("slug", limit=200),
        title=job.line("title"),
        url=job.link("url"),
        html=job.markup("description"),
        company_name=job.line("company_name", limit=200),
        locations=words.places(job.line("location")),
        workplace=words.workplace_of(remote=job.flag("remote")),
        employment_type=words.employment_type(*job.lines("job_types")),
        date_posted=job.day("created_at"),
        skills=job.lines("tags"),
        offers_sponsorship=job.flag("visa_sponsorship"),
        via=VIA,
    )
