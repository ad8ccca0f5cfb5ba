"""The current stage of a company."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from companies.funding import kinds
from companies.funding.statements import Deal

RULE_LISTED = "Its shares are listed."
RULE_LISTED_ON = "Its shares are listed since {day}."
RULE_POST_IPO = "Its newest round is one that only a listed company can raise."
RULE_ACQUIRED = "It was acquired, and not listed since."
RULE_ROUND = "The stage of its newest round that shows one: {label}. Debt, grants and secondary sales show none."
RULE_PUBLISHED = "As its provider publishes it; no round shows a stage."


@dataclass(frozen=True, slots=True)
class Listing:
    """What sources say of a company beside its rounds."""

    is_listed: bool = False  # a ticker of the SEC's list, or a status that says so
    was_delisted: bool = False
    went_public_on: date | None = None
    is_acquired: bool = False
    acquired_on: date | None = None
    published_stage: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of kinds.STAGE_LABELS; an empty code is unknown."""

    code: str
    label: str
    rule: str


UNKNOWN = Stage("", "", "")


def stage_of(deals: Iterable[Deal], listing: Listing) -> Stage:
    """The stage, by the later of listing and purchase, else by the newest round that shows one."""
    listed = (listing.is_listed or listing.went_public_on is not None) and not listing.was_delisted
    bought_later = listing.is_acquired and (
        not listed
        or (
            listing.acquired_on is not None
            and listing.went_public_on is not None
            and listing.acquired_on > listing.went_public_on
        )
    )
    if bought_later and not _raised_since(deals, listing.acquired_on):
        return _stage(kinds.ACQUIRED, RULE_ACQUIRED)
    if listed:
        day = listing.went_public_on
        return _stage(kinds.IPO, RULE_LISTED_ON.format(day=day.isoformat()) if day else RULE_LISTED)
    newest_first = sorted(
        (d for d in deals if d.counts and d.shown.announced_on),
        key=lambda d: d.shown.announced_on or date.min,
        reverse=True,
    )
    for deal in newest_first:
        kind = kinds.of(deal.shown.kind)
        if kind.after_listing and not listing.was_delisted:
            return _stage(kinds.IPO, RULE_POST_IPO)
        if kind.stage:
            return _stage(kind.stage, RULE_ROUND.format(label=kind.label))
    if listing.published_stage in kinds.STAGE_LABELS:
        return _stage(listing.published_stage, RULE_PUBLISHED)
    return UNKNOWN


def _raised_since(deals: Iterable[Deal], bought_on: date | None) -> bool:
    """A company that sells shares on the market after its purchase was not bought as a whole."""
    return bought_on is not None and any(
        kinds.of(d.shown.kind).after_listing and d.shown.announced_on and d.shown.announced_on > bought_on
        for d in deals
        if d.counts
    )


def _stage(code: str, rule: str) -> Stage:
    return Stage(code, kinds.STAGE_LABELS[code], rule)
