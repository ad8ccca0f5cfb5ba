"""What a curator does: accept, reject, split, merge, undo. Each is one transaction and leaves an event behind.

An event keeps the touched names and companies as they stood before, so undoing restores them to the letter. Facts
never change: all companies concerned are counted anew from them, at once. The rules follow with the next
`registry.rematch`, which reads every decision made here.
"""

from collections.abc import Collection
from itertools import count

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from companies import references, registry, rollups, snapshots
from companies.aliases import FOUNDER
from companies.models import Company, CurationEvent, EmployerAlias, NonMatch

State = EmployerAlias.State
Verb = CurationEvent.Verb
LIVE = (State.AUTO, State.ACCEPTED)
CURATOR = "curator"


class CurationError(Exception):
    """The act makes no sense as things stand; the message is for the curator."""


@transaction.atomic
def accept(names: Collection[int], company: Company, *, by: int | None = None, reason: str = "") -> CurationEvent:
    """These names are this company, whatever they were linked to before.

    A name by whose volume another company came into being brings that company with it.
    """
    registry.lock()
    _must_be_live(company)
    others = _founded_by(names, company)
    before = _before([*names, *_spoken(others)], [company, *others], _kin(others))
    _take_in_hand(company, by)
    before["merged"] = {str(other.pk): _absorb(other, company) for other in others}
    NonMatch.objects.filter(employer_name_id__in=names, company=company).delete()
    _link(names, company, by)
    return _record(Verb.ACCEPT, before, company, others[0] if others else None, by, reason)


@transaction.atomic
def reject(names: Collection[int], company: Company, *, by: int | None = None, reason: str = "") -> CurationEvent:
    """These names are not this company: no rule may say so again."""
    registry.lock()
    if set(names) & set(_founders([company])):
        raise CurationError(f"{company} stands by this name. Merge it into the company it belongs to instead.")
    before = _before(names, [company])
    _take_in_hand(company, by)
    _keep_out(names, company, by, reason)
    return _record(Verb.REJECT, before, company, None, by, reason)


@transaction.atomic
def split(
    names: Collection[int], company: Company, new_name: str, *, by: int | None = None, reason: str = ""
) -> CurationEvent:
    """These names of the company are another one, made here and now."""
    registry.lock()
    linked = EmployerAlias.objects.filter(employer_name_id__in=names, company=company, state__in=LIVE)
    if not names or linked.count() != len(set(names)):
        raise CurationError(f"Only names that are linked to {company} can be split from it.")
    if not new_name.strip():
        raise CurationError("The new company needs a name.")
    before = _before(names, [company])
    new = Company.objects.create(name=new_name.strip()[:200], slug=_free_slug(new_name))
    _take_in_hand(company, by)
    _keep_out(names, company, by, reason)
    _link(names, new, by)
    return _record(Verb.SPLIT, {**before, "created": new.pk}, company, new, by, reason)


@transaction.atomic
def merge(company: Company, into: Company, *, by: int | None = None, reason: str = "") -> CurationEvent:
    """Two companies are one. The first keeps its row, hidden, and everything that spoke of it moves."""
    registry.lock()
    if company.pk == into.pk:
        raise CurationError("A company cannot be merged into itself.")
    _must_be_live(company)
    _must_be_live(into)
    before = _before(_spoken([company]), [company, into], _kin([company]))
    _take_in_hand(company, by)
    _take_in_hand(into, by)
    before["merged"] = {str(company.pk): _absorb(company, into)}
    return _record(Verb.MERGE, before, company, into, by, reason)


@transaction.atomic
def undo(event: CurationEvent, *, by: int | None = None, reason: str = "") -> CurationEvent:
    """Everything the act has touched stands again as it stood before."""
    registry.lock()
    event.refresh_from_db()
    if event.verb == Verb.UNDO:
        raise CurationError("An undoing is not undone: do the act again.")
    if event.undone_by_id is not None:
        raise CurationError("This act has been undone already.")
    later = list(CurationEvent.objects.standing().filter(pk__gt=event.pk))
    if blocking := next((one for one in later if _stands_upon(one, event)), None):
        raise CurationError(f"Undo the later act first: #{blocking.pk}, {blocking}.")
    # A company that later acts speak of stays in hand, with the name that had founded it.
    busy = {pk for one in later for pk in one.moved["companies"]}
    names = [pk for pk in event.moved["names"] if not busy or int(pk) not in event.moved["founders"]]
    touched = snapshots.companies_of(snapshots.take(map(int, names), []))
    snapshots.put_back(event.moved, names, but_companies=busy)
    if created := event.moved.get("created"):
        touched.discard(created)
        _unmake(created, event)
    for merged, moved in event.moved.get("merged", {}).items():
        references.move_back(moved, int(merged))
    undoing = CurationEvent.objects.create(
        verb=Verb.UNDO,
        company=event.company,
        moved={"names": {}, "companies": {}, "founders": []},
        reason=reason,
        decided_by_id=by,
    )
    CurationEvent.objects.filter(pk=event.pk).update(undone_by=undoing)
    rollups.recompute(sorted(touched | (snapshots.companies_of(event.moved) - {created})))
    return undoing


def _before(
    names: Collection[int], companies: Collection[Company], kin: Collection[Company] = ()
) -> snapshots.Snapshot:
    founders = [pk for pk in _founders(companies) if pk not in names]
    before = snapshots.take([*names, *founders], [one.pk for one in (*companies, *kin)])
    return {**before, "founders": founders}


def _record(
    verb: Verb, before: snapshots.Snapshot, company: Company, other: Company | None, by: int | None, reason: str
) -> CurationEvent:
    rollups.recompute(sorted(snapshots.companies_of(before) | ({other.pk} if other else set())))
    return CurationEvent.objects.create(
        verb=verb, company=company, other=other, moved=before, reason=reason[:300], decided_by_id=by
    )


