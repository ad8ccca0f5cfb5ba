"""Search → ids, total and facet counts. Everything above asks only `search`; a faster engine can answer in its place."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from companies.models import SponsorshipField
from postings import conditions, facets
from postings.facets import CountedFacet
from postings.filters import PostingFilter
from postings.models import Posting

PAGE_SIZE = 25
# Deeper pages cost more than they are worth: nobody reads them, only robots do.
DEEPEST_PAGE = 400


@dataclass(frozen=True, slots=True)
class Found:
    ids: tuple[int, ...]  # of one page, in order
    total: int
    facets: tuple[CountedFacet, ...]


def search(asked: PostingFilter, page: int, today: date, size: int = PAGE_SIZE) -> Found:
    """One page of a search. `page` counts from 1; beyond the last there are no ids."""
    total, counted = facets.count(asked.base, asked.facets, asked.chosen)
    rows = ordered(asked.qs, asked.asked, today)
    first = (page - 1) * size
    ids = tuple(rows.values_list("pk", flat=True)[first : first + size]) if first < total else ()
    return Found(ids, total, tuple(counted))


def ordered(rows: "QuerySet[Posting]", asked: dict[str, Any], today: date) -> "QuerySet[Posting]":
    """The written rule: a posting whose title has every keyword comes before one that only mentions them, the
    newer before the older. Undated postings come last."""
    newest = (F("date_posted").desc(nulls_last=True), "-pk")
    match asked.get("sort"):
        case "pay":
            return rows.order_by(F("pay_year_max").desc(nulls_last=True), *newest)
        case "record":
            return rows.annotate(record=_record_in_field(today)).order_by("-record", *newest)
        case "newest":
            return rows.order_by(*newest)
    if text := asked.get("q"):
        titled = Case(
            When(conditions.in_title(text), then=Value(0)), default=Value(1), output_field=IntegerField()
        )
        return rows.order_by(titled, *newest)
    return rows.order_by(*newest)


def _record_in_field(today: date) -> Coalesce:
    """LCA cases certified in the posting's job field over the recent fiscal years."""
    counts = (
        SponsorshipField.objects.filter(
            company=OuterRef("company"),
            job_field=OuterRef("job_field"),
            fiscal_year__gte=conditions.first_recent_year(today),
        )
        .values("company")
        .annotate(cases=Sum("lca_certified"))
        .values("cases")
    )
    return Coalesce(Subquery(counts), 0)
