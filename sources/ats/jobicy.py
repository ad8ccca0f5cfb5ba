"""Jobicy: https://jobicy.com/jobs-rss-feed"""

from collections.abc import Iterator

from sources.reading import clean, words
from sources.reading.item import Item
from sources.reading.pay import pay
from sources.reading.records import records
from sources.reading.rows import json_rows
from sources.records import PostingRecord, Problem

VIA = "Jobicy"


def read(payload: bytes, *, token: str) -> Iterator[PostingRecord | Problem]:
    """Takes `/api/v2/remote-jobs`."""
    return records(json_rows(payload, "jobs", lone="jobSlug"), _record)


def _record(job: Item) -> PostingRecord:
    places = words.places(job.line("jobGeo").replace(",", ";"))
    return PostingRecord(
        external_id=job.line("id", limit=200),
        title=job.line("jobTitle"),
        url=job.link("url"),
        html=job.markup("jobDescription") or clean.paragraphs(job.raw("jobExcerpt")),
        company_name=job.line("companyName", limit=200),
        locations=places,
        country_code=words.country(places[0]) if len(places) == 1 else "",
        workplace="remote",
        employment_type=words.employment_type(*job.lines("jobType")),
        department=next(iter(job.lines("jobIndustry")), ""),
        seniority=job.line("jobLevel").replace("Any", ""),
        pay=pay(
            job.number("salaryMin", "annualSalaryMin"),
            job.number("salaryMax", "annualSalaryMax"),
            job.line("salaryCurrency"),
            job.line("salaryPeriod") or "year",
        ),
        date_posted=job.day("pubDate"),
        industries=job.lines("jobIndustry"),
        via=VIA,
    )
