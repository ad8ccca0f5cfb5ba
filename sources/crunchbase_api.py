"""Recorded or live answers of the Crunchbase REST API v4: entities with cards, searches, autocompletes,
errors.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sources import crunchbase_kinds, values
from sources.crunchbase_old import round_day
from sources.records import CompanyRecord, InvestorRecord, NewsRecord, Problem, RoundRecord, Skipped
from sources.values import Reading

# The largest answer seen is 90 kB; a page of 1,000 entities with all fields stays below 20 MB.
MOST_BYTES = 32 * 1024 * 1024
MOST_INVESTORS = 500
# A card holds at most this many items: a full one may lack some.
CARD_LIMIT = 100
DATASET = "api"

Found = CompanyRecord | RoundRecord | InvestorRecord | NewsRecord | Problem | Skipped
Json = dict[str, Any]


def read_crunchbase_json(data: bytes, place: str) -> Iterator[Found]:
    """Records of one answer. An error answer (404 is an object, 400 a list) is a Problem; nothing raises."""
    if len(data) > MOST_BYTES:
        yield Problem(place, "", f"larger than {MOST_BYTES} bytes")
        return
    try:
        answer = json.loads(data)
    except (ValueError, RecursionError) as error:
        yield Problem(place, "", f"not JSON: {error}"[:300])
        return
    if isinstance(answer, list):
        yield from _list(answer, place)
    elif isinstance(answer, dict) and "error" in answer:
        yield Problem(
            place, "", f"the API answered {values.text(answer.get('code'), 20)}: {values.text(answer['error'])}"
        )
    elif isinstance(answer, dict) and isinstance(answer.get("entities"), list):
        for number, entity in enumerate(answer["entities"], start=1):
            yield from _entity(entity, f"{place}:{number}", dataset="api search")
    elif isinstance(answer, dict) and ("properties" in answer or "cards" in answer):
        yield from _entity(answer, place, dataset=DATASET)
    else:
        yield Problem(place, "", "not an answer of the API")


def _list(answer: list[Any], place: str) -> Iterator[Found]:
    """A bare list is either the errors of a refused request or the entities that Crunchbase has deleted."""
    for item in answer[:1000]:
        if isinstance(item, dict) and "deleted_at" in item:
            yield Skipped(place, "deleted at Crunchbase")
        elif isinstance(item, dict) and "message" in item:
            field = values.text(item.get("field_id"), 80)
            yield Problem(
                place, field, f"the API answered {values.text(item.get('code'), 20)}: {values.text(item['message'])}"
            )
        else:
            yield Problem(place, "", "not an answer of the API")


def _entity(entity: object, place: str, dataset: str) -> Iterator[Found]:
    if not isinstance(entity, dict):
        yield Problem(place, "", "not an entity")
        return
    properties = _object(entity.get("properties")) or {k: v for k, v in entity.items() if k != "cards"}
    kind = _object(properties.get("identifier")).get("entity_def_id") or properties.get("entity_def_id")
    reading = Reading(place)
    try:
        if kind == "organization":
            yield from _organization(properties, _object(entity.get("cards")), reading, dataset)
        elif kind == "funding_round":
            yield _round(properties, _object(properties.get("funded_organization_identifier")), reading, "api search")
        elif kind == "press_reference":
            yield press_reference(properties, reading)
        else:
            yield Skipped(place, f"{values.text(kind, 40) or 'entity without a kind'}: says nothing of a company")
    except ValueError as error:
        yield Problem(place, "", str(error))
    yield from reading.problems


def _organization(properties: Json, cards: Json, reading: Reading, dataset: str) -> Iterator[Found]:
    identifier = _object(properties.get("identifier"))
    rounds = [_object(item) for item in _list_of(cards.get("raised_funding_rounds"))]
    yield _company(properties, cards, reading, dataset)
    for item in _list_of(cards.get("investors")):
        if found := _investor(_object(_object(item).get("identifier")), _object(item)):
            yield found
    for number, item in enumerate(rounds, start=1):
        part = Reading(f"{reading.place} round {number}")
        try:
            yield _round(item, identifier, part, dataset)
        except ValueError as error:
            part.problems.append(Problem(part.place, "", str(error)))
        yield from part.problems
    for item in _list_of(cards.get("ipos")):
        if listing := _ipo(_object(item), identifier, reading, dataset):
            yield listing
    for number, item in enumerate(_list_of(cards.get("press_references")), start=1):
        part = Reading(f"{reading.place} news {number}")
        try:
            news = press_reference(_object(item), part)
        except ValueError as error:
            yield Problem(part.place, "", str(error))
            continue
        own = values.permalink(identifier.get("permalink"))
        yield replace(news, company_keys=tuple(dict.fromkeys([own, *news.company_keys])))


def _company(properties: Json, cards: Json, reading: Reading, dataset: str) -> CompanyRecord:
    identifier = _object(properties.get("identifier"))
    permalink = values.permalink(identifier.get("permalink") or properties.get("permalink"))
    key = values.text(identifier.get("uuid") or properties.get("uuid"), 40)
    if not (permalink or key):
        raise ValueError("an organization without permalink and uuid")
    site = _value(properties.get("website")) or properties.get("website_url")
    founded, precision = _fuzzy(properties.get("founded_on"), "founded_on", reading)
    fewest, most = reading.take(
        "num_employees_enum", values.employees, properties.get("num_employees_enum"), values.NO_BAND
    )
    places = _places(properties, cards)
    listing = _listing(cards, reading)
    status = values.text(properties.get("status"), 20)
    rounds = [_object(item) for item in _list_of(cards.get("raised_funding_rounds"))]
    # Each round repeats the total and the stage of its company.
    repeated = next((r for r in rounds if r.get("funded_organization_funding_total")), {})
    total = _object(properties.get("funding_total") or repeated.get("funded_organization_funding_total"))
    return CompanyRecord(
        source="crunchbase",
        external_id=permalink or key,
        name=values.text(identifier.get("value") or properties.get("name")),
        legal_name=values.text(properties.get("legal_name")),
        former_names=tuple(filter(None, (values.text(a) for a in _list_of(properties.get("aliases"))[:20]))),
        domain=values.domain(site),
        tickers=listing[0],
        crunchbase_permalink=permalink,
        crunchbase_uuid=key,
        description=values.prose(properties.get("short_description") or properties.get("description"), 2000),
        website=values.website(site),
        industries=tuple(
            filter(
                None,
                (values.text(_object(c).get("value")) for c in _list_of(properties.get("categories"))[:50]),
            )
        ),
        employees_min=fewest,
        employees_max=most,
        city=places.get("city", ""),
        state=places.get("region", ""),
        country_code=values.country(places.get("country", "")),
        founded_on=founded,
        founded_precision=precision,
        closed_on=_fuzzy(properties.get("closed_on"), "closed_on", reading)[0],
        status={"was_acquired": "acquired"}.get(status, status)
        or ("ipo" if properties.get("ipo_status") == "public" else ""),
        went_private=properties.get("ipo_status") == "delisted",
        funding_stage=values.text(properties.get("funding_stage"), 40)
        or next(
            (
                values.text(r["funded_organization_funding_stage"], 40)
                for r in rounds
                if r.get("funded_organization_funding_stage")
            ),
            "",
        ),
        funding_total_usd=reading.take("funding_total", values.money, total.get("value_usd"), None),
        published_round_count=reading.take(
            "num_funding_rounds", values.count, properties.get("num_funding_rounds"), None
        ),
        went_public_on=listing[1]
        or reading.take("went_public_on", values.day, _day_of(properties.get("went_public_on")), None),
        key_investors=tuple(
            found
            for found in (_investor(_object(i)) for i in _list_of(properties.get("investor_identifiers"))[:5])
            if found
        ),
        url=f"https://www.crunchbase.com/organization/{permalink}" if permalink else "",
        dataset=dataset,
        lists_all_rounds="raised_funding_rounds" in cards and len(rounds) < CARD_LIMIT,
        as_of=_as_of([properties, *rounds]),
    )


def _round(item: Json, owner: Json, reading: Reading, dataset: str) -> RoundRecord:
    identifier = _object(item.get("identifier"))
    key = values.text(identifier.get("uuid") or item.get("uuid"), 40)
    company_key = values.permalink(owner.get("permalink"))
    company_uuid = values.text(owner.get("uuid"), 40)
    if not key:
        raise ValueError("a round without uuid")
    if not (company_key or company_uuid):
        raise ValueError("the round names no company")
    raised = _object(item.get("money_raised"))
    # A lead stands in both lists, and with its mark in this one; the key of the dict makes it one investor.
    parts = {
        values.text(part.get("uuid") or part.get("value")): (part, is_lead)
        for field, is_lead in (("investor_identifiers", False), ("lead_investor_identifiers", True))
        for part in map(_object, _list_of(item.get(field))[:MOST_INVESTORS])
    }
    investors = (_investor(part, is_lead=is_lead) for part, is_lead in parts.values())
    word = item.get("investment_type")
    permalink = values.permalink(identifier.get("permalink"))
    return RoundRecord(
        source="crunchbase",
        external_id=key,
        company_key=company_key or company_uuid,
        company_uuid=company_uuid,
        company_name=values.text(owner.get("value")),
        kind=reading.take("investment_type", lambda w: crunchbase_kinds.kind(str(w or "")), word, "undisclosed"),
        announced_on=reading.take("announced_on", round_day, _day_of(item.get("announced_on")), None),
        announced_precision=_precision(item.get("announced_on")),
        amount=reading.take("money_raised", values.money, raised.get("value"), None),
        currency=values.text(raised.get("currency"), 3).upper(),
        amount_usd=reading.take("money_raised", values.money, raised.get("value_usd"), None),
        investor_count=reading.take("num_investors", values.count, item.get("num_investors"), None),
        investors=tuple(found for found in investors if found),
        is_equity=item["is_equity"] if isinstance(item.get("is_equity"), bool) else None,
        url=f"https://www.crunchbase.com/funding_round/{permalink}" if permalink else "",
        dataset=dataset,
        as_of=_as_of([item]),
    )


def _ipo(item: Json, owner: Json, reading: Reading, dataset: str) -> RoundRecord | None:
    """A first day of trading, listed among the rounds; what it raised is kept and is no funding."""
    key = values.text(_object(item.get("identifier")).get("uuid") or item.get("uuid"), 40)
    day = reading.take("went_public_on", values.day, _day_of(item.get("went_public_on")), None)
    if not key or day is None:
        return None
    raised = _object(item.get("amount_raised"))
    return RoundRecord(
        source="crunchbase",
        external_id=key,
        company_key=values.permalink(owner.get("permalink")) or values.text(owner.get("uuid"), 40),
        company_uuid=values.text(owner.get("uuid"), 40),
        company_name=values.text(owner.get("value")),
        kind="ipo",
        announced_on=day,
        amount=reading.take("amount_raised", values.money, raised.get("value"), None),
        currency=values.text(raised.get("currency"), 3).upper(),
        amount_usd=reading.take("amount_raised", values.money, raised.get("value_usd"), None),
        dataset=dataset,
        as_of=_as_of([item]),
    )


def press_reference(item: Json, reading: Reading) -> NewsRecord:
    """One news item that Crunchbase has tied to companies; the companies' permalinks are its keys. No author
    is read.
    """
    title, url = values.text(item.get("title"), 400), values.website(_value(item.get("url")))
    if not title or not url:
        raise ValueError("a press reference without title or link")
    about = [_object(entity) for entity in _list_of(item.get("activity_entities"))[:50]]
    companies = [entity for entity in about if entity.get("entity_def_id") == "organization"]
    posted = reading.take("posted_on", values.day, _day_of(item.get("posted_on")), None)
    return NewsRecord(
        title=title,
        url=url,
        publisher=values.text(item.get("publisher"), 200),
        published_at=datetime(posted.year, posted.month, posted.day, tzinfo=UTC) if posted else None,
        external_id=values.text(item.get("uuid"), 40),
        company_names=tuple(values.text(entity.get("value")) for entity in companies),
        company_keys=tuple(filter(None, (values.permalink(entity.get("permalink")) for entity in companies))),
        source="crunchbase",
    )


def _investor(identifier: Json, item: Json | None = None, *, is_lead: bool = False) -> InvestorRecord | None:
    name, key = values.text(identifier.get("value"), 200), values.text(identifier.get("uuid"), 40)
    if not name:
        return None
    rank = (item or {}).get("rank_principal") or (item or {}).get("rank")
    return InvestorRecord(
        name,
        key=values.permalink(identifier.get("permalink")) or key,
        uuid=key,
        kind=values.text(identifier.get("entity_def_id"), 20),
        is_lead=is_lead,
        rank=rank if isinstance(rank, int) and 0 < rank < 2**31 else None,
    )


def _listing(cards: Json, reading: Reading) -> tuple[tuple[str, ...], date | None]:
    """Ticker symbols and the first day of trading, from the ipos card."""
    ipos = [_object(item) for item in _list_of(cards.get("ipos"))]
    symbols = (values.text(item.get("stock_symbol"), 20).upper() for item in ipos)
    days = (reading.take("went_public_on", values.day, _day_of(item.get("went_public_on")), None) for item in ipos)
    return tuple(dict.fromkeys(filter(None, symbols))), min((d for d in days if d), default=None)


def _places(properties: Json, cards: Json) -> dict[str, str]:
    """City, region and country of the head office; the street is not read."""
    address: object = next(iter(_list_of(cards.get("headquarters_address"))), None)
    stated = _list_of(_object(address).get("location_identifiers")) or _list_of(properties.get("location_identifiers"))
    return {str(place.get("location_type")): values.text(place.get("value"), 120) for place in map(_object, stated)}


def _fuzzy(value: object, field: str, reading: Reading) -> tuple[date | None, str]:
    """The API's {"value": "2007-02-01", "precision": "day"}."""
    return reading.take(field, lambda v: values.day(v, earliest=1500), _day_of(value), None), _precision(value)


def _day_of(value: object) -> object:
    return value.get("value") if isinstance(value, dict) else value


def _precision(value: object) -> str:
    stated = value.get("precision") if isinstance(value, dict) else None
    return stated if stated in ("day", "month", "year") else "day"


def _as_of(items: list[Json]) -> date | None:
    """The newest change among these: the answer, which bears no date, was given on that day or later."""
    days = []
    for item in items:
        try:
            days.append(values.day(item.get("updated_at")))
        except ValueError:
            continue
    return max((found for found in days if found), default=None)


def _value(value: object) -> object:
    return value.get("value") if isinstance(value, dict) else value


def _object(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def _list_of(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
