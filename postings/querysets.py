from django.db import models

# What a list of postings does not read.
LONG_TEXTS = (
    "description_html",
    "description_text",
    "responsibilities",
    "required",
    "preferred",
    "benefits",
    "evidence",
)


class PostingQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def live(self) -> "PostingQuerySet":
        """The one gate to search, feeds, API and sitemaps: open, shown once, not hidden."""
        return self.filter(closed_at=None, duplicate_of=None, is_hidden=False)

    def for_cards(self) -> "PostingQuerySet":
        """What a result card shows, without the long texts."""
        return self.select_related("company").defer(*LONG_TEXTS)

    def for_page(self) -> "PostingQuerySet":
        return self.select_related("company", "board")
