"""The registry: which company each published name belongs to, worked out anew from all names and all curation.

`rematch` is a function of the names and of what persons have decided, so it may run at any time, in any order of
imports, and twice: the second run changes nothing. What a curator has accepted or rejected is never touched.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace

from django.db import connection, transaction
from django.db.models import Max

from companies import aliases, founded, rollups
from companies.matching.cluster import match
from companies.matching.entities import Accepted, Rejected
from companies.matching.founding import Group, groups, plan
from companies.matching.memory import without_collection
from companies.matching.suggest import Suggestion, suggest
from companies.matching.values import Employer
from companies.models import Company, CurationEvent, EmployerAlias, EmployerName, NonMatch
from companies.models.matching import FoundedCompany

State = EmployerAlias.State
# Held while links are written, by the matcher and by curators: each sees the other's work whole.
LOCK = 0x456D706C
_BATCH = 5_000
# A tax number that less of a name's volume carries is a slip; more of it, elsewhere, is a second firm.
_SHARED_FROM = 0.2


@dataclass(frozen=True, slots=True)
class Outcome:
    names: int
    linked: int  # names with a company, by rule or by a person
    suggested: int
    founded: int  # companies that stand by their volume alone
    changed: int  # companies whose names are not what they were


@dataclass(frozen=True, slots=True)
class _Unmade:
    """A company that will be made for this hub."""

    hub: Hashable


def rematch() -> Outcome:
    """Work out every link and write the differences. Companies that gain or lose a name are counted anew."""
    with without_collection():
        while True:
            seen = _last_decision()
            accepted, rejected = decisions()
            found = groups(match(load(), accepted, rejected))
            hints = suggest(_expected(found, rejected), rejected, founded.names_taken())
            with transaction.atomic():
                lock()
                if _last_decision() == seen:  # else somebody has decided meanwhile
                    return _write(found, hints, rejected)


def lock() -> None:
    """Until the end of this transaction nobody else changes links."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def load() -> Iterator[Employer]:
    """Every published name with the tax number that most of its volume carries."""
    taxes = _main_tax_numbers()
    columns = ("pk", "raw", "city", "state", "naics2", "volume")
    for pk, raw, city, state, naics2, volume in EmployerName.objects.values_list(*columns).iterator(_BATCH):
        last4, fein, mixed = taxes.get(pk, ("", "", False))
        yield Employer(pk, raw, last4, city, state, naics2, volume, fein, mixed)


def decisions() -> tuple[Accepted, Rejected]:
    """What persons have said: name → company accepted, name → companies it is not.

    A company that volume had made and a person has reviewed keeps the name that made it.
    """
    rejected: dict[Hashable, set[Hashable]] = defaultdict(set)
    for name_id, company_id in NonMatch.objects.values_list("employer_name_id", "company_id"):
        rejected[name_id].add(company_id)
    for name_id, company_id in _said(State.REJECTED):
        rejected[name_id].add(company_id)
    reviewed = FoundedCompany.objects.filter(company__status=Company.Status.CURATED)
    kept = reviewed.values_list("employer_name_id", "company_id")
    accepted: dict[Hashable, Hashable] = {name: company for name, company in kept if company not in rejected[name]}
    accepted |= dict(_said(State.ACCEPTED))
    return accepted, {name_id: frozenset(companies) for name_id, companies in rejected.items() if companies}


def _said(state: str) -> Iterable[tuple[int, int]]:
    return EmployerAlias.objects.filter(state=state).values_list("employer_name_id", "company_id")


def _last_decision() -> int:
    return CurationEvent.objects.aggregate(last=Max("pk"))["last"] or 0


def _main_tax_numbers() -> dict[int, tuple[str, str, bool]]:
    """name → last four digits, keyed hash, and whether unlike firms of several states share the name."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH numbers AS (
                SELECT employer_name_id AS name, last4, fein_hash, max(state) AS state, sum(volume) AS volume
                FROM companies_employertaxid GROUP BY 1, 2, 3
            ), ranked AS (
                SELECT *, row_number() OVER w AS place, first_value(state) OVER w AS main_state,
                    first_value(last4) OVER w AS main_last4, first_value(fein_hash) OVER w AS main_fein,
                    sum(volume) OVER (PARTITION BY name) AS whole
                FROM numbers WINDOW w AS (PARTITION BY name ORDER BY volume DESC, last4, fein_hash)
            )
            SELECT name, min(main_last4), min(main_fein), bool_or(
                place > 1 AND state <> main_state AND volume >= %s * whole
                AND last4 || fein_hash <> main_last4 || main_fein
            ) FROM ranked GROUP BY name
            """,
            [_SHARED_FROM],
        )
        return {name: (last4, fein, mixed) for name, last4, fein, mixed in cursor}


def _expected(found: list[Group], rejected: Rejected) -> list[Group]:
    """The groups with their companies; those that are still to be made are called by their hub."""
    founding = plan(found, founded.founders(), founded.names_taken(), rejected)
    companies = {group.hub.id: company or _Unmade(group.hub.id) for group, company in founding.founded}
    return [replace(group, company=companies.get(group.hub.id, group.company)) for group in found]


def _write(found: list[Group], hints: list[Suggestion], rejected: Rejected) -> Outcome:
    founding = plan(found, founded.founders(), founded.names_taken(), rejected)
    companies = founded.save(founding)
    placed = [replace(group, company=companies.get(group.hub.id, group.company)) for group in found]
    made = [
        replace(hint, company=companies.get(hint.company.hub)) if isinstance(hint.company, _Unmade) else hint
        for hint in hints
    ]
    shown = [hint for hint in made if hint.company is not None]
    by_person = {name_id for name_id, _ in _said(State.ACCEPTED)}
    changed = aliases.write([*aliases.links(placed, by_person), *aliases.hints(shown)])
    changed |= founded.retire(founding)
    rollups.recompute(sorted(changed))
    return Outcome(
        names=sum(len(group.links) for group in placed),
        linked=sum(len(group.links) for group in placed if group.company is not None),
        suggested=len(shown),
        founded=len(companies),
        changed=len(changed),
    )
