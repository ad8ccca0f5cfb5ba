"""Rows of the Crunchbase "CSV export" of 2016 and of the bulk export of today, which name things by uuid."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sources import crunchbase_kinds, values
from sources.crunchbase_old import Found, Row, name, precision, round_day, uuid
from sources.records import CompanyRecord, InvestmentRecord, InvestorRecord, RoundRecord
from sources.values import Reading


def company(row: Row, reading: Reading, dataset: str, as_of: date) -> Iterator[Found]:
    """A row of the organizations table. Both editions; contacts in it are not read."""
    key, permalink = (
        uuid(row.get("uuid", "")),
        values.permalink(row.get("permalink") or row.get("cb_url", "")),
    )
    if not (permalink or key):
        raise ValueError("neither permalink nor uuid: the row names no company")
    roles = (row.get("roles") or row.get("primary_role") or "company").split(",")
    founded = reading.take("founded_on", lambda v: values.day(v, earliest=1500), row.get("founded_on"), None)
    fewest, most = reading.take("employee_count", values.employees, row.get("employee_count"), values.NO_BAND)
    yield CompanyRecord(
        source="crunchbase",
        external_id=permalink or key,
        name=reading.take("name", name, row.get("name") or row.get("company_name"), ""),
        legal_name=values.text(row.get("legal_name")),
        former_names=tuple(filter(None, (values.text(row.get(f"alias{n}")) for n in (1, 2, 3)))),
        domain=values.domain(row.get("domain") or row.get("homepage_url")),
        crunchbase_permalink=permalink,
        crunchbase_uuid=key,
        description=values.prose(row.get("short_description"), 2000),
        website=values.website(row.get("homepage_url")),
        industries=_parts(row.get("category_list", "")),
        employees_min=fewest,
        employees_max=most,
        city=values.text(row.get("city")),
        state=values.text(row.get("state_code"), 60),
        country_code=values.country(values.text(row.get("country_code"))),
        founded_on=founded,
        founded_precision=precision(founded),
        closed_on=reading.take("closed_on", values.day, row.get("closed_on"), None),
        status=values.text(row.get("status"), 20).lower(),
        funding_total_usd=reading.take(
            "total_funding_usd",
            values.money,
            row.get("total_funding_usd") or row.get("funding_total_usd"),
            None,
        ),
        published_round_count=reading.take(
            "num_funding_rounds",
            values.count,
            row.get("num_funding_rounds") or row.get("funding_rounds"),
            None,
        ),
        url=values.website(row.get("cb_url")),
        dataset=dataset,
        as_of=_as_of(row, as_of),
    )
    if "investor" in (role.strip() for role in roles) and (investor_name := values.text(row.get("name"))):
        yield InvestorRecord(investor_name, key=permalink or key, uuid=key, kind="organization")


def funding_round(row: Row, reading: Reading, dataset: str, as_of: date) -> Iterator[Found]:
    """A row of the funding_rounds table of either edition."""
    key = uuid(row.get("funding_round_uuid") or row.get("uuid", ""))
    owner = uuid(row.get("company_uuid") or row.get("org_uuid", ""))
    if not key or not owner:
        raise ValueError("no uuid of the round or of its company")
    of_2016 = "funding_round_type" in row
    word, code = (
        row.get("funding_round_type") or row.get("investment_type", ""),
        row.get("funding_round_code", ""),
    )
    announced = reading.take("announced_on", round_day, row.get("announced_on"), None)
    usd = reading.take("raised_amount_usd", values.money, row.get("raised_amount_usd"), None)
    amount = reading.take("raised_amount", values.money, row.get("raised_amount"), None)
    currency = values.text(row.get("raised_amount_currency_code"), 3).upper()
    if amount is None:  # the edition of 2016 fills both only when the round was not in dollars
        amount, currency = usd, "USD" if usd is not None else ""
    permalink = values.permalink(row.get("cb_url", "")) if of_2016 else ""
    investors = reading.take("investor_count", values.count, row.get("investor_count"), None)
    yield RoundRecord(
        source="crunchbase",
        external_id=key,
        company_key=permalink or owner,
        company_uuid=owner,
        company_name=reading.take("company_name", name, row.get("company_name") or row.get("org_name"), ""),
        kind=reading.take("investment_type", lambda _: crunchbase_kinds.kind(word, code), word, "undisclosed"),
        source_kind=" ".join(filter(None, (values.text(word, 40), values.text(code, 10)))),
        announced_on=announced,
        announced_precision=precision(announced),
        amount=amount,
        currency=currency,
        amount_usd=usd,
        investor_count=investors,
        investors=_named(row.get("investor_names", ""), investors) or _leads(row.get("lead_investor_uuids", "")),
        url="" if of_2016 else values.website(row.get("cb_url")),
        dataset=dataset,
        as_of=_as_of(row, as_of),
    )


def investment(row: Row, reading: Reading, dataset: str, as_of: date) -> Iterator[Found]:
    """A row of the investments table of either edition."""
    key, investor = uuid(row.get("funding_round_uuid", "")), uuid(row.get("investor_uuid", ""))
    if not key or not investor:
        raise ValueError("no uuid of the round or of the investor")
    yield InvestmentRecord(
        key,
        InvestorRecord(
            values.text(row.get("investor_name")),
            key=investor,
            uuid=investor,
            kind=values.text(row.get("investor_type"), 20).lower(),
            is_lead=values.text(row.get("is_lead_investor")).lower() in {"t", "true", "1"},
        ),
    )


def investor(row: Row, reading: Reading, dataset: str, as_of: date) -> Iterator[Found]:
    """A row of the investors table of either edition."""
    key = uuid(row.get("uuid", ""))
    found = reading.take("name", name, row.get("investor_name") or row.get("name"), "")
    if not key or not found:
        raise ValueError("an investor without uuid or name")
    person = "/person/" in row.get("cb_url", "") or row.get("type") == "person"
    yield InvestorRecord(
        found,
        key=values.permalink(row.get("permalink") or row.get("cb_url", "")) or key,
        uuid=key,
        kind="person" if person else "organization",
        rank=reading.take("rank", values.count, row.get("rank"), None),
    )


def ipo(row: Row, reading: Reading, dataset: str, as_of: date) -> Iterator[Found]:
    """A row of the 2016 ipos table: a first day of trading. Its money columns mix share and offer prices."""
    bare = _bare(row.get("cb_url", ""), row.get("uuid", ""), row.get("name", ""), dataset, as_of)
    symbol = values.text(row.get("stock_symbol"), 20).upper()
    day = reading.take("went_public_on", values.day, row.get("went_public_on"), None)
    yield replace(bare, tickers=(symbol,) if symbol else (), went_public_on=day)
    if day and (key := uuid(row.get("ipo_uuid", ""))):
        yield RoundRecord(
            source="crunchbase",
            external_id=key,
            company_key=bare.external_id,
            company_uuid=bare.crunchbase_uuid,
            company_name=bare.name,
            kind="ipo",
            announced_on=day,
            dataset=dataset,
            as_of=as_of,
        )


def acquisition(row: Row, reading: Reading, dataset: str, as_of: date) -> Iterator[Found]:
    """A row of the acquisitions table of 2016."""
    bare = _bare(
        row.get("acquiree_cb_url", ""),
        row.get("acquiree_uuid", ""),
        row.get("acquiree_name", ""),
        dataset,
        as_of,
    )
    yield replace(
        bare,
        acquired_on=reading.take("acquired_on", values.day, row.get("acquired_on"), None),
        acquirer_key=values.permalink(row.get("acquirer_cb_url", "")),
        acquirer_name=values.text(row.get("acquirer_name")),
    )


def parent(row: Row, reading: Reading, dataset: str, as_of: date) -> Iterator[Found]:
    """A row of the org_parents table: uuids only."""
    bare = _bare("", row.get("org_uuid", ""), "", dataset, as_of)
    yield replace(bare, parent_key=uuid(row.get("parent_org_uuid", "")))


def _bare(url: str, key: str, company_name: str, dataset: str, as_of: date) -> CompanyRecord:
    """A company of which a table says one thing only."""
    permalink, plain = values.permalink(url), uuid(key)
    if not (permalink or plain):
        raise ValueError("neither permalink nor uuid: the row names no company")
    found = values.text(company_name)
    return CompanyRecord(
        source="crunchbase",
        external_id=permalink or plain,
        name="" if found.startswith("#") and found.endswith(("?", "!")) else found,
        crunchbase_permalink=permalink,
        crunchbase_uuid=plain,
        dataset=dataset,
        as_of=as_of,
    )


def _parts(cell: str) -> tuple[str, ...]:
    """A list cell: bars in 2016, commas today."""
    return tuple(filter(None, (values.text(part) for part in cell.split("|" if "|" in cell else ","))))


def _named(cell: str, how_many: int | None) -> tuple[InvestorRecord, ...]:
    """Investors of one comma-separated cell, only when their number is the stated one: else a name holds a
    comma.
    """
    names = [values.text(part) for part in cell.split(",") if part.strip()]
    return tuple(InvestorRecord(found) for found in names) if how_many and len(names) == how_many else ()


def _leads(cell: str) -> tuple[InvestorRecord, ...]:
    return tuple(InvestorRecord("", key=k, uuid=k, is_lead=True) for k in map(uuid, cell.split(",")) if k)


def _as_of(row: Row, otherwise: date) -> date:
    """The day on which this row was last changed, in the edition that says so."""
    try:
        return values.day(row.get("updated_at")) or otherwise
    except ValueError:
        return otherwise