def _stands_upon(later: CurationEvent, event: CurationEvent) -> bool:
    """Whether undoing `event` would take away what `later` rests on."""
    named = set(event.moved["names"]) - set(map(str, event.moved["founders"]))
    made_or_gone = {*event.moved.get("merged", ()), str(event.moved.get("created"))}
    return bool(named & set(later.moved["names"]) or made_or_gone & set(later.moved["companies"]))


def _must_be_live(company: Company) -> None:
    if company.status == Company.Status.MERGED:
        raise CurationError(f"{company} has been merged into another company.")


def _founders(companies: Collection[Company]) -> list[int]:
    rows = EmployerAlias.objects.filter(company__in=companies, state=State.AUTO, rule=FOUNDER)
    return list(rows.values_list("employer_name_id", flat=True))


def _take_in_hand(company: Company, by: int | None) -> None:
    """A company that volume alone had made is a curated one from now on, by the name that made it."""
    EmployerAlias.objects.filter(company=company, state=State.AUTO, rule=FOUNDER).update(
        state=State.ACCEPTED, decided_by=by, decided_at=timezone.now()
    )
    Company.objects.filter(pk=company.pk, status=Company.Status.AUTO).update(status=Company.Status.CURATED)


def _link(names: Collection[int], company: Company, by: int | None) -> None:
    former = EmployerAlias.objects.filter(employer_name_id__in=names)
    evidence = dict(former.filter(company=company).values_list("employer_name_id", "evidence"))
    (former.filter(state__in=LIVE) | former.filter(company=company)).delete()
    EmployerAlias.objects.bulk_create(
        EmployerAlias(
            employer_name_id=pk,
            company=company,
            state=State.ACCEPTED,
            rule=CURATOR,
            score=1,
            evidence=evidence.get(pk, {}),
            decided_by_id=by,
        )
        for pk in sorted(set(names))
    )


def _keep_out(names: Collection[int], company: Company, by: int | None, reason: str) -> None:
    EmployerAlias.objects.filter(employer_name_id__in=names, company=company).update(
        state=State.REJECTED, decided_by=by, decided_at=timezone.now()
    )
    NonMatch.objects.bulk_create(
        (
            NonMatch(employer_name_id=pk, company=company, reason=reason[:300], decided_by_id=by)
            for pk in sorted(set(names))
        ),
        ignore_conflicts=True,
    )


def _founded_by(names: Collection[int], company: Company) -> list[Company]:
    rows = EmployerAlias.objects.filter(employer_name_id__in=names, state=State.AUTO, rule=FOUNDER)
    return list(Company.objects.filter(aliases__in=rows).exclude(pk=company.pk).order_by("pk"))


def _spoken(companies: Collection[Company]) -> list[int]:
    """All names of which anything has been said about these companies."""
    return [
        name
        for model in (EmployerAlias, NonMatch)
        for name in model.objects.filter(company__in=companies).values_list("employer_name_id", flat=True)
    ]


def _kin(companies: Collection[Company]) -> list[Company]:
    return list(Company.objects.filter(Q(merged_into__in=companies) | Q(parent__in=companies)))


def _absorb(company: Company, into: Company) -> references.Moved:
    """Names, kin and everything else of the first go to the second; its row stays, hidden."""
    _move_names(company, into)
    Company.objects.filter(merged_into=company).update(merged_into=into)
    Company.objects.filter(pk=into.pk, parent=company).update(parent=None)
    Company.objects.filter(parent=company).update(parent=into)
    Company.objects.filter(pk=company.pk).update(status=Company.Status.MERGED, merged_into=into)
    return references.move(company.pk, into.pk)


def _move_names(company: Company, into: Company) -> None:
    """Links move; what a person kept out of either stays out, unless a person put it into the other one."""
    mine = EmployerAlias.objects.filter(company=company)
    accepted = mine.filter(state=State.ACCEPTED).values("employer_name_id")
    NonMatch.objects.filter(company=into, employer_name_id__in=accepted).delete()
    mine.filter(state=State.AUTO, rule=FOUNDER).update(rule="A1")
    kept_out = NonMatch.objects.filter(company=into).values("employer_name_id")
    mine.filter(state=State.SUGGESTED).delete()
    mine.filter(state=State.AUTO, employer_name_id__in=kept_out).delete()
    live = list(mine.filter(state__in=LIVE).values_list("employer_name_id", flat=True))
    EmployerAlias.objects.filter(company=into, employer_name_id__in=live).delete()
    mine.filter(state__in=LIVE).update(company=into)
    theirs = EmployerAlias.objects.filter(company=into, state__in=LIVE).values("employer_name_id")
    NonMatch.objects.bulk_create(
        (
            NonMatch(employer_name_id=one.employer_name_id, company=into, reason=one.reason, decided_by=one.decided_by)
            for one in NonMatch.objects.filter(company=company).exclude(employer_name_id__in=theirs)
        ),
        ignore_conflicts=True,
    )


def _unmake(company_id: int, event: CurationEvent) -> None:
    """The company that a split had made goes; if others speak of it by now, it stays as merged."""
    if references.exist(company_id):
        Company.objects.filter(pk=company_id).update(status=Company.Status.MERGED, merged_into=event.company_id)
    else:
        Company.objects.filter(pk=company_id).delete()


def _free_slug(name: str) -> str:
    base = slugify(name)[:100] or "company"
    taken = set(Company.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for number in count(1) if (slug := base if number == 1 else f"{base}-{number}") not in taken)
