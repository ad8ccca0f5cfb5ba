"""Personio careers pages: https://developer.personio.de/docs/retrieving-open-job-positions"""

from collections.abc import Iterator
from urllib.parse import quote

from sources.reading import words
from sources.reading.item import Item
from sources.reading.records import records
from sources.reading.rows import xml_rows
from sources.records import PostingRecord, Problem


def read(payload: bytes, *, token: str) -> Iterator[PostingRecord | Problem]:
    """Takes `/xml`."""
    return records(xml_rows(payload, "position", root="workzag-jobs"), lambda job: _record(job, token))


def _record(job: Item, token: str) -> PostingRecord:
    external_id = job.line("id", limit=200)
    offices = (job.line("office"), *job.item("additionalOffices").lines("office", limit=300))
    return PostingRecord(
        external_id=external_id,
        title=job.line("name"),
        url=f"https://{quote(token, safe='')}.jobs.personio.de/job/{quote(external_id, safe='')}" if token else "",
        html=words.sections(
            *((part.line("name"), part.markup("value")) for part in job.item("jobDescriptions").items("jobDescription"))
        ),
        company_name=job.line("subcompany", limit=200),
        locations=words.places(*offices),
        # An office that is called "Remote" is the only word Personio has for it.
        workplace="remote" if words.workplace(offices[0]) == "remote" else "",
        employment_type=words.employment_type(job.line("employmentType"), job.line("schedule")),
        department=job.line("department", "recruitingCategory", limit=200),
        seniority=job.line("seniority"),
        date_posted=job.day("createdAt"),
        skills=tuple(part.strip() for part in job.line("keywords").split(",") if part.strip())[:30],
    )
