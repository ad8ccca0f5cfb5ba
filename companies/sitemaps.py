"""Every company that has a page."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from companies.models import Company


class CompanySitemap(Sitemap):  # type: ignore[type-arg]
    limit = 5000

    def items(self) -> "QuerySet[Company]":
        rows: QuerySet[Company] = Company.objects.public().order_by("pk")
        return rows.only("pk", "slug", "updated_at")

    def lastmod(self, item: Company) -> datetime:
        return item.updated_at
