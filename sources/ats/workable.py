"""Workable job boards, the answer that employers' own pages are fed by: /api/v1/widget/accounts/{account}"""

from collections.abc import Iterator

from sources.reading import words
from sources.reading.item import Item
from sources.reading.records import records
from sources.reading.rows import json_rows
from sources.records import PostingRecord, Problem


def read(payload: bytes, *, token: str) -> Iterator[PostingRecord | Problem]:
    """Takes the account's answer with or without `details=true`."""
    return records(json_rows(payload, "jobs", "results", lone="shortcode"), _record)


def _record(job: Item) -> PostingRecord:
    places = job.items("locations") or [job]
    return PostingRecord(
        external_id=job.line("shortcode", limit=200),
        title=job.line("title"),
        url=job.link("url", "shortlink"),
        html=words.sections(
            ("", job.markup("description")),
            ("Requirements", job.markup("requirements")),
            ("Benefits", job.markup("benefits")),
        ),
        apply_url=job.link("application_url"),
        locations=words.places(*(_place(place) for place in places)),
        country_code=words.country(places[0].line("countryCode", "country")),
        workplace=words.workplace_of(remote=job.flag("telecommuting")) or words.workplace(job.line("workplace")),
        employment_type=words.employment_type(job.line("employment_type")),
        department=job.line("department", limit=200),
        seniority=job.line("experience"),
        date_posted=job.day("published_on", "created_at"),
        industries=job.lines("industry", most=1),
    )


def _place(place: Item) -> str:
    return ", ".join(filter(None, (place.line("city"), place.line("region", "state"), place.line("country"))))
