"""Companies that stand by the volume of their names alone: made, named, and given up again by the matcher."""

from collections import defaultdict
from collections.abc import Hashable

from django.utils.text import slugify

from companies import references
from companies.matching.founding import Founding, display_name
from companies.models import Company, CurationEvent
from companies.models.matching import FoundedCompany
from companies.names import name_keys


def founders() -> dict[Hashable, list[Hashable]]:
    """Name → the companies that its volume has founded; several after decisions taken back, the oldest first."""
    found: dict[Hashable, list[Hashable]] = defaultdict(list)
    rows = FoundedCompany.objects.filter(company__status=Company.Status.AUTO).order_by("company_id")
    for name_id, company_id in rows.values_list("employer_name_id", "company_id"):
        found[name_id].append(company_id)
    return found


def names_taken() -> dict[str, Hashable]:
    """k2 of the names of all other companies. Of two with one name the older stands."""
    by_volume = FoundedCompany.objects.filter(company__status=Company.Status.AUTO).values("company_id")
    others = Company.objects.public().exclude(pk__in=by_volume).order_by("-pk").values_list("pk", "name")
    return {name_keys(name).k2: pk for pk, name in others}


def save(founding: Founding) -> dict[Hashable, int]:
    """Make or rename the companies of these groups. Returns hub → company.

    Name and slug follow the hub, so that the order of imports leaves no trace in them.
    """
    kept = {int(str(company)) for _, company in founding.founded if company is not None}
    rows = {company.pk: company for company in Company.objects.filter(pk__in=kept)}
    taken = set(Company.objects.exclude(pk__in=kept).values_list("slug", flat=True))
    companies: dict[Hashable, Company] = {}
    moved: list[Company] = []
    for group, company_id in founding.founded:
        company = rows.get(int(str(company_id))) if company_id is not None else None
        company = company or Company()
        kept_name = company.name if "name" in company.overrides else ""
        name = kept_name or display_name([link.employer for link in group.links])
        slug = _free(slugify(name)[:100] or "company", taken)
        if company.pk and (company.name, company.slug, company.status) != (name, slug, Company.Status.AUTO):
            moved.append(company)
        company.name, company.slug, company.status, company.merged_into = name, slug, Company.Status.AUTO, None
        companies[group.hub.id] = company
    # Two of them may change places: out of the way first.
    slugs = [(company, company.slug) for company in moved]
    for company in moved:
        company.slug = f"moving-{company.pk}"
    Company.objects.bulk_update(moved, ["slug"], batch_size=500)
    for company, slug in slugs:
        company.slug = slug
    Company.objects.bulk_update(moved, ["name", "slug", "status", "merged_into"], batch_size=500)
    Company.objects.bulk_create([one for one in companies.values() if not one.pk], batch_size=500)
    FoundedCompany.objects.bulk_create(
        (FoundedCompany(company=company, employer_name_id=int(str(hub))) for hub, company in companies.items()),
        batch_size=500,
        update_conflicts=True,
        unique_fields=["company"],
        update_fields=["employer_name"],
    )
    return {hub: company.pk for hub, company in companies.items()}


def retire(founding: Founding) -> set[int]:
    """Give up companies whose names have gone. One that anything else speaks of stays, merged. Returns the latter."""
    stay: set[int] = set()
    for given_up, to in founding.retired.items():
        company = Company.objects.get(pk=int(str(given_up)))
        if to is not None:
            references.move(company.pk, int(str(to)))
        if references.exist(company.pk) or CurationEvent.objects.concerning(company.pk).exists():
            stay.add(company.pk)
            if to is not None:
                company.status, company.merged_into_id = Company.Status.MERGED, int(str(to))
                company.save()
        else:
            company.delete()
    return stay


def _free(slug: str, taken: set[str]) -> str:
    free, number = slug, 1
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    taken.add(free)
    return free
