"""Himalayas: https://himalayas.app/api"""

from collections.abc import Iterator

from sources.reading import words
from sources.reading.item import Item
from sources.reading.pay import pay
from sources.reading.records import records
from sources.reading.rows import json_rows
from sources.records import PostingRecord, Problem

VIA = "Himalayas"


def read(payload: bytes, *, token: str) -> Iterator[PostingRecord | Problem]:
    """Takes a page of `/jobs/api`."""
    return records(json_rows(payload, "jobs", lone="companySlug"), _record)


def _record(job: Item) -> PostingRecord:
    places = job.lines("locationRestrictions", limit=300)
    return PostingRecord(
        external_id=_last_parts(job.link("guid", "applicationLink")),
        title=job.line("title"),
        url=job.link("applicationLink", "guid"),
        html=job.markup("description", "excerpt"),
        company_name=job.line("companyName", limit=200),
        locations=words.places(*places),
        country_code=words.country(places[0]) if len(places) == 1 else "",
        workplace="remote",
        employment_type=words.employment_type(job.line("employmentType")),
        department=next(iter(job.lines("parentCategories")), ""),
        seniority=next(iter(job.lines("seniority")), ""),
        # The API has no field for the period; its documentation says that amounts are yearly.
        pay=pay(job.number("minSalary"), job.number("maxSalary"), job.line("currency"), "year"),
        date_posted=job.day("pubDate"),
        valid_through=job.moment("expiryDate"),
        skills=tuple(name.replace("-", " ") for name in job.lines("categories")),
        via=VIA,
    )


def _last_parts(address: str) -> str:
    """ "https://himalayas.app/companies/acme/jobs/writer-745" → "acme/writer-745"."""
    parts = address.split("/")
    return f"{parts[-3]}/{parts[-1]}"[:200] if len(parts) > 5 else address[:200]
