"""Workday career sites. The address of a site is its token: `tenant|data centre|site`.

The list says "Posted 8 Days Ago", which means nothing without the moment of reading:
the day comes from the detail.
"""

from collections.abc import Iterator
from urllib.parse import quote

from sources.reading import words
from sources.reading.item import Item
from sources.reading.records import records
from sources.reading.rows import json_rows
from sources.records import PostingRecord, Problem


def read(payload: bytes, *, token: str) -> Iterator[PostingRecord | Problem]:
    """Takes a page of `/wday/cxs/{tenant}/{site}/jobs` and one `/wday/cxs/{tenant}/{site}/job/…`."""
    return records(json_rows(payload, "jobPostings", "jobs", lone="jobPostingInfo"), lambda job: _record(job, token))


def _record(job: Item, token: str) -> PostingRecord:
    return _detail(job) if "jobPostingInfo" in job else _listed(job, token)


def _listed(job: Item, token: str) -> PostingRecord:
    path = job.line("externalPath", limit=500)
    place = job.line("locationsText")
    return PostingRecord(
        external_id=_last_part(path),
        title=job.line("title"),
        url=_site(token) + quote(path) if path.startswith("/job/") and token.count("|") == 2 else "",
        # "3 Locations" is a count, not a place.
        locations=() if place.split(" ")[0].isdigit() else words.places(place),
        workplace=words.workplace(job.line("remoteType")),
        employment_type=words.employment_type(job.line("timeType")),
    )


def _detail(job: Item) -> PostingRecord:
    info, company = job.item("jobPostingInfo"), job.item("hiringOrganization")
    country = info.item("country").line("descriptor")
    code = info.item("jobRequisitionLocation").item("country").line("alpha2Code")
    url = info.link("externalUrl")
    return PostingRecord(
        external_id=_last_part(url) or info.line("jobPostingId", limit=200),
        title=info.line("title"),
        url=url,
        html=info.markup("jobDescription"),
        company_name=company.line("name", limit=200),
        locations=words.places(info.line("location"), *info.lines("additionalLocations", limit=300)),
        country_code=words.country(code or country),
        workplace=words.workplace(info.line("remoteType")),
        employment_type=words.employment_type(info.line("timeType")),
        date_posted=info.day("startDate"),
        valid_through=info.moment("endDate"),
    )


def _site(token: str) -> str:
    tenant, centre, site = (quote(part, safe="") for part in token.split("|"))
    return f"https://{tenant}.{centre}.myworkdayjobs.com/{site}"


def _last_part(address: str) -> str:
    """ "/job/USA-DC-Washington/Data-Engineer_RQ216675" → "Data-Engineer_RQ216675", as the detail has it."""
    return address.rstrip("/").rpartition("/")[2][:200]
