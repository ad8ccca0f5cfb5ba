"""Rounds as shown, the statements behind them, and investors."""

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from companies.models import FundingRound, Investment, Investor, RoundStatement
from companies.tasks import refresh_later

_FIGURES = frozenset(
    {"kind", "announced_on", "announced_precision", "amount", "currency", "amount_usd", "offering_amount"}
)


class RoundStatementInline(admin.TabularInline[RoundStatement, FundingRound]):
    """What each source says of this round."""

    model = RoundStatement
    fk_name = "round"
    fields = ("source", "dataset", "kind", "announced_on", "amount", "currency", "amount_usd", "as_of", "url")
    readonly_fields = fields
    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(FundingRound)
class FundingRoundAdmin(admin.ModelAdmin[FundingRound]):
    """A figure that is changed here is a curator's from then on; the statements stay as they are."""

    list_display = ("company", "kind", "announced_on", "amount_usd", "counts", "why_not", "chosen_by_curator")
    list_filter = ("kind", "counts", "chosen_by_curator", "is_hidden", "is_sample")
    search_fields = ("company__name", "company__slug")
    list_select_related = ("company",)
    date_hierarchy = "announced_on"
    autocomplete_fields = ("company",)
    readonly_fields = ("shown", "amount_from", "why_not")
    inlines = (RoundStatementInline,)
    actions = ("let_sources_decide", "hide")

    def save_model(
        self,
        request: HttpRequest,
        obj: FundingRound,
        form: ModelForm[FundingRound],
        change: bool,
    ) -> None:
        if _FIGURES & set(form.changed_data):
            obj.chosen_by_curator = True
        super().save_model(request, obj, form, change)

    @admin.action(description="Let the written order decide again")
    def let_sources_decide(self, request: HttpRequest, queryset: QuerySet[FundingRound]) -> None:
        companies = list(queryset.values_list("company", flat=True).distinct())
        queryset.update(chosen_by_curator=False, is_hidden=False)
        refresh_later(companies)
        messages.success(request, "The rounds will be worked out anew from their statements.")

    @admin.action(description="Hide from pages and totals")
    def hide(self, request: HttpRequest, queryset: QuerySet[FundingRound]) -> None:
        messages.success(request, f"{queryset.update(is_hidden=True)} rounds hidden.")


class InvestmentInline(admin.TabularInline[Investment, RoundStatement]):
    model = Investment
    fields = ("investor", "is_lead")
    autocomplete_fields = ("investor",)
    extra = 0


@admin.register(RoundStatement)
class RoundStatementAdmin(admin.ModelAdmin[RoundStatement]):
    """Statements are evidence; a curator decides to which company and round they belong."""

    list_display = ("company_name", "source", "dataset", "kind", "announced_on", "amount_usd", "company", "replaced")
    list_filter = (
        "source",
        "dataset",
        "kind",
        "replaced",
        "placed_by_curator",
        ("company", admin.EmptyFieldListFilter),
    )
    search_fields = ("company_name", "company_key", "external_id")
    list_select_related = ("company",)
    autocomplete_fields = ("company", "round")
    readonly_fields = (
        *("source", "dataset", "external_id", "company_key", "company_name", "kind", "source_kind"),
        *("announced_on", "announced_precision", "amount", "currency", "amount_usd", "offering_amount"),
        *("investor_count", "replaces", "replaced", "withdrawn_on", "url", "as_of", "retrieved_on", "run"),
    )
    fields = ("company", "round", "placed_by_curator", *readonly_fields)
    inlines = (InvestmentInline,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(
        self,
        request: HttpRequest,
        obj: RoundStatement,
        form: ModelForm[RoundStatement],
        change: bool,
    ) -> None:
        if "round" in form.changed_data:
            obj.placed_by_curator = obj.round is not None
        super().save_model(request, obj, form, change)
        refresh_later(filter(None, (form.initial.get("company"), obj.company_id)))


@admin.register(Investor)
class InvestorAdmin(admin.ModelAdmin[Investor]):
    list_display = ("name", "kind", "source", "rank", "rounds")
    list_filter = ("kind", "source", "is_sample")
    search_fields = ("name", "external_key", "uuid")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Investor]:
        return super().get_queryset(request).annotate(round_count=Count("investments"))

    @admin.display(ordering="round_count")
    def rounds(self, investor: Investor) -> int:
        return int(getattr(investor, "round_count", 0))
