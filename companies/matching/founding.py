"""Groups of linked names, and which of them are companies: by a person's word, or by their volume."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from companies.matching.entities import Rejected
from companies.matching.values import Employer, Link
from companies.matching.words import is_common
from companies.name_words import STATES
from companies.names import comparable

# Positions and petitions over all years from which an employer has a page without anybody's word.
COMPANY_BAR = 50

_LEGAL_ENDING = re.compile(
    r"[\s,]+(?:inc(?:orporated)?|corp(?:oration)?|co(?:mpany)?|l\.?l\.?[cp]|l\.?p|ltd|limited|p\.?[ac]|n\.?a)\.?$",
    re.IGNORECASE,
)
_SHORT_WORDS = frozenset(["of", "and", "the", "for", "at", "in"])
_ALWAYS_INITIALS = frozenset(["IT", "US", "USA", "AI", "CPA", "CPAS", "YMCA"])
_VOWELS = frozenset("AEIOUY")


@dataclass(frozen=True, slots=True)
class Group:
    """The names of one company. `company` is set where an accepted alias founded the group."""

    company: Hashable | None
    hub: Employer
    volume: int  # of all its names
    links: tuple[Link, ...]  # the hub first, then the largest


def groups(links: Iterable[Link]) -> list[Group]:
    """All groups, the largest first; the order depends on the values alone."""
    found: dict[tuple[str, Hashable], list[Link]] = defaultdict(list)
    for link in links:
        found[link.group].append(link)
    made = []
    for members in found.values():
        members.sort(key=lambda link: (link.employer is not link.hub, link.employer.order))
        kind, value = members[0].group
        company = value if kind == "company" else None
        volume = sum(link.employer.volume for link in members)
        made.append(Group(company, members[0].hub, volume, tuple(members)))
    return sorted(made, key=lambda group: (-group.volume, group.hub.order))


@dataclass(frozen=True, slots=True)
class Founding:
    """Which groups are pages, and what becomes of pages that volume alone had made."""

    founded: tuple[tuple[Group, Hashable | None], ...]  # with the company that stands for the group already
    retired: Mapping[Hashable, Hashable | None]  # company → the one that its names have gone to


def plan(
    found: list[Group],
    founders: Mapping[Hashable, list[Hashable]],
    taken: Mapping[str, Hashable],
    rejected: Rejected,
) -> Founding:
    """Companies by volume. `founders`: name id → companies it has founded before; `taken`: k2 → company made elsewhere.

    A name that equals that of a company made elsewhere (by its funding, its careers page) waits for a person:
    two pages for one company are as wrong as one page for two.
    """
    founded: list[tuple[Group, Hashable | None]] = []
    retired: dict[Hashable, Hashable | None] = {}
    for group in found:
        stands = dict.fromkeys(one for link in group.links for one in founders.get(link.employer.id, ()))
        if group.company is not None:
            retired |= dict.fromkeys((one for one in stands if one != group.company), group.company)
        elif group.volume < COMPANY_BAR or not group.hub.keys.k2 or _waits(group.hub, taken, rejected):
            retired |= dict.fromkeys(stands, None)
        else:
            keeper = next(iter(stands), None)
            retired |= dict.fromkeys((one for one in stands if one != keeper), keeper)
            founded.append((group, keeper))
    return Founding(tuple(founded), retired)


def _waits(hub: Employer, taken: Mapping[str, Hashable], rejected: Rejected) -> bool:
    namesake = taken.get(hub.keys.k2)
    return namesake is not None and namesake not in rejected.get(hub.id, ())


def display_name(spellings: list[Employer]) -> str:
    """A name to show, without legal form: the largest spelling with small letters, else the first in title case."""
    written = [one for one in spellings if any(letter.islower() for letter in one.name)]
    best = (written or spellings)[0]
    main = best.name[: len(best.keys.main_part)] if best.keys.trade_part else best.name
    if not written:
        main = _title_case(main)
    short = main.strip(" ,.")
    while (shorter := _LEGAL_ENDING.sub("", short).strip(" ,.&")) != short and comparable(shorter.upper()):
        short = shorter
    return short[:200] or best.name[:200]


def _title_case(name: str) -> str:
    """AMAZON COM SERVICES, IBM INDIA → Amazon Com Services, IBM India: short words that are no words are initials."""
    words = name.split()
    if len(words) > 1 and words[0] == "THE":
        words = words[1:]
    return " ".join(
        word.lower() if place and word.lower() in _SHORT_WORDS else word if _is_initials(word) else word.capitalize()
        for place, word in enumerate(words)
    )


def _is_initials(word: str) -> bool:
    letters = word.strip(".,&()")
    if "&" in letters or letters in _ALWAYS_INITIALS or letters in STATES:
        return True
    return _VOWELS.isdisjoint(letters) or (len(letters) < 4 and not is_common(letters))
