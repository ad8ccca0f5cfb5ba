"""Names and companies as they stand, kept as JSON in a CurationEvent and put back from it to the letter."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from companies.models import Company, EmployerAlias, NonMatch

Rows = list[dict[str, Any]]
Snapshot = dict[str, Any]
_COMPANY_FIELDS = ("status", "merged_into_id", "parent_id")


def take(name_ids: Iterable[int], company_ids: Iterable[int]) -> Snapshot:
    """All links and non-matches of these names, and the state of every company that they speak of."""
    names: dict[str, dict[str, Rows]] = {str(pk): {"aliases": [], "non_matches": []} for pk in sorted(set(name_ids))}
    companies = set(company_ids)
    listed = [int(pk) for pk in names]
    for kind, model in (("aliases", EmployerAlias), ("non_matches", NonMatch)):
        rows: Iterable[Any] = model.objects.filter(employer_name_id__in=listed).order_by("pk").values()
        for row in rows:
            companies.add(row["company_id"])
            names[str(row["employer_name_id"])][kind].append({**row, "decided_at": row["decided_at"].isoformat()})
    states = Company.objects.filter(pk__in=companies).order_by("pk").values("pk", *_COMPANY_FIELDS)
    return {"names": names, "companies": {str(row.pop("pk")): row for row in states}}


def put_back(snapshot: Snapshot, names: Collection[str], *, but_companies: Collection[str] = ()) -> None:
    """These names stand again as they stood, and the companies, but for those excepted."""
    listed = [int(pk) for pk in names]
    EmployerAlias.objects.filter(employer_name_id__in=listed).delete()
    NonMatch.objects.filter(employer_name_id__in=listed).delete()
    kept = [snapshot["names"][pk] for pk in names]
    EmployerAlias.objects.bulk_create(EmployerAlias(**_row(row)) for rows in kept for row in rows["aliases"])
    NonMatch.objects.bulk_create(NonMatch(**_row(row)) for rows in kept for row in rows["non_matches"])
    for pk, state in snapshot["companies"].items():
        if pk not in but_companies:
            Company.objects.filter(pk=pk).update(**state)


def companies_of(snapshot: Snapshot) -> set[int]:
    return {int(pk) for pk in snapshot["companies"]}


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "decided_at": datetime.fromisoformat(row["decided_at"])}
