"""Teamtailor career sites, as JSON Feed (/jobs.json) or RSS (/jobs.rss)."""

from collections.abc import Iterator

from sources.reading import clean, words
from sources.reading.item import Item
from sources.reading.pay import pay
from sources.reading.records import records
from sources.reading.rows import json_rows, xml_rows
from sources.records import PayRecord, PostingRecord, Problem


def read(payload: bytes, *, token: str) -> Iterator[PostingRecord | Problem]:
    """Both feeds name a posting by the same UUID."""
    if payload.lstrip()[:1] == b"<":
        return records(xml_rows(payload, "item", root="rss"), _rss_record)
    return records(json_rows(payload, "items", "jobs", lone="_jobposting"), _json_record)


def _json_record(item: Item) -> PostingRecord:
    posting = item.item("_jobposting")
    addresses = [place.item("address") for place in posting.items("jobLocation")]
    remote = "TELECOMMUTE" in posting.line("jobLocationType").upper()
    return PostingRecord(
        external_id=item.line("id", limit=200),
        title=item.line("title"),
        url=item.link("url"),
        html=item.markup("content_html") or posting.markup("description"),
        company_name=posting.item("hiringOrganization").line("name", limit=200),
        locations=words.places(*(_place(address) for address in addresses)),
        country_code=words.country(addresses[0].line("addressCountry")) if addresses else "",
        workplace="remote" if remote else "",
        employment_type=words.employment_type(*posting.lines("employmentType")),
        pay=_pay(posting),
        date_posted=item.day("date_published") or posting.day("datePosted"),
        updated_at=item.moment("date_modified"),
        valid_through=posting.moment("validThrough"),
    )


def _rss_record(item: Item) -> PostingRecord:
    places = item.item("locations").items("location")
    written = (_join(place.line("city", "name"), place.line("country")) for place in places)
    return PostingRecord(
        external_id=item.line("guid", limit=200),
        title=item.line("title"),
        url=item.link("link"),
        html=item.markup("description"),
        company_name=item.line("company_name", limit=200),
        locations=words.places(*written),
        country_code=words.country(places[0].line("country")) if places else "",
        # none, temporary, hybrid, fully
        workplace={"fully": "remote", "hybrid": "hybrid"}.get(item.line("remoteStatus"), ""),
        department=item.line("department", limit=200),
        date_posted=item.day("pubDate"),
    )


def _pay(posting: Item) -> PayRecord | None:
    salary = posting.item("baseSalary")
    value = salary.item("value")
    least, most = value.number("minValue", "value"), value.number("maxValue", "value")
    return pay(least, most, salary.line("currency"), value.line("unitText"))


def _place(address: Item) -> str:
    return _join(address.line("addressLocality"), address.line("addressRegion"), address.line("addressCountry"))


def _join(*parts: str) -> str:
    return clean.line(", ".join(dict.fromkeys(part for part in parts if part)))
