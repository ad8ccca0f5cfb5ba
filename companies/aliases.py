"""Links as the rules want them, written as differences. A person's own links are never touched."""

from collections.abc import Container, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from companies.matching import rules
from companies.matching.founding import Group
from companies.matching.suggest import Suggestion
from companies.models import EmployerAlias

State = EmployerAlias.State
# The name by whose volume a company came into being; the company goes where this name goes.
FOUNDER = "volume"
_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """One link that should stand, and whence it came."""

    name_id: int
    company_id: int
    state: str
    rule: str
    origin: Group | Suggestion
    score: float = 1.0
    priority: float = 0.0

    def evidence(self) -> dict[str, Any]:
        """What a curator reads. Tax numbers are compared here, never shown."""
        if isinstance(self.origin, Group):
            return {"matched_to": self.origin.hub.name}
        hint = self.origin
        ours, theirs = hint.group.hub, hint.like
        return {
            "matched_to": theirs.name,
            "matched_to_id": theirs.id,
            "spellings": len(hint.group.links),
            "volume": hint.group.volume,
            "same_tax_number": bool(ours.tax4 and ours.tax4 == theirs.tax4),
            "same_state": bool(ours.state and ours.state == theirs.state),
            "same_industry": bool(ours.naics2 and ours.naics2 == theirs.naics2),
        }


def links(groups: Iterable[Group], by_person: Container[Hashable]) -> Iterator[Wanted]:
    """The links of every group that is a company, but for those of the names that a person linked."""
    for group in groups:
        if group.company is not None:
            for link in group.links:
                if link.employer.id not in by_person:
                    yield Wanted(
                        int(str(link.employer.id)), int(str(group.company)), State.AUTO, link.rule or FOUNDER, group
                    )


def hints(suggestions: Iterable[Suggestion]) -> Iterator[Wanted]:
    for one in suggestions:
        name_id, company_id = int(str(one.group.hub.id)), int(str(one.company))
        yield Wanted(name_id, company_id, State.SUGGESTED, one.kind, one, round(one.score, 3), round(one.priority, 1))


def write(wanted: Iterable[Wanted]) -> set[int]:
    """Make the rows of the rules those `wanted`. Returns the companies whose linked names have changed."""
    by_pair = {(one.name_id, one.company_id): one for one in wanted}
    stale: list[int] = []
    gone: set[tuple[int, int]] = set()
    columns = ("pk", "employer_name_id", "company_id", "state", "rule", "priority", "rule_version")
    ruled = EmployerAlias.objects.filter(state__in=[State.AUTO, State.SUGGESTED]).values_list(*columns)
    for pk, name_id, company_id, state, rule, priority, version in ruled.iterator(_BATCH):
        one = by_pair.get((name_id, company_id))
        if one and (one.state, one.rule, one.priority, rules.VERSION) == (state, rule, priority, version):
            del by_pair[name_id, company_id]
        else:
            stale.append(pk)
            if state == State.AUTO:
                gone.add((name_id, company_id))
    for start in range(0, len(stale), _BATCH):
        EmployerAlias.objects.filter(pk__in=stale[start : start + _BATCH])._raw_delete("default")
    EmployerAlias.objects.bulk_create((_row(one) for one in by_pair.values()), batch_size=_BATCH)
    come = {pair for pair, one in by_pair.items() if one.state == State.AUTO}
    return {company_id for _, company_id in gone ^ come}


def _row(one: Wanted) -> EmployerAlias:
    return EmployerAlias(
        employer_name_id=one.name_id,
        company_id=one.company_id,
        state=one.state,
        rule=one.rule,
        score=one.score,
        priority=one.priority,
        evidence=one.evidence(),
        rule_version=rules.VERSION,
    )
