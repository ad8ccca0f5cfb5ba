"""Remote OK: https://remoteok.com/api"""

from collections.abc import Iterator

from sources.reading import words
from sources.reading.item import Item
from sources.reading.pay import pay
from sources.reading.records import records
from sources.reading.rows import json_rows
from sources.records import PostingRecord, Problem

VIA = "Remote OK"


def read(payload: bytes, *, token: str) -> Iterator[PostingRecord | Problem]:
    """Takes `/api`. Its first element is the notice of the terms, not a job."""
    rows = json_rows(payload, "jobs", lone="position")
    return records((row for row in rows if not (isinstance(row, dict) and "legal" in row)), _record)


def _record(job: Item) -> PostingRecord:
    tags = job.lines("tags")
    return PostingRecord(
        external_id=job.line("id", limit=200),
        title=job.line("position"),
        url=job.link("url"),
        html=job.markup("description"),
        apply_url=job.link("apply_url"),
        company_name=job.line("company", limit=200),
        locations=words.places(job.line("location").rstrip(" ,")),
        workplace="remote",
        employment_type=words.employment_type(
            *(tag for tag in tags if tag.lower() in {"full time", "part time", "contract"})
        ),
        # Yearly US dollars, as the site's own filter says.
        pay=pay(job.number("salary_min"), job.number("salary_max"), "USD", "year"),
        date_posted=job.day("date", "epoch"),
        skills=tags,
        via=VIA,
    )
