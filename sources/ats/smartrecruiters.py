"""SmartRecruiters postings: https://developers.smartrecruiters.com/docs/posting-api"""

from collections.abc import Iterator
from urllib.parse import quote

from sources.reading import words
from sources.reading.item import Item
from sources.reading.pay import pay
from sources.reading.records import records
from sources.reading.rows import json_rows
from sources.records import PostingRecord, Problem

_SECTIONS = ("companyDescription", "jobDescription", "qualifications", "additionalInformation")


def read(payload: bytes, *, token: str) -> Iterator[PostingRecord | Problem]:
    """Takes a page of `/companies/{id}/postings` and one `/postings/{id}`."""
    return records(json_rows(payload, "content", "jobs", lone="jobAd"), lambda job: _record(job, token))


def _record(job: Item, token: str) -> PostingRecord:
    place, compensation = job.item("location"), job.item("compensation")
    external_id = job.line("id", limit=200)
    company = quote(job.item("company").line("identifier") or token, safe="")
    parts = [job.item("jobAd").item("sections").item(name) for name in _SECTIONS]
    return PostingRecord(
        external_id=external_id,
        title=job.line("name"),
        url=job.link("postingUrl") or f"https://jobs.smartrecruiters.com/{company}/{quote(external_id, safe='')}",
        html=words.sections(*((part.line("title"), part.markup("text")) for part in parts)),
        apply_url=job.link("applyUrl"),
        company_name=job.item("company").line("name", limit=200),
        locations=words.places(_place(place)),
        country_code=words.country(place.line("country")),
        workplace=words.workplace_of(remote=place.flag("remote"), hybrid=place.flag("hybrid")),
        employment_type=words.employment_type(*(job.item("typeOfEmployment").line(key) for key in ("label", "id"))),
        department=job.item("department").line("label", limit=200) or job.item("function").line("label", limit=200),
        seniority=job.item("experienceLevel").line("label"),
        pay=pay(
            compensation.number("min"),
            compensation.number("max"),
            compensation.line("currency"),
            compensation.line("period"),
        ),
        date_posted=job.day("releasedDate"),
        language=words.language(job.item("language").line("code")),
        industries=tuple(filter(None, [job.item("industry").line("label", limit=80)])),
    )


def _place(place: Item) -> str:
    """ "Hyderabad, , India" loses its empty part."""
    written = place.line("fullLocation") or ", ".join(place.line(key) for key in ("city", "region", "country"))
    return ", ".join(part for part in (part.strip() for part in written.split(",")) if part)
