"""Lever postings: https://github.com/lever/postings-api"""

from collections.abc import Iterator

from sources.reading import clean, words
from sources.reading.item import Item
from sources.reading.pay import pay
from sources.reading.records import records
from sources.reading.rows import json_rows
from sources.records import PostingRecord, Problem


def read(payload: bytes, *, token: str) -> Iterator[PostingRecord | Problem]:
    """Takes `/postings/{site}?mode=json` and a single posting."""
    return records(json_rows(payload, "data", "jobs", "postings", lone="hostedUrl"), _record)


def _record(job: Item) -> PostingRecord:
    categories = job.item("categories")
    salary = job.item("salaryRange")
    places = (categories.line("location"), *categories.lines("allLocations", limit=300))
    return PostingRecord(
        external_id=job.line("id", limit=200),
        title=job.line("text"),
        url=job.link("hostedUrl"),
        html=_html(job),
        apply_url=job.link("applyUrl"),
        locations=words.places(*places),
        country_code=words.country(job.line("country")),
        workplace=words.workplace(job.line("workplaceType")),
        employment_type=words.employment_type(categories.line("commitment")),
        department=categories.line("department", "team", limit=200),
        pay=pay(salary.number("min"), salary.number("max"), salary.line("currency"), salary.line("interval")),
        date_posted=job.day("createdAt"),
        updated_at=job.moment("updatedAt"),
    )


def _html(job: Item) -> str:
    """The description, the lists under their headings, the pay and the closing, as Lever shows them."""
    lists = [
        (part.line("text"), f"<ul>{content}</ul>") for part in job.items("lists") if (content := part.markup("content"))
    ]
    return words.sections(
        ("", _markup_or_text(job, "description")),
        *lists,
        ("", _markup_or_text(job, "salaryDescription")),
        ("", _markup_or_text(job, "additional")),
        heading="h3",
    )


def _markup_or_text(job: Item, key: str) -> str:
    return job.markup(key) or clean.paragraphs(job.raw(f"{key}Plain"))
