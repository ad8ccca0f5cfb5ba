"""Remotive: https://github.com/remotive-com/remote-jobs-api"""

from collections.abc import Iterator

from sources.reading import words
from sources.reading.item import Item
from sources.reading.pay import pay_from_text
from sources.reading.records import records
from sources.reading.rows import json_rows
from sources.records import PostingRecord, Problem

VIA = "Remotive"


def read(payload: bytes, *, token: str) -> Iterator[PostingRecord | Problem]:
    """Takes `/api/remote-jobs`."""
    return records(json_rows(payload, "jobs", lone="candidate_required_location"), _record)


def _record(job: Item) -> PostingRecord:
    return PostingRecord(
        external_id=job.line("id", limit=200),
        title=job.line("title"),
        url=job.link("url"),
        html=job.markup("description"),
        company_name=job.line("company_name", limit=200),
        locations=words.places(job.line("candidate_required_location")),
        workplace="remote",
        employment_type=words.employment_type(job.line("job_type")),
        department=job.line("category", limit=200),
        pay=pay_from_text(job.line("salary")),
        date_posted=job.day("publication_date"),
        skills=job.lines("tags"),
        via=VIA,
    )
