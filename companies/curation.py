"""What a curator does: accept, reject, split, merge, undo. Each is one transaction and leaves an event behind.

An event keeps the touched names and companies as they stood before, so undoing restores them to the letter. Facts
never change: all companies concerned are counted anew from them, at once. The rules follow with the next
`registry.rematch`, which reads every decision made here.
"""

from collections.abc import Collection

from django.db import transaction

from companies import moves, references, registry, rollups, snapshots
from companies.models import Company, CurationEvent, EmployerAlias, NonMatch

Verb = CurationEvent.Verb


class CurationError(Exception):
    """The act makes no sense as things stand; the message is for the curator."""


@transaction.atomic
def accept(names: Collection[int], company: Company, *, by: int | None = None, reason: str = "") -> CurationEvent:
    """These names are this company, whatever they were linked to before.

    A name by whose volume another company came into being brings that company with it.
    """
    registry.lock()
    _must_be_live(company)
    others = moves.founded_by(names, company)
    before = _before([*names, *moves.spoken(others)], [company, *others], moves.kin(others))
    moves.take_in_hand(company, by)
    before["merged"] = {str(other.pk): moves.absorb(other, company) for other in others}
    NonMatch.objects.filter(employer_name_id__in=names, company=company).delete()
    moves.link(names, company, by)
    return _record(Verb.ACCEPT, before, company, others[0] if others else None, by, reason)


@transaction.atomic
def reject(names: Collection[int], company: Company, *, by: int | None = None, reason: str = "") -> CurationEvent:
    """These names are not this company: no rule may say so again."""
    registry.lock()
    if set(names) & set(moves.founders([company])):
        raise CurationError(f"{company} stands by this name. Merge it into the company it belongs to instead.")
    before = _before(names, [company])
    moves.take_in_hand(company, by)
    moves.keep_out(names, company, by, reason)
    return _record(Verb.REJECT, before, company, None, by, reason)


@transaction.atomic
def split(
    names: Collection[int], company: Company, new_name: str, *, by: int | None = None, reason: str = ""
) -> CurationEvent:
    """These names of the company are another one, made here and now."""
    registry.lock()
    linked = EmployerAlias.objects.filter(employer_name_id__in=names, company=company, state__in=moves.LIVE)
    if not names or linked.count() != len(set(names)):
        raise CurationError(f"Only names that are linked to {company} can be split from it.")
    if not new_name.strip():
        raise CurationError("The new company needs a name.")
    before = _before(names, [company])
    new = Company.objects.create(name=new_name.strip()[:200], slug=moves.free_slug(new_name))
    moves.take_in_hand(company, by)
    moves.keep_out(names, company, by, reason)
    moves.link(names, new, by)
    return _record(Verb.SPLIT, {**before, "created": new.pk}, company, new, by, reason)


@transaction.atomic
def merge(company: Company, into: Company, *, by: int | None = None, reason: str = "") -> CurationEvent:
    """Two companies are one. The first keeps its row, hidden, and everything that spoke of it moves."""
    registry.lock()
    if company.pk == into.pk:
        raise CurationError("A company cannot be merged into itself.")
    _must_be_live(company)
    _must_be_live(into)
    before = _before(moves.spoken([company]), [company, into], moves.kin([company]))
    moves.take_in_hand(company, by)
    moves.take_in_hand(into, by)
    before["merged"] = {str(company.pk): moves.absorb(company, into)}
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
        moves.unmake(created, event.company_id)
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
    founders = [pk for pk in moves.founders(companies) if pk not in names]
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
