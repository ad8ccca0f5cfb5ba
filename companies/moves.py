"""The single moves from which a curator's acts are made. Each expects the lock of companies/registry.py."""

from collections.abc import Collection
from itertools import count

from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from companies import references
from companies.aliases import FOUNDER
from companies.models import Company, EmployerAlias, NonMatch

State = EmployerAlias.State
LIVE = (State.AUTO, State.ACCEPTED)
CURATOR = "curator"


def founders(companies: Collection[Company]) -> list[int]:
    rows = EmployerAlias.objects.filter(company__in=companies, state=State.AUTO, rule=FOUNDER)
    return list(rows.values_list("employer_name_id", flat=True))


def take_in_hand(company: Company, by: int | None) -> None:
    """A company that volume alone had made is a curated one from now on, by the name that made it."""
    EmployerAlias.objects.filter(company=company, state=State.AUTO, rule=FOUNDER).update(
        state=State.ACCEPTED, decided_by=by, decided_at=timezone.now()
    )
    Company.objects.filter(pk=company.pk, status=Company.Status.AUTO).update(status=Company.Status.CURATED)


def link(names: Collection[int], company: Company, by: int | None) -> None:
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


def keep_out(names: Collection[int], company: Company, by: int | None, reason: str) -> None:
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


def founded_by(names: Collection[int], company: Company) -> list[Company]:
    rows = EmployerAlias.objects.filter(employer_name_id__in=names, state=State.AUTO, rule=FOUNDER)
    return list(Company.objects.filter(aliases__in=rows).exclude(pk=company.pk).order_by("pk"))


def spoken(companies: Collection[Company]) -> list[int]:
    """All names of which anything has been said about these companies."""
    return [
        name
        for model in (EmployerAlias, NonMatch)
        for name in model.objects.filter(company__in=companies).values_list("employer_name_id", flat=True)
    ]


def kin(companies: Collection[Company]) -> list[Company]:
    return list(Company.objects.filter(Q(merged_into__in=companies) | Q(parent__in=companies)))


def absorb(company: Company, into: Company) -> references.Moved:
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


def unmake(company_id: int, from_id: int | None) -> None:
    """The company that a split had made goes; if others speak of it by now, it stays as merged."""
    if references.exist(company_id):
        Company.objects.filter(pk=company_id).update(status=Company.Status.MERGED, merged_into=from_id)
    else:
        Company.objects.filter(pk=company_id).delete()


def free_slug(name: str) -> str:
    base = slugify(name)[:100] or "company"
    taken = set(Company.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for number in count(1) if (slug := base if number == 1 else f"{base}-{number}") not in taken)
