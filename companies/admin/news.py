"""News: the queue of held items, and the feeds that are read."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from companies.models import NewsFeed, NewsItem


@admin.register(NewsItem)
class NewsItemAdmin(admin.ModelAdmin[NewsItem]):
    """Held items first: filter by state, read the title, show or hide."""

    list_display = ("title", "company", "publisher", "published_at", "state", "held_because")
    list_filter = ("state", "held_because", "source", "decided_by_curator", "is_sample")
    search_fields = ("title", "publisher", "company__name")
    list_select_related = ("company",)
    date_hierarchy = "published_at"
    autocomplete_fields = ("company",)
    readonly_fields = ("normalised_url", "other_urls", "retrieved_at")
    actions = ("show", "hide")

    def save_model(
        self,
        request: HttpRequest,
        obj: NewsItem,
        form: ModelForm[NewsItem],
        change: bool,
    ) -> None:
        if "state" in form.changed_data:
            obj.decided_by_curator = True
        super().save_model(request, obj, form, change)

    @admin.action(description="Show: it is about this company")
    def show(self, request: HttpRequest, queryset: QuerySet[NewsItem]) -> None:
        shown = queryset.update(state=NewsItem.State.SHOWN, held_because="", decided_by_curator=True)
        messages.success(request, f"{shown} items are shown.")

    @admin.action(description="Hide: it is not about this company")
    def hide(self, request: HttpRequest, queryset: QuerySet[NewsItem]) -> None:
        hidden = queryset.update(state=NewsItem.State.HIDDEN, decided_by_curator=True)
        messages.success(request, f"{hidden} items are hidden.")


@admin.register(NewsFeed)
class NewsFeedAdmin(admin.ModelAdmin[NewsFeed]):
    list_display = ("company", "host", "token", "is_active", "read_at", "failed_because")
    list_filter = ("host", "is_active")
    search_fields = ("company__name", "token")
    list_select_related = ("company",)
    autocomplete_fields = ("company",)
    readonly_fields = ("etag", "last_modified", "read_at", "failed_because")
