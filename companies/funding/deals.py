"""Statements of a company's rounds → deals: which are the same round, which one is shown, which count.

The written order (RULE_SHOWN below is what pages and the admin show):
1. A Form D amendment takes the place of the filing that it restates.
2. Statements that bear the same id at Crunchbase are one deal.
3. Of Crunchbase's publications the newest listing that is not shorter than the older ones is taken as the
   list of rounds. Rounds of the other listings join its rounds: same day, or near in time with the same kind
   or amount. Those that join none are kept and shown apart, and do not count: the provider has withdrawn or
   rewritten them.
4. A Form D filing joins the round that is near in time and amount. One that joins none counts when Crunchbase
   lists no rounds, or listed them before the filing's date: otherwise it may be money that is in the list
   already.
5. Within a deal Crunchbase comes first (a Form D has no kind and no investors), the newer listing before the
   older. The amount is that of the first statement that states one. A curator's choice goes before all of
   this.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from companies.funding.statements import Deal, Statement

RULE_SHOWN = (
    "A round that several sources state is shown once: kind, date and investors as in the newest Crunchbase "
    "listing, else as in the SEC Form D; the amount from the first of these that states one. A curator can "
    "choose otherwise."
)
NOT_LISTED = "not in the provider's newest list of rounds"
NOT_A_ROUND = "money raised in an IPO is not counted as funding"
MAY_BE_LISTED = "may be part of a round that is listed"

# Between the first sale, the filing (15 days later by law) and the announcement lie weeks, sometimes months.
FORM_D_DAYS = 75
FORM_D_DAYS_WITHOUT_AMOUNT = 30
FORM_D_TOLERANCE = Decimal("0.10")
# Editions of the same provider correct dates by days, rarely by more.
EDITION_DAYS = 31
EDITION_DAYS_SAME_AMOUNT = 120

_EARLIEST = date(1, 1, 1)
# Newest first where a statement bears no day of its own.
_DATASET_ORDER = (
    "api",
    "api search",
    "bulk",
    "export 2016",
    "export 2015-12",
    "export 2014",
    "export 2013-10",
    "form_d",
)


def deals_of(statements: Iterable[Statement]) -> list[Deal]:
    """Deals of one company, newest first. The result does not depend on the order of the statements."""
    live = sorted(_without_restated([s for s in statements if not s.is_withdrawn]), key=lambda s: s.key)
    pinned: dict[int, Deal] = defaultdict(Deal)
    for statement in live:
        if statement.pinned_to is not None:
            pinned[statement.pinned_to].statements.append(statement)
    free = [s for s in live if s.pinned_to is None and s.kind != "ipo"]
    deals = [
        *pinned.values(),
        *_from_crunchbase([s for s in free if s.source == "crunchbase"], list(pinned.values())),
    ]
    _add_filings(deals, [s for s in free if s.source == "form_d"])
    _add_others(deals, [s for s in free if s.source not in ("crunchbase", "form_d")])
    deals += _listings([s for s in live if s.pinned_to is None and s.kind == "ipo"])
    for deal in deals:
        deal.statements.sort(key=precedence)
    return sorted(deals, key=lambda d: (d.shown.announced_on or _EARLIEST, -d.shown.key), reverse=True)


def precedence(statement: Statement) -> tuple[bool, int, int, int]:
    """Sorts the statements of a deal: Crunchbase, then the newer, then the better publication, then the first
    stored.
    """
    rank = _DATASET_ORDER.index(statement.dataset) if statement.dataset in _DATASET_ORDER else 0
    return statement.source != "crunchbase", -(statement.as_of or _EARLIEST).toordinal(), rank, statement.key


def _without_restated(statements: list[Statement]) -> list[Statement]:
    """Leaves out filings that an amendment restates, by its own word or, without one, by the same date of
    first sale.
    """
    restated = {s.replaces for s in statements if s.replaces}
    amendments = [s for s in statements if s.is_amendment and s.source == "form_d"]
    for amendment in amendments:
        if amendment.replaces:
            continue
        earlier = [
            s
            for s in statements
            if s.source == "form_d"
            and s.key != amendment.key
            and s.announced_on == amendment.announced_on
            and (s.as_of or _EARLIEST, s.is_amendment, s.external_id)
            < (amendment.as_of or _EARLIEST, True, amendment.external_id)
        ]
        restated.update(s.external_id for s in earlier)
    return [s for s in statements if s.source != "form_d" or s.external_id not in restated]


def _from_crunchbase(statements: list[Statement], pinned: list[Deal]) -> list[Deal]:
    listings: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        listings[statement.dataset].append(statement)
    by_age = sorted(
        listings,
        key=lambda d: (max(s.as_of or _EARLIEST for s in listings[d]), -_rank(d)),
        reverse=True,
    )
    base = next(
        (d for d in by_age if all(len(listings[d]) >= len(listings[o]) for o in by_age[by_age.index(d) :])),
        "",
    )
    deals = [Deal([s]) for s in listings.get(base, [])]
    for dataset in by_age:
        if dataset == base:
            continue
        newer = by_age.index(dataset) < by_age.index(base)
        # A deal takes one statement of a listing: two rounds of one list are two rounds.
        open_deals = [*deals, *pinned]
        for statement in listings[dataset]:
            found = _best(statement, open_deals)
            if found is None:
                # A round announced after the list was made is new, whatever became of the older ones.
                counts = newer
                deals.append(Deal([statement], counts=counts, why_not="" if counts else NOT_LISTED))
            else:
                found.statements.append(statement)
                open_deals = [deal for deal in open_deals if deal is not found]
    return deals


def _best(statement: Statement, deals: list[Deal]) -> Deal | None:
    """The deal that this statement of another edition is surely about."""
    for deal in deals:
        if any(s.external_id == statement.external_id for s in deal.statements):
            return deal
    scored = [
        (distance, n, deal) for n, deal in enumerate(deals) if (distance := _apart(statement, deal.shown)) is not None
    ]
    return min(scored)[2] if scored else None


def _apart(one: Statement, other: Statement) -> tuple[int, int] | None:
    """How far two statements of different editions are from being the same; None: not the same."""
    if one.announced_on is None or other.announced_on is None:
        return None
    days = abs((one.announced_on - other.announced_on).days)
    same_amount = one.amount_usd is not None and one.amount_usd == other.amount_usd
    if "year" in (one.precision, other.precision) and one.announced_on.year == other.announced_on.year:
        days = 0 if same_amount else days
    if days == 0 or (days <= EDITION_DAYS_SAME_AMOUNT and same_amount):
        return (0 if same_amount else 1, days)
    if days <= EDITION_DAYS and one.kind == other.kind and None in (one.amount_usd, other.amount_usd):
        return 2, days
    return None


def _add_filings(deals: list[Deal], filings: list[Statement]) -> None:
    listed = [deal for deal in deals if deal.counts and deal.shown.source == "crunchbase"]
    listed_until = max((s.as_of for deal in listed for s in deal.statements if s.as_of), default=None)
    for filing in sorted(filings, key=lambda s: (s.announced_on or _EARLIEST, s.key)):
        scored = [
            (distance, n, deal)
            for n, deal in enumerate(listed)
            if (distance := _filing_apart(filing, deal)) is not None
        ]
        if scored:
            joined = min(scored)[2]
            joined.statements.append(filing)
            listed = [deal for deal in listed if deal is not joined]
        else:
            after = listed_until is not None and filing.announced_on is not None and filing.announced_on > listed_until
            counts = after or listed_until is None
            deals.append(Deal([filing], counts=counts, why_not="" if counts else MAY_BE_LISTED))


def _filing_apart(filing: Statement, deal: Deal) -> int | None:
    announced = deal.shown.announced_on
    if filing.announced_on is None or announced is None:
        return None
    days = abs((filing.announced_on - announced).days)
    amount = deal.amount_usd
    stated = [a for a in (filing.amount_usd, filing.offering_amount) if a]
    if amount is None or not stated:
        return days if days <= FORM_D_DAYS_WITHOUT_AMOUNT else None
    near = any(abs(a - amount) <= amount * FORM_D_TOLERANCE for a in stated)
    return days if near and days <= FORM_D_DAYS else None


def _listings(statements: list[Statement]) -> list[Deal]:
    """First days of trading: statements of the same day are one, whatever the exchange."""
    by_day: dict[date | None, Deal] = {}
    for statement in statements:
        deal = by_day.setdefault(statement.announced_on, Deal(counts=False, why_not=NOT_A_ROUND))
        deal.statements.append(statement)
    return list(by_day.values())


def _add_others(deals: list[Deal], statements: list[Statement]) -> None:
    """Statements of sources without a rule of their own (the sample, a curator's entry) are deals of their
    own.
    """
    deals.extend(Deal([statement]) for statement in statements)


def _rank(dataset: str) -> int:
    return _DATASET_ORDER.index(dataset) if dataset in _DATASET_ORDER else 0
