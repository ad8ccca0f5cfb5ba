from typing import cast

from django.db import models
from django.db.models.functions import Coalesce

# Left out where a posting is read for its facts.
LONG_TEXTS = (
    "description_html",
    "description_text",
    "responsibilities",
    "required",
    "preferred",
    "benefits",
    "evidence",
)

# What a list of postings reads: a card, a line of a feed or of the API. Naming them is what keeps a list quick.
LISTED = (
    *("title", "company_name", "url", "via", "summary", "stance", "stance_evidence", "workplace", "places"),
    *("city", "state", "country_code", "employment_type", "seniority", "job_field", "industries", "is_sample"),
    *("pay_min", "pay_max", "pay_currency", "pay_period"),
    *("date_posted", "first_seen_at", "last_checked_at", "last_changed_at", "closed_at"),
    *("company__name", "company__slug", "company__cap_exempt"),
)


class PostingQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def live(self) -> "PostingQuerySet":
        """The one gate to search, feeds, API and sitemaps: open, shown once, not hidden."""
        return self.filter(closed_at=None, duplicate_of=None, is_hidden=False)

    def for_cards(self) -> "PostingQuerySet":
        """What a list shows, with its companies. Any other column would cost a query for each row."""
        return self.select_related("company").only(*LISTED)

    def for_page(self) -> "PostingQuerySet":
        """With the number of open postings of its company (`open_count`), in one query."""
        open_ones = self.model.objects.live().filter(company=models.OuterRef("company")).order_by().values("company")
        counted = open_ones.annotate(n=models.Count("pk")).values("n")
        rows = self.select_related("company", "board")
        return cast("PostingQuerySet", rows.annotate(open_count=Coalesce(models.Subquery(counted), 0)))
