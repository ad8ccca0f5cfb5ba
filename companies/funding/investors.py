"""Key investors, in a stated order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from companies.funding.statements import Deal, Participant

HOW_MANY = 5
RULE_PUBLISHED = "The investors that Crunchbase puts first, in its order."
RULE_RANKED = "Investors in the order of their Crunchbase rank; those without a rank follow."
RULE_DERIVED = "Investors that led a round first, then by number of rounds, then by their latest round, then by name."
_EARLIEST = date(1, 1, 1)


@dataclass(slots=True)
class Joined:
    """An investor and the rounds it joined."""

    key: str
    name: str
    led: int = 0
    rounds: int = 0
    latest: date = _EARLIEST
    rank: int | None = None


def key_investors(
    deals: Iterable[Deal], published: Sequence[Participant] = (), how_many: int = HOW_MANY
) -> tuple[list[Joined], str]:
    """(the first investors, the rule by which they come first). Empty when no source names any."""
    joined = all_investors(deals)
    if published:
        known = {investor.key: investor for investor in joined}
        first = [known.get(p.key) or Joined(p.key, p.name, rank=p.rank) for p in published]
        return first[:how_many], RULE_PUBLISHED
    if any(investor.rank is not None for investor in joined):
        ranked = sorted(joined, key=lambda i: (i.rank is None, i.rank or 0, *_order(i)))
        return ranked[:how_many], RULE_RANKED
    return sorted(joined, key=_order)[:how_many], RULE_DERIVED if joined else ""


def all_investors(deals: Iterable[Deal]) -> list[Joined]:
    """Every investor of the deals that count, and of a listing, once."""
    found: dict[str, Joined] = {}
    for deal in deals:
        if not deal.counts and deal.shown.kind != "ipo":
            continue
        for part in deal.participants:
            investor = found.setdefault(part.key, Joined(part.key, part.name))
            investor.rounds += 1
            investor.led += part.is_lead
            investor.latest = max(investor.latest, deal.shown.announced_on or _EARLIEST)
            investor.rank = part.rank if investor.rank is None else investor.rank
    return list(found.values())


def _order(investor: Joined) -> tuple[bool, int, int, str, str]:
    return (
        not investor.led,
        -investor.rounds,
        -investor.latest.toordinal(),
        investor.name.casefold(),
        investor.key,
    )
