"""The workbench of legal names: the queue of suggestions, the names, and every decision with its undoing."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from companies import curation, moves
from companies.admin.evidence import Evidence, collect
from companies.models import Company, CurationEvent, EmployerAlias, EmployerName, NonMatch
from companies.rematch import rematch_later
from companies.tasks import refresh_later
from sources.read_only import ReadOnly


class DecisionForm(ActionForm):
    other = forms.CharField(
        required=False, max_length=200, label="Company", help_text="slug of the other company, or the new one's name"
    )


class StateFilter(admin.SimpleListFilter):
    """Opens on the queue."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[EmployerAlias]) -> Iterable[tuple[str, str]]:
        return [("all", "all"), *((state.value, state.label) for state in EmployerAlias.State if state != "suggested")]

    def choices(self, changelist: Any) -> Iterator[Any]:
        first, *others = super().choices(changelist)
        yield {**first, "display": "waits for a curator"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[EmployerAlias]) -> QuerySet[EmployerAlias]:
        if self.value() == "all":
            return queryset
        return queryset.filter(state=self.value() or EmployerAlias.State.SUGGESTED)


@admin.register(EmployerAlias)
class EmployerAliasAdmin(ReadOnly, admin.ModelAdmin[EmployerAlias]):
    """What may belong together, with all that speaks for and against it; volume × score first."""

    list_display = ("company", "ours", "theirs", "agreement", "rule", "score", "spellings", "state")
    list_display_links = None
    list_filter = (StateFilter, "rule", "employer_name__source")
    list_select_related = ("employer_name", "company")
    search_fields = ("employer_name__raw", "company__name", "company__slug")
    ordering = ("-priority", "-employer_name__volume", "pk")
    list_per_page = 50
    show_full_result_count = False
    action_form = DecisionForm
    actions = ("accept", "reject", "split", "merge")

    def get_queryset(self, request: HttpRequest) -> QuerySet[EmployerAlias]:
        self.evidence: dict[int, Evidence] = {}
        return super().get_queryset(request)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        aliases = list(changelist.result_list)
        liked = [alias.evidence["matched_to_id"] for alias in aliases if alias.evidence.get("matched_to_id")]
        self.evidence = collect([alias.employer_name_id for alias in aliases] + liked)
        return changelist

    @admin.display(description="spellings, volume")
    def spellings(self, alias: EmployerAlias) -> str:
        many, volume = alias.evidence.get("spellings", 1), alias.evidence.get("volume", alias.employer_name.volume)
        return f"{many:,}, {volume:,}"

    @admin.display(description="legal name")
    def ours(self, alias: EmployerAlias) -> SafeString:
        return _described(self.evidence.get(alias.employer_name_id))

    @admin.display(description="compared with")
    def theirs(self, alias: EmployerAlias) -> SafeString:
        other = self.evidence.get(alias.evidence.get("matched_to_id", 0))
        return _described(other) if other else format_html("{}", alias.evidence.get("matched_to", "–"))

    @admin.display(description="the same")
    def agreement(self, alias: EmployerAlias) -> str:
        words = {"same_tax_number": "tax number", "same_state": "state", "same_industry": "industry"}
        return ", ".join(word for key, word in words.items() if alias.evidence.get(key)) or "–"

    @admin.action(description="Accept: the name is this company")
    def accept(self, request: HttpRequest, queryset: QuerySet[EmployerAlias]) -> None:
        _decide(request, queryset, lambda names, company: curation.accept(names, company, by=request.user.pk))

    @admin.action(description="Reject: the name is not this company")
    def reject(self, request: HttpRequest, queryset: QuerySet[EmployerAlias]) -> None:
        _decide(request, queryset, lambda names, company: curation.reject(names, company, by=request.user.pk))

    @admin.action(description="Split: the names are a company of their own (give its name)")
    def split(self, request: HttpRequest, queryset: QuerySet[EmployerAlias]) -> None:
        new_name = request.POST.get("other", "")
        _decide(request, queryset, lambda names, company: curation.split(names, company, new_name, by=request.user.pk))

    @admin.action(description="Merge: their company into another one (give its slug)")
    def merge(self, request: HttpRequest, queryset: QuerySet[EmployerAlias]) -> None:
        into = Company.objects.public().filter(slug=request.POST.get("other", "").strip()).first()
        if into is None:
            messages.error(request, "Give the slug of the company that the others are merged into.")
            return
        _decide(request, queryset, lambda _, company: curation.merge(company, into, by=request.user.pk))


