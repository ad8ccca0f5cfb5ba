"""Recruitee careers sites: https://docs.recruitee.com/reference/offers"""

from collections.abc import Iterator

from sources.reading import words
from sources.reading.item import Item
from sources.reading.pay import pay
from sources.reading.records import UNLISTED, records
from sources.reading.rows import json_rows
from sources.records import PostingRecord, Problem


def read(payload: bytes, *, token: str) -> Iterator[PostingRecord | Problem]:
    """Takes `/api/offers/`."""
    return records(json_rows(payload, "offers", "jobs", lone="careers_url"), _record)


def _record(job: Item) -> PostingRecord | Problem:
    if job.line("status") not in {"", "published"}:
        return Problem(job.line("id", limit=200), "status", UNLISTED)
    salary = job.item("salary")
    return PostingRecord(
        external_id=job.line("id", limit=200),
        title=job.line("title"),
        url=job.link("careers_url"),
        html=words.sections(("", job.markup("description")), ("Requirements", job.markup("requirements"))),
        apply_url=job.link("careers_apply_url"),
        company_name=job.line("company_name", limit=200),
        locations=words.places(*(_place(place) for place in job.items("locations")))
        or words.places(job.line("location")),
        country_code=words.country(job.line("country_code")),
        workplace=words.workplace_of(remote=job.flag("remote"), hybrid=job.flag("hybrid"), on_site=job.flag("on_site")),
        employment_type=words.employment_type(job.line("employment_type_code").replace("time", "-time")),
        department=job.line("department", limit=200),
        seniority=job.line("experience_code"),
        pay=pay(salary.number("min"), salary.number("max"), salary.line("currency"), salary.line("period")),
        date_posted=job.day("published_at", "created_at"),
        updated_at=job.moment("updated_at"),
        valid_through=job.moment("close_at"),
        skills=job.lines("tags"),
    )


def _place(place: Item) -> str:
    return ", ".join(
        dict.fromkeys(filter(None, (place.line("city", "name"), place.line("state"), place.line("country"))))
    )
