"""Curation of boards and postings. What a curator sets on a posting is kept and survives re-import."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from postings.corrections import consequences
from postings.health import health
from postings.models import Board, Posting, PostingEvent, Report
from postings.tasks import import_board
from sources.read_only import ReadOnly

# The fields a curator may correct; everything else is the source's.
CORRECTABLE = (
    "title",
    "company",
    "company_name",
    "department",
    "stance",
    "summary",
    "responsibilities",
    "required",
    "preferred",
    "benefits",
    "workplace",
    "city",
    "state",
    "country_code",
    "places",
    "remote_from",
    "employment_type",
    "seniority",
    "years_min",
    "degree",
    "pay_min",
    "pay_max",
    "pay_currency",
    "pay_period",
    "language",
    "date_posted",
    "valid_through",
    "skills",
    "industries",
    "soc_code",
    "job_field",
    "is_agency",
)


@admin.register(Board)
class BoardAdmin(admin.ModelAdmin[Board]):
    list_display = (
        "ats",
        "token",
        "company",
        "state",
        "state_reason",
        "posting_count",
        "last_read_at",
        "next_due_at",
        "interval",
        "failures",
        "last_error",
    )
    list_filter = ("ats", "state", "is_sample")
    search_fields = ("token", "name", "company__name")
    autocomplete_fields = ("company",)
    readonly_fields = (
        "leased_until",
        "lease",
        "etag",
        "last_modified",
        "last_read_at",
        "last_changed_at",
        "posting_count",
        "failures",
        "last_error",
        "is_sample",
    )
    actions = ("import_now", "pause", "activate")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list of boards, under what their sources did in the last hour."""
        lines = list(health(timezone.now()))
        return super().changelist_view(request, {**(extra_context or {}), "health": lines})

    @admin.action(description="Import now")
    def import_now(self, request: HttpRequest, boards: QuerySet[Board]) -> None:
        boards.update(next_due_at=timezone.now())
        for board_id in boards.values_list("pk", flat=True):
            import_board.delay_on_commit(board_id)  # type: ignore[attr-defined]  # Celery's own, unknown to its types
        self.message_user(request, f"{boards.count()} boards are being imported; see the import runs.")

    @admin.action(description="Pause")
    def pause(self, request: HttpRequest, boards: QuerySet[Board]) -> None:
        changed = boards.update(state=Board.State.PAUSED, state_reason=f"paused by {request.user}")
        self.message_user(request, f"{changed} boards paused.", messages.WARNING)

    @admin.action(description="Make active again")
    def activate(self, request: HttpRequest, boards: QuerySet[Board]) -> None:
        changed = boards.update(state=Board.State.ACTIVE, state_reason="", failures=0, next_due_at=timezone.now())
        self.message_user(request, f"{changed} boards are active.")


class EventInline(admin.TabularInline[PostingEvent, Posting]):
    model = PostingEvent
    fields = ("happened_at", "kind", "fields")
    readonly_fields = fields
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Posting)
class PostingAdmin(admin.ModelAdmin[Posting]):
    list_display = (
        "title",
        "company_name",
        "stance",
        "state",
        "job_field",
        "date_posted",
        "last_checked_at",
        "closed_at",
    )
    list_filter = ("stance", "workplace", "seniority", "is_hidden", "is_sample", "board__ats", "date_posted")
    search_fields = ("title", "company_name", "external_id")
    autocomplete_fields = ("company",)
    list_select_related = ("company",)
    date_hierarchy = "date_posted"
    inlines = (EventInline,)
    actions = ("hide", "show", "forget_overrides")

    def get_readonly_fields(self, request: HttpRequest, obj: Posting | None = None) -> list[str]:
        editable = {*CORRECTABLE, "is_hidden"}
        return [field.name for field in Posting._meta.fields if field.name not in editable]

    def get_exclude(self, request: HttpRequest, obj: Posting | None = None) -> list[str]:
        return ["search_vector", "content_hash", "description_html"]

    def save_model(self, request: HttpRequest, obj: Posting, form: forms.ModelForm[Posting], change: bool) -> None:
        corrected = [field for field in form.changed_data if field in CORRECTABLE]
        follows = consequences(obj, corrected)
        for field, value in follows.items():
            setattr(obj, field, value)
        said = {field: form.cleaned_data[field] for field in corrected}
        obj.overrides |= {field: _plain(value) for field, value in (said | follows).items()}
        super().save_model(request, obj, form, change)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.action(description="Take off the site")
    def hide(self, request: HttpRequest, postings: QuerySet[Posting]) -> None:
        self.message_user(request, f"{postings.update(is_hidden=True)} postings hidden.", messages.WARNING)

    @admin.action(description="Show on the site again")
    def show(self, request: HttpRequest, postings: QuerySet[Posting]) -> None:
        self.message_user(request, f"{postings.update(is_hidden=False)} postings shown.")

    @admin.action(description="Forget the corrections (the next import reads them anew)")
    def forget_overrides(self, request: HttpRequest, postings: QuerySet[Posting]) -> None:
        changed = postings.update(overrides={}, content_hash=b"", analysis_version=0)
        self.message_user(request, f"{changed} postings will be read anew.")


@admin.register(Report)
class ReportAdmin(ReadOnly, admin.ModelAdmin[Report]):
    """What readers say is wrong; what waits for a curator comes first."""

    list_display = ("wrong", "text", "page", "correct_it", "reported_at", "state", "decided_by")
    list_filter = ("state", "wrong", "reported_at")
    list_select_related = ("posting", "decided_by")
    search_fields = ("posting__title", "posting__company_name", "text")
    ordering = ("-state", "-reported_at")  # "waiting" is the last word of the three
    actions = ("mended", "decline")

    @admin.display(description="posting")
    def page(self, report: Report) -> SafeString:
        return format_html('<a href="{}">{}</a>', report.posting.get_absolute_url(), report.posting)

    @admin.display(description="correct it")
    def correct_it(self, report: Report) -> SafeString:
        address = reverse("admin:postings_posting_change", args=[report.posting_id])
        return format_html('<a href="{}">correct</a>', address)

    @admin.action(description="Mended")
    def mended(self, request: HttpRequest, reports: QuerySet[Report]) -> None:
        self._decide(request, reports, Report.State.MENDED)

    @admin.action(description="Nothing was wrong")
    def decline(self, request: HttpRequest, reports: QuerySet[Report]) -> None:
        self._decide(request, reports, Report.State.DECLINED)

    def _decide(self, request: HttpRequest, reports: QuerySet[Report], state: Report.State) -> None:
        decided = reports.update(state=state, decided_at=timezone.now(), decided_by=request.user.pk)
        self.message_user(request, f"{decided} reports: {state.label}.")


def _plain(value: Any) -> Any:
    """The value as JSON can keep it: a company becomes its key, an amount its digits."""
    if hasattr(value, "pk"):
        return value.pk
    if value is None or isinstance(value, (str, int, float, bool, list, dict)):
        return value
    return str(value)