@admin.register(EmployerName)
class EmployerNameAdmin(ReadOnly, admin.ModelAdmin[EmployerName]):
    """Every name as published, the largest first. Those without a company are where curation gains most."""

    list_display = ("raw", "source", "volume", "company", "state", "naics2", "first_fiscal_year", "last_fiscal_year")
    list_filter = ("source", "naics2")
    search_fields = ("raw", "k2")
    ordering = ("-volume", "pk")
    show_full_result_count = False
    fields = ("raw", "source", "main_part", "trade_part", "k0", "k2", "volume", "city", "state", "naics2")
    action_form = DecisionForm
    actions = ("accept",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[EmployerName]:
        return super().get_queryset(request).prefetch_related("aliases__company")

    @admin.display(description="company")
    def company(self, name: EmployerName) -> str:
        return next((str(alias.company) for alias in name.aliases.all() if alias.state in moves.LIVE), "–")

    @admin.action(description="Accept: the names are this company (give its slug)")
    def accept(self, request: HttpRequest, queryset: QuerySet[EmployerName]) -> None:
        company = Company.objects.public().filter(slug=request.POST.get("other", "").strip()).first()
        if company is None:
            messages.error(request, "Give the slug of the company.")
            return
        names = list(queryset.values_list("pk", flat=True))
        _tell(request, [partial(curation.accept, names, company, by=request.user.pk)])


@admin.register(NonMatch)
class NonMatchAdmin(ReadOnly, admin.ModelAdmin[NonMatch]):
    """To take one back, accept the name or undo the decision."""

    list_display = ("employer_name", "company", "reason", "decided_by", "decided_at")
    list_select_related = ("employer_name", "company", "decided_by")
    search_fields = ("employer_name__raw", "company__name")
    date_hierarchy = "decided_at"


@admin.register(CurationEvent)
class CurationEventAdmin(ReadOnly, admin.ModelAdmin[CurationEvent]):
    list_display = ("pk", "verb", "company", "other", "names", "reason", "decided_by", "decided_at", "undone_by")
    list_filter = ("verb", "decided_by")
    list_select_related = ("company", "other", "decided_by", "undone_by")
    search_fields = ("company__name", "other__name", "reason")
    date_hierarchy = "decided_at"
    fields = ("verb", "company", "other", "reason", "decided_by", "decided_at", "undone_by")
    actions = ("undo",)

    @admin.display(description="names")
    def names(self, event: CurationEvent) -> int:
        return len(event.moved.get("names", ()))

    @admin.action(description="Undo")
    def undo(self, request: HttpRequest, queryset: QuerySet[CurationEvent]) -> None:
        newest_first = queryset.order_by("-pk")
        _tell(request, [partial(curation.undo, event, by=request.user.pk) for event in newest_first])


def _decide(
    request: HttpRequest,
    aliases: QuerySet[EmployerAlias],
    decision: Callable[[list[int], Company], CurationEvent],
) -> None:
    """One decision for each company among the chosen rows."""
    by_company: dict[Company, list[int]] = {}
    for alias in aliases.select_related("company").order_by("company_id", "employer_name_id"):
        by_company.setdefault(alias.company, []).append(alias.employer_name_id)
    _tell(request, [partial(decision, names, company) for company, names in by_company.items()])


def _tell(request: HttpRequest, decisions: Iterable[Callable[[], CurationEvent]]) -> None:
    done = 0
    touched: set[int] = set()
    for decision in decisions:
        try:
            event = decision()
        except curation.CurationError as error:
            messages.error(request, str(error))
            continue
        done += 1
        touched |= {pk for pk in (event.company_id, event.other_id) if pk is not None}
    if done:
        rematch_later()
        # Funding statements may have moved along with the company: its rounds are joined anew.
        refresh_later(touched)
        messages.success(request, f"{done} done; the counts are up to date. The rules follow within a few minutes.")


def _described(evidence: Evidence | None) -> SafeString:
    if evidence is None:
        return format_html("–")
    titles = format_html_join(", ", "{}", ((title,) for title in evidence.titles))
    return format_html("<strong>{}</strong><br>{}<br><em>{}</em>", evidence.name, evidence.summary, titles)
