"""Names without a tax number (most of DOL's): they join only where one group alone answers to the name."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable

from companies.matching import rules
from companies.matching.entities import Entity, Rejected, may_join
from companies.matching.evidence import CUT_FROM, ends_where_cut
from companies.matching.values import Employer
from companies.names import core

# A spelling belongs to the owner of most of its volume when all others together have a fiftieth of it: those
# are mistyped tax numbers, where two firms of one name would both file.
SLIP = 50
Rule = Callable[[Employer, Employer], bool]


class Spellings:
    """Who answers to a spelling: every name of every placed entity, by its keys."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.by_k1: dict[str, list[tuple[Employer, Entity]]] = defaultdict(list)
        self.by_k2: dict[str, list[tuple[Employer, Entity]]] = defaultdict(list)
        self.by_fein: dict[str, list[tuple[Employer, Entity]]] = defaultdict(list)
        self.by_start: dict[str, list[tuple[Employer, Entity]]] = defaultdict(list)
        for entity in entities:
            self.add(entity)

    def add(self, entity: Entity) -> None:
        for one in entity.members:
            self.by_k1[one.keys.k1].append((one, entity))
            self.by_k2[one.keys.k2].append((one, entity))
            if one.fein:
                self.by_fein[one.fein].append((one, entity))
            if len(one.keys.k0) >= CUT_FROM:
                self.by_start[one.keys.k0[:CUT_FROM]].append((one, entity))


def claim(orphans: list[Entity], owners: list[Entity], rejected: Rejected) -> None:
    """An accepted alias without tax number speaks for the one entity that is spelled as it is."""
    claimants = [orphan for orphan in orphans if orphan.company is not None]
    if not claimants:
        return
    spellings = Spellings(owners)
    claims: dict[Entity, set[Entity]] = defaultdict(set)
    for orphan in claimants:
        owner = _only_answer(orphan, spellings.by_k1.get(orphan.head.keys.k1, []), rules.a1)
        if owner is not None and owner.company is None and may_join(owner, orphan, rejected):
            claims[owner].add(orphan)
    for owner, speakers in claims.items():
        companies = {speaker.company for speaker in speakers}
        if len(companies) == 1 and not owner.disputed:
            owner.star, owner.rule = min(speakers, key=lambda speaker: speaker.head.order), "A1"


def adopt(orphans: list[Entity], owners: list[Entity], rejected: Rejected) -> None:
    """A0, else A1, else A3, else A6. Who finds no owner waits for smaller names of its own kind."""
    spellings = Spellings(owners)
    completions = _completions([*owners, *orphans])
    for orphan in sorted(orphans, key=lambda entity: entity.company is None):  # stable: then by size
        if orphan.company is None and not orphan.disputed and orphan.head.loose:
            _place(orphan, spellings, completions, rejected)
        spellings.add(orphan)


def _place(orphan: Entity, spellings: Spellings, completions: dict[str, list[str]], rejected: Rejected) -> None:
    head = orphan.head
    if head.fein and (answers := spellings.by_fein.get(head.fein)):
        owner, rule = _only_answer(orphan, answers, rules.a0), "A0"
    elif answers := spellings.by_k1.get(head.keys.k1):
        owner, rule = _only_answer(orphan, answers, rules.a1), "A1"
    elif answers := spellings.by_k2.get(head.keys.k2):
        owner, rule = _only_answer(orphan, answers, rules.a3), "A3"
    else:
        answers = [
            (one, entity)
            for one, entity in spellings.by_start.get(head.keys.k0[:CUT_FROM], [])
            if ends_where_cut(*sorted((one, head), key=lambda employer: len(employer.keys.k0)))
        ]
        certain = all(_one_completion(one, completions) for one in (head, *(one for one, _ in answers)))
        owner, rule = (_only_answer(orphan, answers, rules.a6), "A6") if certain else (None, "")
    if owner is not None and may_join(orphan, owner, rejected):
        orphan.star, orphan.rule = owner, rule


def _only_answer(orphan: Entity, answers: list[tuple[Employer, Entity]], rule: Rule) -> Entity | None:
    """The owner of a spelling, if all who have it are one group (but for rare slips) and the rule holds for
    a member.
    """
    volumes: dict[Hashable, int] = defaultdict(int)
    for one, entity in answers:
        volumes[entity.group] += one.volume
    owner, largest = max(volumes.items(), key=lambda pair: pair[1], default=(None, 0))
    others = sum(volumes.values()) - largest
    if len(volumes) > 1 and largest < SLIP * max(others, 1):
        return None
    return next((entity for one, entity in answers if entity.group == owner and rule(orphan.head, one)), None)


def _completions(entities: Iterable[Entity]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for entity in entities:
        for one in entity.members:
            if len(one.keys.k0) >= CUT_FROM:
                found[one.keys.k0[:CUT_FROM]].append(one.keys.k0)
    return found


def _one_completion(cut: Employer, completions: dict[str, list[str]]) -> bool:
    """All longer names that begin like a cut one go on alike, so that the cut one can mean only them."""
    start = cut.keys.k0
    if not cut.keys.cut or len(start) < CUT_FROM:
        return True
    longer = {core(name) for name in completions[start[:CUT_FROM]] if name.startswith(start)}
    longest = max(longer, key=len)
    return all(longest.startswith(one) for one in longer)
