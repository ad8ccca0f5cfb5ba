"""What every page needs to know about the site itself."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from sources.models import ImportRun


def site(request: HttpRequest) -> dict[str, object]:
    """`has_sample`: whether sample data is on the board, asked of the database once a minute."""
    has_sample = cache.get_or_set("has-sample", lambda: ImportRun.objects.filter(source="sample").exists(), timeout=60)
    return {"has_sample": has_sample, "site_url": settings.SITE_URL}
