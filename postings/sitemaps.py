"""Live postings, newest first, with the moment of their last true change."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from postings.models import Posting


class PostingSitemap(Sitemap):  # type: ignore[type-arg]
    limit = 5000

    def items(self) -> "QuerySet[Posting]":
        rows: QuerySet[Posting] = Posting.objects.live().order_by("pk")
        return rows.only("pk", "title", "first_seen_at", "last_changed_at")

    def lastmod(self, item: Posting) -> datetime:
        return item.last_changed_at or item.first_seen_at
