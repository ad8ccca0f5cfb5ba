"""Atom for any search: the same filter as the page, newest first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html

from postings.models import Posting
from postings.results import SearchPage
from postings.templatetags.posting_tags import pay_period, pay_range, place_names

MOST_ITEMS = 50
# XML 1.0 has no way to write these; readers type them and employers paste them.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _clean(text: str) -> str:
    return CONTROL.sub("", text)


@dataclass(frozen=True, slots=True)
class Asked:
    page: SearchPage

    @property
    def query(self) -> str:
        return f"?{self.page.query}" if self.page.query else ""


class SearchFeed(Feed):  # type: ignore[type-arg]
    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: object, **kwargs: object) -> Asked:
        return Asked(SearchPage(request.GET, timezone.localdate()))

    def title(self, asked: Asked) -> str:
        return _clean(f"Jobboard: jobs {asked.page.subject}").strip()

    def link(self, asked: Asked) -> str:
        return reverse("postings:search") + asked.query

    def feed_url(self, asked: Asked) -> str:
        return reverse("postings:feed") + asked.query

    def subtitle(self, asked: Asked) -> str:
        """What of the address could not be understood is said here, as on the page."""
        return _clean(" ".join(asked.page.problems))

    def items(self, asked: Asked) -> Sequence[Posting]:
        rows = asked.page.filter.qs.for_cards().order_by("-first_seen_at", "-pk")
        return list(rows[:MOST_ITEMS])

    def item_title(self, item: Posting) -> str:
        return _clean(f"{item.title} at {item.company_name}")

    def item_description(self, item: Posting) -> str:
        facts = [
            place_names(item),
            f"{pay_range(item)} {pay_period(item)}".strip(),
            item.get_stance_display(),
        ]
        return _clean(format_html("<p>{}</p><p>{}</p>", " · ".join(fact for fact in facts if fact), item.summary))

    def item_pubdate(self, item: Posting) -> datetime:
        return item.first_seen_at

    def item_updateddate(self, item: Posting) -> datetime:
        return item.last_changed_at or item.first_seen_at

    def item_categories(self, item: Posting) -> Sequence[str]:
        return [_clean(industry) for industry in item.industries]
