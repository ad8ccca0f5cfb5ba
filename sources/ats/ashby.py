"""Ashby job boards: https://developers.ashbyhq.com/docs/public-job-posting-api"""

from collections.abc import Iterator

from sources.reading import clean, words
from sources.reading.item import Item
from sources.reading.pay import pay
from sources.reading.records import UNLISTED, records
from sources.reading.rows import json_rows
from sources.records import PayRecord, PostingRecord, Problem


def read(payload: bytes, *, token: str) -> Iterator[PostingRecord | Problem]:
    """Takes `/posting-api/job-board/{name}` with or without compensation."""
    return records(json_rows(payload, "jobs", lone="jobUrl"), _record)


def _record(job: Item) -> PostingRecord | Problem:
    if job.flag("isListed") is False:
        return Problem(job.line("id", limit=200), "isListed", UNLISTED)
    others = [place.line("location") for place in job.items("secondaryLocations")]
    address = job.item("address").item("postalAddress")
    return PostingRecord(
        external_id=job.line("id", limit=200),
        title=job.line("title"),
        url=job.link("jobUrl"),
        html=job.markup("descriptionHtml") or clean.paragraphs(job.raw("descriptionPlain")),
        apply_url=job.link("applyUrl"),
        locations=words.places(job.line("location"), *others),
        country_code=words.country(address.line("addressCountry")),
        workplace=words.workplace(job.line("workplaceType")) or words.workplace_of(remote=job.flag("isRemote")),
        # "FullTime" → "Full Time"
        employment_type=words.employment_type(job.line("employmentType").replace("Time", " Time")),
        department=job.line("department", "team", limit=200),
        pay=_pay(job.item("compensation")),
        date_posted=job.day("publishedAt"),
        updated_at=job.moment("updatedAt"),
    )


def _pay(compensation: Item) -> PayRecord | None:
    """The salary among the components; equity, bonus and commission are not pay by time."""
    components = compensation.items("summaryComponents") or [
        component for tier in compensation.items("compensationTiers") for component in tier.items("components")
    ]
    for component in components:
        interval = words.period(component.line("interval"))
        if component.line("compensationType") == "Salary" and interval:
            found = pay(
                component.number("minValue"),
                component.number("maxValue"),
                component.line("currencyCode"),
                interval,
            )
            if found:
                return found
    return None
