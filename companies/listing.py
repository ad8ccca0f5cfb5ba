"""What sources say of a company beside its rounds: listed, bought, published stage and investors."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Protocol

from companies.funding.stage import Listing
from companies.funding.statements import Participant

_EXCHANGE_LISTS = frozenset({"sec_tickers", "sp500"})


class Said(Protocol):
    """A statement of one source (models.CompanyStatement)."""

    source: str
    as_of: date | None
    values: dict[str, Any]


def listing_of(statements: Iterable[Said], tickers: Sequence[str] = ()) -> Listing:
    """The newest word of each kind.

    A company on a list of today's listed companies is listed. Else the newest status decides, and a status
    "acquired" ends a listing that began before it: its old symbol says nothing any more.
    """
    newest_first = sorted(statements, key=lambda s: s.as_of or date.min, reverse=True)
    newest = next((s for s in newest_first if s.values.get("status")), None)
    status = newest.values["status"] if newest else ""
    since = min(_days(newest_first, "went_public_on"), default=None)
    on_exchange = any(s.source in _EXCHANGE_LISTS for s in newest_first)
    was_bought = status == "acquired" and not on_exchange
    if newest and was_bought and since and since <= (newest.as_of or date.max):
        since = None
    return Listing(
        is_listed=on_exchange or status == "ipo" or (bool(tickers) and not was_bought),
        was_delisted=any(s.values.get("went_private") for s in newest_first[:1]),
        went_public_on=since,
        is_acquired=status == "acquired" or any(s.values.get("acquirer_key") for s in newest_first),
        acquired_on=max(_days(newest_first, "acquired_on"), default=None),
        published_stage=next((s.values["funding_stage"] for s in newest_first if s.values.get("funding_stage")), ""),
    )


def published_investors(statements: Iterable[Said]) -> list[Participant]:
    """The investors that Crunchbase puts first, in its order, by the newest statement that has them."""
    named = [s for s in statements if s.source == "crunchbase" and s.values.get("key_investors")]
    if not named:
        return []
    newest = max(named, key=lambda s: s.as_of or date.min)
    return [
        Participant(i.get("key") or i["name"], i["name"], rank=i.get("rank"))
        for i in newest.values["key_investors"]
        if i.get("name")
    ]


def _days(statements: Iterable[Said], field: str) -> list[date]:
    return [date.fromisoformat(s.values[field]) for s in statements if s.values.get(field)]
