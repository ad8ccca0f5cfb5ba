"""What the analysis of one posting says. Every verdict read from the text carries its literal evidence and place."""

from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Evidence:
    """A literal passage: `text` stands at `start` in `source` (html is the posting's plain text)."""

    text: str
    start: int  # characters into the source; -1 where a structured field says it
    source: str = "text"  # text, title, field


@dataclass(frozen=True, slots=True)
class Item:
    """One list item, white space collapsed, and its place in the plain text."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Sections:
    summary: str = ""
    responsibilities: tuple[Item, ...] = ()
    required: tuple[Item, ...] = ()
    preferred: tuple[Item, ...] = ()
    benefits: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Stance:
    """offers, refuses, citizenship_required, clearance_required, authorization_required_unclear or none (silent)."""

    label: str
    evidence: Evidence | None = None
    labels: tuple[str, ...] = ()  # all that apply, strictest first
    method: str = "text"  # text, field


@dataclass(frozen=True, slots=True)
class Pay:
    """What is posted, and beside it what is derived per year."""

    minimum: Decimal | None
    maximum: Decimal | None
    currency: str  # ISO 4217
    period: str  # as posted: year, month, week, day, hour
    yearly_minimum: Decimal | None
    yearly_maximum: Decimal | None
    on_target: bool  # on-target earnings, not base pay
    method: str  # field, text
    evidence: Evidence
