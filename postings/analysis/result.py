"""What the analysis of one posting says. Every verdict read from the text carries its literal evidence and place."""

from dataclasses import dataclass
from decimal import Decimal

from companies.occupations import Classification


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


@dataclass(frozen=True, slots=True)
class Place:
    raw: str = ""  # as written
    city: str = ""
    state: str = ""  # two letters in the US, Canada and Australia; a name elsewhere
    country_code: str = ""  # ISO 3166-1 alpha-2


@dataclass(frozen=True, slots=True)
class Location:
    places: tuple[Place, ...] = ()  # the main one first
    workplace: str = ""  # on_site, hybrid, remote; empty when nothing says
    remote_from: tuple[str, ...] = ()  # country codes or region names
    workplace_method: str = ""  # field, title, text
    evidence: Evidence | None = None  # of the places, when the text says them
    workplace_evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One word or number with its method and evidence; value "" or None when nothing says."""

    value: str = ""
    method: str = ""  # field, title, text
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Years:
    minimum: int
    maximum: int | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Degree:
    """The lowest degree that is enough."""

    level: str  # high_school, associate, bachelor, master, doctorate
    required: bool  # False when preferred, or when experience may stand for it
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Skill:
    id: str
    name: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Signal:
    """A hint with its reasons in words; never a verdict without them."""

    level: str  # none, weak, strong
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that one posting's text and fields say. Structured fields have won where they speak."""

    version: int
    html: str  # sanitised
    text: str  # what every offset counts in
    truncated: bool  # the description was longer than is read
    sections: Sections
    stance: Stance
    pay: Pay | None
    location: Location
    seniority: Fact
    years: Years | None
    degree: Degree | None
    employment_type: Fact
    skills: tuple[Skill, ...]
    occupation: Classification  # by the same function as the filings
    language: str  # ISO 639-1, empty when the text is too short
    agency: Signal
    agency_evidence: tuple[Evidence, ...]
    evergreen: Evidence | None  # the text says that it collects candidates for later
