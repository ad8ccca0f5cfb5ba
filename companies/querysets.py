from django.db import models


class CompanyQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def public(self) -> "CompanyQuerySet":
        """The one gate to pages, feeds and API: a merged company has no page of its own."""
        return self.exclude(status="merged")
