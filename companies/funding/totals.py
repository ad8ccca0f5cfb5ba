"""Total funding, what it includes, and the equity total."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from companies.funding import kinds
from companies.funding.statements import Deal

RULE_TOTAL = (
    "The sum, in US dollars, of all rounds that state an amount: equity, debt, secondary sales, private "
    "equity and post-IPO rounds. A round without an amount adds nothing and is counted as undisclosed. Money "
    "raised in the IPO itself and purchases of the company are not in it."
)
RULE_EQUITY = "The same sum without debt: debt financing, post-IPO debt and convertible notes."
RULE_PUBLISHED_MORE = "Rounds are missing from the provider's list; both figures are shown."
RULE_PUBLISHED_LESS = "The provider's total is behind its own list of rounds; both figures are shown."


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the deals that count. None when no round states an amount: undisclosed, which is not zero."""

    usd: Decimal | None
    equity_usd: Decimal | None
    rounds: int
    undisclosed: int  # rounds without an amount in dollars, whatever the reason
    not_in_dollars: int  # of these: an amount is stated, but not in dollars
    left_out: int  # deals that do not count


def totals_of(deals: Iterable[Deal]) -> Totals:
    """Totals of one company's deals."""
    every = list(deals)
    counted = [deal for deal in every if deal.counts and deal.shown.kind != "ipo"]
    stated = [(deal, deal.amount_usd) for deal in counted]
    amounts = [amount for _, amount in stated if amount is not None]
    equity = [amount for deal, amount in stated if amount is not None and not kinds.of(deal.shown.kind).is_debt]
    return Totals(
        usd=sum(amounts, Decimal(0)) if amounts else None,
        equity_usd=sum(equity, Decimal(0)) if equity else None,
        rounds=len(counted),
        undisclosed=len(counted) - len(amounts),
        not_in_dollars=sum(amount is None and deal.amount_from is not None for deal, amount in stated),
        left_out=sum(not deal.counts and deal.shown.kind != "ipo" for deal in every),
    )


def headline(summed: Decimal | None, published: Decimal | None) -> tuple[Decimal | None, str]:
    """(the figure shown first, why it is not the only one): the published total where it is the larger, else
    the sum.
    """
    if published is None or published == summed:
        return summed, ""
    if summed is None or published > summed:
        return published, RULE_PUBLISHED_MORE
    return summed, RULE_PUBLISHED_LESS
