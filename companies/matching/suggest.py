"""What a curator should look at: likely names of a company that no rule may link, the most promising first.

The score only sorts the queue: nothing is ever linked by it.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from companies.matching.entities import Rejected
from companies.matching.founding import Group
from companies.matching.likeness import coined_parts, likely
from companies.matching.values import Employer
from companies.matching.words import is_common

LEAST = 0.1  # score
PER_COMPANY = 30
PER_NAME = 2
# A key that more groups share says nothing: GLOBAL, AMERICAN.
CROWD = 300
COMPARED = 12  # largest names of a company
SAME_AS_COMPANY = 0.6  # score of a group that is called like a company without names
COMPANY_NAME, SAME_WORDS, TRADE_NAME, RENAMED, BRAND = "company name", "same words", "trade name", "renamed", "brand"
COMPOUND = "compound word"

Key = tuple[str, ...]
Known = Mapping[Key, list[tuple[Employer, Group]]]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`group` may belong to `company`: the kind of hint, how likely, and the name that it was compared with."""

    group: Group
    company: Hashable
    kind: str
    score: float
    like: Employer

    @property
    def priority(self) -> float:
        return self.score * self.group.volume


def suggest(
    groups: Iterable[Group], rejected: Rejected, titles: Mapping[str, Hashable] | None = None
) -> list[Suggestion]:
    """Groups that may belong to a larger company, the best first within each. `titles`: k2 of a company's name → it."""
    everyone = list(groups)
    known = known_names(everyone)
    chosen: dict[Hashable, list[Suggestion]] = defaultdict(list)
    for group in everyone:
        mine = [*_called_like(group, titles or {}), *compared(group, known)]
        refused = frozenset().union(*(rejected.get(link.employer.id, ()) for link in group.links))
        best: dict[Hashable, Suggestion] = {}
        for one in sorted(mine, key=lambda one: (-one.score, one.like.order)):
            if one.score >= LEAST and one.company not in refused:
                best.setdefault(one.company, one)
        for one in list(best.values())[:PER_NAME]:
            chosen[one.company].append(one)
    return [
        one
        for mine in chosen.values()
        for one in sorted(mine, key=lambda one: (-one.priority, one.group.hub.order))[:PER_COMPANY]
    ]


def known_names(groups: list[Group]) -> Known:
    """The largest names of every company, by what a suggestion may hang on; keys that say nothing are left out."""
    shared = Counter(key for group in groups for key in set(_keys(group.hub)))
    known: dict[Key, list[tuple[Employer, Group]]] = defaultdict(list)
    for group in groups:
        if group.company is not None:
            for link in group.links[:COMPARED]:
                for key in _keys(link.employer):
                    if shared[key] <= CROWD:
                        known[key].append((link.employer, group))
    return known


def compared(group: Group, known: Known) -> Iterator[Suggestion]:
    """A name is held against larger companies only: of two it is the smaller that asks."""
    seen: set[tuple[Hashable, Hashable]] = set()
    for key in _keys(group.hub):
        for like, other in known.get(key, ()):
            larger = (-other.volume, other.hub.order) < (-group.volume, group.hub.order)
            pair = like.id, other.company
            if other.company is None or other.company == group.company or pair in seen:
                continue
            if larger or group.company is None:
                seen.add(pair)
                yield Suggestion(group, other.company, key[0], likely(group.hub, like), like)


def _called_like(group: Group, titles: Mapping[str, Hashable]) -> Iterator[Suggestion]:
    company = titles.get(group.hub.keys.k2)
    if company is not None and company != group.company:
        yield Suggestion(group, company, COMPANY_NAME, SAME_AS_COMPANY, group.hub)


def _keys(one: Employer) -> list[Key]:
    """What two names must have in common to be shown together."""
    if not one.words:
        return []
    keys: list[Key] = [(SAME_WORDS, one.domestic)]
    keys += [(TRADE_NAME, name) for name in {one.keys.k2, one.keys.trade_k2} if name]
    if one.tax4 and one.state:
        keys.append((RENAMED, one.tax4, one.state))
    first = one.words[0]
    keys.append((BRAND, first))
    if len(one.words) > 1:
        keys += [(BRAND, first, one.words[1]), (BRAND, first + one.words[1])]
        initials = "".join(word[0] for word in one.words)
        keys += [(BRAND, initials[:length]) for length in (2, 3, 4) if len(initials) >= length]
    keys += [(COMPOUND, *part) for part in coined_parts(one)]
    return [key for key in keys if key[0] != BRAND or len(key) > 2 or len(key[1]) > 2 or not is_common(key[1])]
