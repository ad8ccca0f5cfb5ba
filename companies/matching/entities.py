"""Names that are equal by key: the same tax number and words, or the same spelling. Stars join them."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from companies.matching.values import Employer

Accepted = Mapping[Hashable, Hashable]  # employer id → company, by a person's word
Rejected = Mapping[Hashable, frozenset[Hashable]]  # employer id → companies that it is not


@dataclass(eq=False, slots=True)
class Entity:
    """Members are equal by key, so neither their order nor a chain of likenesses can matter."""

    members: list[Employer]  # the largest first
    company: Hashable | None = None  # of its accepted aliases
    founder: Employer | None = None  # the largest of those
    disputed: bool = False  # equal to names that persons gave to two companies
    star: "Entity | None" = None  # the entity it has joined: a hub, or one whose twin it is; None: a hub itself
    rule: str = ""  # by which it joined

    @property
    def head(self) -> Employer:
        return self.members[0]

    @property
    def hub(self) -> "Entity":
        return self.star.hub if self.star else self

    @property
    def group(self) -> tuple[str, Hashable]:
        """The same for all names of one company."""
        return ("hub", self.hub.head.id) if self.hub.company is None else ("company", self.hub.company)


def entities(employers: Iterable[Employer], accepted: Accepted, rejected: Rejected) -> list[Entity]:
    """Every employer in exactly one entity; the largest entity first."""
    crowds: dict[tuple[Hashable, ...], list[Employer]] = defaultdict(list)
    for employer in sorted(employers, key=lambda employer: employer.order):
        crowds[_identity(employer, rejected)].append(employer)
    found = [entity for members in crowds.values() for entity in _by_company(members, accepted)]
    found.sort(key=lambda entity: (-sum(one.volume for one in entity.members), entity.head.order))
    return found


def _identity(employer: Employer, rejected: Rejected) -> tuple[Hashable, ...]:
    """What makes two names one. A name that a person has kept out of a company leaves its crowd."""
    kept_out = frozenset(rejected.get(employer.id, ()))
    if employer.mixed or not employer.loose:
        return "alone", employer.id
    if employer.tax4:
        return "tax", employer.tax4, employer.loose, kept_out
    return "name", employer.keys.k1, employer.keys.trade_k2, employer.state, employer.fein, kept_out


def _by_company(members: list[Employer], accepted: Accepted) -> list[Entity]:
    companies = {accepted[one.id] for one in members if one.id in accepted}
    if len(companies) < 2:
        founder = next((one for one in members if one.id in accepted), None)
        return [Entity(members, next(iter(companies), None), founder)]
    parts: dict[Hashable | None, list[Employer]] = defaultdict(list)
    for one in members:
        parts[accepted.get(one.id)].append(one)
    return [
        Entity(part, company, part[0] if company is not None else None, disputed=company is None)
        for company, part in parts.items()
    ]


def may_join(entity: Entity, other: Entity, rejected: Rejected) -> bool:
    """No person has said that one of these names is not that company."""
    company = other.hub.company
    return company is None or all(company not in rejected.get(one.id, ()) for one in entity.members)
