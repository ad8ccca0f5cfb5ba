"""The rules applied to a whole registry: every name, its group, and the rule that put it there.

Groups are stars, not chains: a name joins because it matches the *hub* of a group – an alias that a curator
accepted or, where there is none, the largest name. So no row of small steps can walk from one company to
another. Everything is decided on sorted values: the order of the input never matters, and matching again
changes nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping

from rapidfuzz import fuzz

from companies.matching import rules
from companies.matching.entities import Accepted, Entity, Rejected, entities, may_join
from companies.matching.orphans import adopt, claim
from companies.matching.sisters import gather_sisters
from companies.matching.values import Employer, Link

NamedRules = tuple[tuple[str, Callable[[Employer, Employer], bool]], ...]
Blocks = Mapping[tuple[str, ...], list[Entity]]
_TWINS: NamedRules = (("A1", rules.a1), ("A5", rules.a5_tax_number), ("A7", rules.a7))
_STARS: NamedRules = (
    ("A0", rules.a0),
    ("A2", rules.a2),
    ("A4", rules.a4),
    ("A5", rules.a5),
    ("A6", rules.a6),
)


def match(
    employers: Iterable[Employer], accepted: Accepted | None = None, rejected: Rejected | None = None
) -> list[Link]:
    """Every employer once, with the hub of its group; a group that a person has founded names its company."""
    rejected = rejected or {}
    everyone = entities(employers, accepted or {}, rejected)
    owners = [entity for entity in everyone if entity.head.tax4]
    orphans = [entity for entity in everyone if not entity.head.tax4]
    claim(orphans, owners, rejected)
    gather(owners, rejected)
    twin(owners, rejected)
    gather_sisters(owners, rejected)
    adopt(orphans, owners, rejected)
    return [link for entity in everyone for link in _links(entity)]


def gather(owners: list[Entity], rejected: Rejected) -> None:
    """Rules within a tax number: accepted and large names are hubs, the others join the most alike hub."""
    blocks: dict[tuple[str, ...], list[Entity]] = defaultdict(list)
    for entity in sorted(owners, key=lambda entity: entity.hub.company is None):  # stable: then by size
        keys = _star_blocks(entity.head) if entity.head.words and not entity.disputed else []
        founded = entity.hub.company is not None
        if not founded:
            _join(entity, _matches(entity, keys, blocks, rejected, _STARS))
        if founded or entity.star is None:
            for key in keys:
                blocks[key].append(entity)


def twin(owners: list[Entity], rejected: Rejected) -> None:
    """A1, A5, A7 across tax numbers: a star whose hub is spelled like a name of a larger star stands by it.

    A star that has done so is no target any more, so a twin never has a twin.
    """
    stars: dict[Entity, list[Entity]] = defaultdict(list)
    for entity in owners:
        if entity.head.words and not entity.disputed:
            stars[entity.hub].append(entity)
    blocks: dict[tuple[str, ...], list[Entity]] = defaultdict(list)
    for hub in sorted(stars, key=lambda hub: hub.company is None):  # stable: then by size
        if hub.company is None:
            _join(hub, _matches(hub, _twin_blocks(hub.head), blocks, rejected, _TWINS))
        if hub.star is None:
            for entity in stars[hub]:
                for key in _twin_blocks(entity.head):
                    blocks[key].append(entity)


def _matches(
    entity: Entity, keys: list[tuple[str, ...]], blocks: Blocks, rejected: Rejected, named: NamedRules
) -> list[tuple[Entity, str]]:
    near = dict.fromkeys(hub for key in keys for hub in blocks.get(key, ()))
    found = ((hub, _first(named, entity.head, hub.head)) for hub in near if may_join(entity, hub, rejected))
    return [(hub, rule) for hub, rule in found if rule]


def _join(entity: Entity, found: list[tuple[Entity, str]]) -> None:
    """Two curated companies at once are a question for a person, not for a rule."""
    curated = [(hub, rule) for hub, rule in found if hub.hub.company is not None]
    if not found or len({hub.group for hub, _ in curated}) > 1:
        return
    hub, entity.rule = min(curated or found, key=lambda pair: _distance(entity, pair[0]))
    entity.star = hub


def _distance(entity: Entity, hub: Entity) -> tuple[bool, float, tuple[Hashable, ...]]:
    """The same tax number first, then the most alike, then the largest."""
    return (
        entity.head.tax4 != hub.head.tax4,
        -fuzz.token_sort_ratio(entity.head.keys.k2, hub.head.keys.k2),
        hub.head.order,
    )


def _first(named: NamedRules, left: Employer, right: Employer) -> str:
    return next((name for name, rule in named if rule(left, right)), "")


def _twin_blocks(head: Employer) -> list[tuple[str, ...]]:
    """Two names that a rule may link across tax numbers share one of these keys."""
    return [("A1", head.keys.k1), ("A7", head.domestic), ("A5", head.state, head.naics2, head.words[0])]


def _star_blocks(head: Employer) -> list[tuple[str, ...]]:
    """Two names that a rule may link within a tax number share one of these keys."""
    words, tax4, trade = head.words, head.tax4, head.keys.trade_k2
    keys = [("A2", tax4, head.keys.joined), ("A4", tax4, words[0]), ("A5", tax4, *words[1:])]
    keys += [("initials", tax4, "".join(word[0] for word in words[:length]), *words[length:]) for length in (2, 3, 4)]
    keys += [("initials", tax4, *words)]
    keys += [("trade", tax4, name) for name in (head.keys.k2, trade) if name]
    return [*keys, ("A0", head.fein)] if head.fein else keys


def _links(entity: Entity) -> Iterable[Link]:
    hub = entity.hub.founder or entity.hub.head
    for one in entity.members:
        same = "A1" if one.keys.k1 == hub.keys.k1 else "A2"
        yield Link(one, hub, "" if one is hub else entity.rule or same, entity.group)
