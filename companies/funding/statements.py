"""What the functions of this package work on: a statement of one source, and a deal of joined statements."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Participant:
    """An investor's part in a round."""

    key: str  # one key per investor, whatever the round
    name: str
    is_lead: bool = False
    rank: int | None = None  # at the source; 1 is the first


@dataclass(frozen=True, slots=True)
class Statement:
    """One source's account of one round (records.RoundRecord, as stored)."""

    key: int  # stable; the smaller was stored first
    source: str  # crunchbase, form_d
    dataset: str  # "api", "export 2013-10", ..., "form_d"
    external_id: str
    kind: str
    announced_on: date | None = None
    precision: str = "day"
    amount: Decimal | None = None
    currency: str = ""
    amount_usd: Decimal | None = None
    offering_amount: Decimal | None = None
    as_of: date | None = None
    replaces: str = ""
    is_amendment: bool = False
    is_withdrawn: bool = False  # the source no longer lists it
    pinned_to: int | None = None  # a deal to which a curator has tied it
    participants: tuple[Participant, ...] = ()


@dataclass(slots=True)
class Deal:
    """Statements of the same round. The first states its kind, date and investors; `amount_from` states its
    amount.
    """

    statements: list[Statement] = field(default_factory=list)
    counts: bool = True  # in totals
    why_not: str = ""  # when it does not count

    @property
    def shown(self) -> Statement:
        return self.statements[0]

    @property
    def amount_from(self) -> Statement | None:
        """The first statement, in the written order, that states an amount; None: undisclosed."""
        return next((s for s in self.statements if s.amount is not None), None)

    @property
    def amount_usd(self) -> Decimal | None:
        stated = self.amount_from
        return stated.amount_usd if stated else None

    @property
    def participants(self) -> tuple[Participant, ...]:
        """Of the first statement, in the written order, that names investors."""
        return next((s.participants for s in self.statements if s.participants), ())
