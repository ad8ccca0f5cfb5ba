"""BambooHR careers pages: /careers/list and /careers/{id}/detail"""

from collections.abc import Iterator
from urllib.parse import quote

from sources.reading import words
from sources.reading.item import Item
from sources.reading.records import records
from sources.reading.rows import json_rows
from sources.records import PostingRecord, Problem

# locationType of BambooHR's own page: 0 on site, 1 remote, 2 hybrid.
_WORKPLACES = {"0": "on_site", "1": "remote", "2": "hybrid"}


def read(payload: bytes, *, token: str) -> Iterator[PostingRecord | Problem]:
    """Takes the list and the detail of one opening."""
    return records(_rows(payload), lambda job: _record(job, token))


def _rows(payload: bytes) -> Iterator[object]:
    for row in json_rows(payload, "result", "jobs", lone="result"):
        result = row.get("result") if isinstance(row, dict) else None
        if isinstance(result, list):
            yield from result
        elif isinstance(result, dict):
            yield result.get("jobOpening", result)
        else:
            yield row


def _record(job: Item, token: str) -> PostingRecord:
    external_id = job.line("id", limit=200) or job.link("jobOpeningShareUrl").rstrip("/").rpartition("/")[2][:200]
    country, place = _place(job)
    return PostingRecord(
        external_id=external_id,
        title=job.line("jobOpeningName"),
        url=job.link("jobOpeningShareUrl") or _address(token, external_id),
        html=job.markup("description"),
        locations=words.places(place),
        country_code=words.country(country),
        workplace=_WORKPLACES.get(job.line("locationType"), "") or words.workplace_of(remote=job.flag("isRemote")),
        employment_type=words.employment_type(job.line("employmentStatusLabel")),
        department=job.line("departmentLabel", limit=200),
        seniority=job.line("minimumExperience"),
        date_posted=job.day("datePosted"),
    )


def _place(job: Item) -> tuple[str, str]:
    """(country, place as one line). `atsLocation` is used where the plain location is empty."""
    plain, other = job.item("location"), job.item("atsLocation")
    country = other.line("country") or plain.line("addressCountry", "country")
    city = plain.line("city") or other.line("city")
    state = plain.line("state") or other.line("state", "province")
    return country, ", ".join(part for part in (city, state, country) if part)


def _address(token: str, external_id: str) -> str:
    return f"https://{quote(token, safe='')}.bamboohr.com/careers/{quote(external_id, safe='')}" if token else ""
