"""Amazon Jobs: https://www.amazon.jobs/en/search.json"""

import json
from collections.abc import Iterator

from sources.reading import clean, words
from sources.reading.item import Item
from sources.reading.records import records
from sources.reading.rows import json_rows
from sources.records import PostingRecord, Problem

_SITE = "https://www.amazon.jobs"


def read(payload: bytes, *, token: str) -> Iterator[PostingRecord | Problem]:
    """Takes the answer of search.json, or its `jobs` alone."""
    return records(json_rows(payload, "jobs", lone="job_path"), _record)


def _record(job: Item) -> PostingRecord:
    path = job.line("job_path", limit=800)
    places = [_place(text) for text in job.lines("locations", limit=2000)]
    kinds = {place.line("type").upper() for place in places} - {""}
    return PostingRecord(
        external_id=job.line("id_icims", "id", limit=200),
        title=job.line("title"),
        url=clean.link(_SITE + path) if path.startswith("/") else "",
        html=words.sections(
            ("", job.markup("description", "description_short")),
            ("Basic qualifications", job.markup("basic_qualifications")),
            ("Preferred qualifications", job.markup("preferred_qualifications")),
        ),
        apply_url=job.link("url_next_step"),
        company_name=job.line("company_name", limit=200),
        locations=words.places(
            job.line("normalized_location", "location"),
            *(place.line("normalizedLocation", "location") for place in places),
        ),
        country_code=words.country(job.line("country_code")),
        # ONSITE or VIRTUAL; a job that has both kinds of place is neither.
        workplace=words.workplace(kinds.pop()) if len(kinds) == 1 else "",
        employment_type=words.employment_type(job.line("job_schedule_type")),
        department=job.line("job_category", limit=200),
        date_posted=job.day("posted_date"),
    )


def _place(text: str) -> Item:
    """Each place comes as JSON inside a string."""
    try:
        return Item(json.loads(text))
    except (ValueError, RecursionError):
        return Item(None)
