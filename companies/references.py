"""What points at a company from other tables follows when companies are merged, and comes back when that is undone."""

from collections.abc import Iterator

from django.apps import apps
from django.db import IntegrityError, models, transaction

from companies.models import (
    Company,
    CurationEvent,
    EmployerAlias,
    NonMatch,
    SponsorshipField,
    SponsorshipPlace,
    SponsorshipWage,
    SponsorshipYear,
)
from companies.models.matching import FoundedCompany

# Names are moved by curation itself, roll-ups are counted anew, and an act stays with the company it was done to.
_COUNTS = (SponsorshipYear, SponsorshipField, SponsorshipPlace, SponsorshipWage)
_OWN = frozenset([Company, EmployerAlias, NonMatch, *_COUNTS, CurationEvent, FoundedCompany])

Moved = dict[str, list[int]]  # "postings.posting.company" → ids


def move(from_id: int, to_id: int) -> Moved:
    """Point everything at the other company. Returns what was moved. What that one has already stays behind."""
    moved: Moved = {}
    for label, model, field in _relations():
        rows = model._default_manager.filter(**{field: from_id})
        ids = [pk for pk in rows.values_list("pk", flat=True) if _moves(model, pk, field, to_id)]
        if ids:
            moved[label] = ids
    return moved


def _moves(model: type[models.Model], pk: int, field: str, to_id: int) -> bool:
    try:
        with transaction.atomic():
            model._default_manager.filter(pk=pk).update(**{field: to_id})
    except IntegrityError:  # the other company has the same (a news item about both)
        return False
    return True


def move_back(moved: Moved, to_id: int) -> None:
    for label, model, field in _relations():
        if label in moved:
            model._default_manager.filter(pk__in=moved[label]).update(**{field: to_id})


def exist(company_id: int) -> bool:
    """Whether anything but names and counts speaks of this company."""
    return any(model._default_manager.filter(**{field: company_id}).exists() for _, model, field in _relations())


def _relations() -> Iterator[tuple[str, type[models.Model], str]]:
    for model in apps.get_models():
        if model not in _OWN and not model._meta.proxy:
            for field in model._meta.concrete_fields:
                if isinstance(field, models.ForeignKey) and field.related_model is Company:
                    yield f"{model._meta.label_lower}.{field.name}", model, field.attname
