"""The standing pages."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse


class PageSitemap(Sitemap):  # type: ignore[type-arg]
    def items(self) -> list[str]:
        return ["postings:home", "companies:company_list", "companies:insights", "sources:sources", "sources:method"]

    def location(self, item: str) -> str:
        return reverse(item)
