"""USAJOBS Search API: https://developer.usajobs.gov/api-reference/get-api-search"""

import re
from collections.abc import Iterator

from sources.reading import clean, words
from sources.reading.item import Item
from sources.reading.pay import pay
from sources.reading.records import records
from sources.reading.rows import json_rows
from sources.records import PayRecord, PostingRecord, Problem

# https://developer.usajobs.gov/api-reference/get-codelist-remunerationrateintervalcodes
_PERIODS = {"PA": "year", "PH": "hour", "PD": "day", "PW": "week", "PM": "month"}


def read(payload: bytes, *, token: str) -> Iterator[PostingRecord | Problem]:
    """Takes a page of `/api/Search`."""
    return records(json_rows(payload, "SearchResult.SearchResultItems", lone="MatchedObjectDescriptor"), _record)


def _record(match: Item) -> PostingRecord:
    job = match.item("MatchedObjectDescriptor")
    details = job.item("UserArea").item("Details")
    places = [place.line("LocationName") for place in job.items("PositionLocation")]
    countries = [place.line("CountryCode") for place in job.items("PositionLocation")]
    return PostingRecord(
        external_id=match.line("MatchedObjectId", limit=200) or job.line("PositionID", limit=200),
        title=job.line("PositionTitle"),
        # Served as https://www.usajobs.gov:443/job/…
        url=job.link("PositionURI").replace(":443/", "/"),
        html=_html(job, details),
        apply_url=next(iter(filter(None, map(clean.link, job.lines("ApplyURI", limit=1000)))), ""),
        company_name=job.line("OrganizationName", "DepartmentName", limit=200),
        locations=words.places(*places) or words.places(job.line("PositionLocationDisplay")),
        country_code=words.country(countries[0]) if countries else "",
        workplace=words.workplace_of(remote=details.flag("RemoteIndicator")),
        employment_type=words.employment_type(*(part.line("Name") for part in job.items("PositionSchedule"))),
        department=job.line("DepartmentName", limit=200),
        pay=_pay(job),
        date_posted=job.day("PublicationStartDate"),
        valid_through=job.moment("ApplicationCloseDate", "PositionEndDate"),
        language="en",
    )


def _html(job: Item, details: Item) -> str:
    duties = details.raw("MajorDuties")
    listed = (
        "".join(clean.paragraphs(duty) for duty in duties) if isinstance(duties, list) else clean.paragraphs(duties)
    )
    return words.sections(
        ("", _text(details, "JobSummary")),
        ("Duties", listed),
        ("Qualifications", clean.paragraphs(job.raw("QualificationSummary"))),
        ("Requirements", _text(details, "Requirements")),
        ("Education", _text(details, "Education")),
        ("Benefits", _text(details, "Benefits")),
    )


def _text(details: Item, key: str) -> str:
    value = details.markup(key)
    return value if re.search(r"<\w+[^>]*>", value) else clean.paragraphs(value)


def _pay(job: Item) -> PayRecord | None:
    for offer in job.items("PositionRemuneration"):
        period = _PERIODS.get(offer.line("RateIntervalCode"), offer.line("Description"))
        found = pay(offer.number("MinimumRange"), offer.number("MaximumRange"), "USD", period)
        if found:
            return found
    return None
