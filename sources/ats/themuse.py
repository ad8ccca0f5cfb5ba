"""The Muse: https://www.themuse.com/developers/api/v2"""

from collections.abc import Iterator

from sources.reading import words
from sources.reading.item import Item
from sources.reading.records import records
from sources.reading.rows import json_rows
from sources.records import PostingRecord, Problem

VIA = "The Muse"


def read(payload: bytes, *, token: str) -> Iterator[PostingRecord | Problem]:
    """Takes a page of `/api/public/jobs`."""
    return records(json_rows(payload, "results", "jobs", lone="contents"), _record)


def _record(job: Item) -> PostingRecord:
    places = [place.line("name") for place in job.items("locations")]
    remote = any("remote" in place.lower() for place in places)
    return PostingRecord(
        external_id=job.line("id", limit=200),
        title=job.line("name"),
        url=job.item("refs").link("landing_page"),
        html=job.markup("contents"),
        company_name=job.item("company").line("name", limit=200),
        locations=words.places(*places),
        workplace="remote" if remote else "",
        department=next((name for part in job.items("categories") if (name := part.line("name", limit=200))), ""),
        seniority=next((name for level in job.items("levels") if (name := level.line("name"))), ""),
        date_posted=job.day("publication_date"),
        via=VIA,
    )
