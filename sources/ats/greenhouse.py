"""Greenhouse job boards: https://developers.greenhouse.io/job-board.html"""

import re
from collections.abc import Iterator
from decimal import Decimal
from urllib.parse import quote

from sources.reading import clean, words
from sources.reading.item import Item
from sources.reading.pay import pay
from sources.reading.records import records
from sources.reading.rows import json_rows
from sources.records import PayRecord, PostingRecord, Problem

# Fields that employers add to their forms under names of their own.
_WORKPLACE = re.compile(
    r"^(location|workplace|work|remote|work arrangement)[ -]?(type|arrangement|eligibility|status)?\??$", re.I
)
_EMPLOYMENT = re.compile(r"^(employment|employee|time|job|worker|contract)[ -]?(type|time type|length|status)$", re.I)
_PAY = re.compile(r"salary|\bpay\b|compensation|hiring range|posting range", re.I)
_SPONSORSHIP = re.compile(r"visa.{0,20}sponsor|sponsor.{0,20}visa", re.I)


def read(payload: bytes, *, token: str) -> Iterator[PostingRecord | Problem]:
    """Takes `/jobs` with or without content, `/jobs/{id}` and `/departments`."""
    return records(_rows(payload), lambda job: _record(job, token))


def _rows(payload: bytes) -> Iterator[object]:
    for row in json_rows(payload, "jobs", "departments", lone="absolute_url"):
        if isinstance(row, dict) and isinstance(row.get("jobs"), list) and "absolute_url" not in row:
            yield from row["jobs"]
        else:
            yield row


def _record(job: Item, token: str) -> PostingRecord:
    extra = job.items("metadata")
    external_id = job.line("id", limit=200)
    return PostingRecord(
        external_id=external_id,
        title=job.line("title"),
        url=job.link("absolute_url") or _address(token, external_id),
        html=clean.escaped_markup(job.raw("content")),
        company_name=job.line("company_name", limit=200),
        locations=words.places(job.item("location").line("name", limit=1000)),
        workplace=next((found for text in _answers(extra, _WORKPLACE) if (found := words.workplace(text))), ""),
        employment_type=words.employment_type(job.line("employment"), *_answers(extra, _EMPLOYMENT)),
        department=next((name for part in job.items("departments") if (name := part.line("name", limit=200))), ""),
        pay=_pay(job) or _pay_of_form(extra),
        date_posted=job.day("first_published"),
        updated_at=job.moment("updated_at"),
        valid_through=job.moment("application_deadline"),
        language=words.language(job.line("language")),
        offers_sponsorship=_sponsorship(extra),
    )


def _address(token: str, external_id: str) -> str:
    """Where Greenhouse itself shows a posting; the answer of /departments leaves it out."""
    return (
        f"https://job-boards.greenhouse.io/{quote(token, safe='')}/jobs/{quote(external_id, safe='')}" if token else ""
    )


def _answers(extra: list[Item], name: re.Pattern[str]) -> list[str]:
    return [" ".join(field.lines("value")) for field in extra if name.search(field.line("name"))]


def _pay(job: Item) -> PayRecord | None:
    """The span of `pay_input_ranges`, in cents, when all are in one currency."""
    ranges = [
        (low, high, entry.line("currency_type"))
        for entry in job.items("pay_input_ranges")
        if (low := entry.number("min_cents")) and (high := entry.number("max_cents"))
    ]
    if not ranges or len({currency for *_, currency in ranges}) > 1:
        return None
    title = job.items("pay_input_ranges")[0].line("title")
    cents = Decimal(100)
    return pay(
        min(low for low, *_ in ranges) / cents,
        max(high for _, high, _ in ranges) / cents,
        ranges[0][2],
        title,
    )


def _pay_of_form(extra: list[Item]) -> PayRecord | None:
    """A currency range of the employer's own form; several filled ones contradict each other."""
    found = {
        pay(value.number("min_value"), value.number("max_value"), value.line("unit"), field.line("name"))
        for field in extra
        if field.line("value_type") == "currency_range" and _PAY.search(field.line("name"))
        for value in [field.item("value")]
    }
    found.discard(None)
    return found.pop() if len(found) == 1 else None


def _sponsorship(extra: list[Item]) -> bool | None:
    answers = [field.flag("value") for field in extra if _SPONSORSHIP.search(field.line("name"))]
    return next((answer for answer in answers if answer is not None), None)
