"""Rows of the Crunchbase exports of October 2013, 2014 and December 2015, which name things by permalink."""

from collections.abc import Iterator, Mapping
from datetime import date

from sources import crunchbase_kinds, values
from sources.records import CompanyRecord, InvestmentRecord, InvestorRecord, RoundRecord
from sources.values import Reading

Row = Mapping[str, str]
Found = CompanyRecord | RoundRecord | InvestorRecord | InvestmentRecord

# The earliest date that its form offered, left standing in rounds of companies founded decades later.
# (Purchases of that year are real: Coca-Cola bought Minute Maid in 1960.)
_PLACEHOLDER = date(1960, 1, 1)
_SPREADSHEET_ERRORS = ("#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!")


def name(value: object) -> str:
    """A company's name; ValueError when a spreadsheet has put an error in its place."""
    words = values.text(value)
    if words in _SPREADSHEET_ERRORS:
        raise ValueError("a spreadsheet replaced the name by an error")
    return words


def round_day(value: object) -> date | None:
    """The day of a round; ValueError for the placeholder of 1960."""
    found = values.day(value)
    if found == _PLACEHOLDER:
        raise ValueError("1960-01-01 stands for an unknown date")
    return found


def precision(found: date | None) -> str:
    """Exports write a year alone as its first of January, so that day says no more than the year."""
    return "year" if found and (found.month, found.day) == (1, 1) else "day"


def company(row: Row, reading: Reading, dataset: str, as_of: date) -> Iterator[Found]:
    """A row of the companies table of 2013, 2014 or 2015."""
    permalink = values.permalink(row.get("permalink", ""))
    if not permalink:
        raise ValueError("no permalink: the row names no company")
    founded = reading.take("founded_at", lambda v: values.day(v, earliest=1500), row.get("founded_at"), None)
    categories = row.get("category_list") or row.get("category_code") or ""
    yield CompanyRecord(
        source="crunchbase",
        external_id=permalink,
        name=reading.take("name", name, row.get("name"), ""),
        domain=values.domain(row.get("homepage_url")),
        website=values.website(row.get("homepage_url")),
        crunchbase_permalink=permalink,
        industries=tuple(filter(None, (values.text(part) for part in categories.split("|")))),
        city=values.text(row.get("city")),
        state=values.text(row.get("state_code"), 60),
        country_code=values.country(values.text(row.get("country_code"))),
        founded_on=founded,
        founded_precision=precision(founded),
        status=values.text(row.get("status"), 20).lower(),
        funding_total_usd=reading.take("funding_total_usd", values.money, row.get("funding_total_usd"), None),
        published_round_count=reading.take("funding_rounds", values.count, row.get("funding_rounds"), None),
        dataset=dataset,
        as_of=as_of,
    )


def funding_round(row: Row, reading: Reading, dataset: str, as_of: date) -> Iterator[Found]:
    """A row of the rounds table of 2013 or 2015. The former has no key; the caller numbers equal rows."""
    permalink = values.permalink(row.get("company_permalink", ""))
    if not permalink:
        raise ValueError("no permalink: the round names no company")
    announced = reading.take("funded_at", round_day, row.get("funded_at"), None)
    amount = reading.take("raised_amount_usd", values.money, row.get("raised_amount_usd"), None)
    word, code = row.get("funding_round_type", ""), row.get("funding_round_code", "")
    kind = reading.take("funding_round_type", lambda _: crunchbase_kinds.kind(word, code), word, "undisclosed")
    key = uuid(row.get("funding_round_permalink", ""))
    yield RoundRecord(
        source="crunchbase",
        external_id=key or "|".join([permalink, str(announced or ""), word, str(amount or "")]),
        company_key=permalink,
        company_name=reading.take("company_name", name, row.get("company_name"), ""),
        kind=kind,
        source_kind=" ".join(filter(None, (values.text(word, 40), values.text(code, 10)))),
        announced_on=announced,
        announced_precision=precision(announced),
        amount=amount,
        currency="USD" if amount is not None else "",
        amount_usd=amount,
        dataset=dataset,
        as_of=as_of,
    )


def investment(row: Row, reading: Reading, dataset: str, as_of: date) -> Iterator[Found]:
    """A row of the investments table of 2015: the round again, with one investor."""
    yield from funding_round(row, reading, dataset, as_of)
    investor_name = reading.take("investor_name", name, row.get("investor_name"), "")
    path = row.get("investor_permalink", "")
    if investor_name and (key := uuid(row.get("funding_round_permalink", ""))):
        kind = "person" if path.startswith("/person/") else "organization"
        yield InvestmentRecord(key, InvestorRecord(investor_name, key=values.permalink(path), kind=kind))


def acquisition(row: Row, reading: Reading, dataset: str, as_of: date) -> Iterator[Found]:
    """A row of the acquisitions table of 2015: who bought the company, and when."""
    permalink = values.permalink(row.get("company_permalink", ""))
    if not permalink:
        raise ValueError("no permalink: the row names no company")
    yield CompanyRecord(
        source="crunchbase",
        external_id=permalink,
        name=reading.take("company_name", name, row.get("company_name"), ""),
        crunchbase_permalink=permalink,
        industries=tuple(
            filter(None, (values.text(part) for part in (row.get("company_category_list") or "").split("|")))
        ),
        city=values.text(row.get("company_city")),
        # Outside the US the export puts a number of its own here.
        state=state if not (state := values.text(row.get("company_state_code"), 60)).isdigit() else "",
        country_code=values.country(values.text(row.get("company_country_code"))),
        acquired_on=reading.take("acquired_at", values.day, row.get("acquired_at"), None),
        acquirer_key=values.permalink(row.get("acquirer_permalink", "")),
        acquirer_name=reading.take("acquirer_name", name, row.get("acquirer_name"), ""),
        dataset=dataset,
        as_of=as_of,
    )


def uuid(value: object) -> str:
    """A uuid with its hyphens, from "/funding-round/<32 hex>" too; other keys stay as they are (some are
    malformed).
    """
    words = values.permalink(value)[:40]
    if len(words) == 32 and all(c in "0123456789abcdef" for c in words):
        return f"{words[:8]}-{words[8:12]}-{words[12:16]}-{words[16:20]}-{words[20:]}"
    return words
