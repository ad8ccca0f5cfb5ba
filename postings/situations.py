"""My situation: what a reader's own status changes in a search. It stands in the address alone and is stored nowhere.

A situation is a bundle of ordinary filters. Each shows as a chip that can be taken away; the sentence stands only as
long as all of its filters do.
"""

from dataclasses import dataclass

_CLOSED = (("hide", "refuses"), ("hide", "citizenship_required"), ("hide", "clearance_required"))
_ALWAYS_CLOSED = (("hide", "citizenship_required"), ("hide", "clearance_required"))


@dataclass(frozen=True, slots=True)
class Situation:
    key: str
    name: str
    filters: tuple[tuple[str, str], ...]
    sentence: str  # how it changed what is shown


SITUATIONS = (
    Situation(
        "opt",
        "F-1 OPT",
        _CLOSED,
        "For F-1 OPT we left out postings that refuse sponsorship, take US citizens only or ask for a clearance.",
    ),
    Situation(
        "stem",
        "F-1 STEM OPT",
        _CLOSED,
        "For STEM OPT we left out postings that refuse sponsorship, take US citizens only or ask for a clearance. "
        "The employer must also be in E-Verify, which is not known here: ask.",
    ),
    Situation(
        "transfer",
        "H-1B transfer",
        (*_CLOSED, ("record", "any")),
        "For a transfer we kept employers with a filing of recent years, and left out postings that refuse "
        "sponsorship, take US citizens only or ask for a clearance.",
    ),
    Situation(
        "exempt",
        "Cap-exempt only",
        (*_CLOSED, ("record", "exempt")),
        "We kept employers known to be exempt from the cap, whose petitions need no lottery. Many others may be: "
        "unknown is not a no.",
    ),
    Situation(
        "treaty",
        "E-3, H-1B1, TN",
        _ALWAYS_CLOSED,
        "For E-3, H-1B1 and TN we left out postings that take US citizens only or ask for a clearance. These routes "
        "need no lottery; a posting that refuses sponsorship may still refuse them.",
    ),
)
BY_KEY = {situation.key: situation for situation in SITUATIONS}
