"""Companies, the vocabulary of industries, and what sources say of companies."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from companies.models import Company, CompanyStatement, Industry, RoundStatement
from companies.tasks import refresh_later

# What imports fill, and so what a curator's word must protect.
_PROTECTED = frozenset(
    """
    name domain cik tickers crunchbase_permalink description website industries employees_min employees_max city
    state country_code founded_on founded_precision cap_exempt cap_exempt_evidence parent parent_from
    """.split()  # noqa: SIM905 - a list of a screenful reads better as words
)


@admin.register(Industry)
class IndustryAdmin(admin.ModelAdmin[Industry]):
    list_display = ("name", "group", "slug")
    list_filter = ("group",)
    search_fields = ("name",)


class StatementInline(admin.TabularInline[CompanyStatement, Company]):
    """What each source says; read-only, because a correction belongs to the company."""

    model = CompanyStatement
    fields = ("source", "dataset", "name", "domain", "cik", "crunchbase_permalink", "as_of", "retrieved_on")
    readonly_fields = fields
    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Company)
class CompanyAdmin(admin.ModelAdmin[Company]):
    """A field that is changed here is a curator's from then on: imports keep away from it."""

    list_display = ("name", "status", "domain", "cik", "funding_stage", "city", "state", "updated_at")
    list_filter = ("status", "funding_stage", "cap_exempt", "is_agency", "is_sample", "industries__group")
    search_fields = ("name", "domain", "cik", "crunchbase_permalink", "slug")
    autocomplete_fields = ("parent", "merged_into", "industries")
    readonly_fields = ("funding_stage", "field_sources", "overrides", "created_at", "updated_at")
    inlines = (StatementInline,)
    actions = ("let_sources_decide",)

    def save_model(
        self,
        request: HttpRequest,
        obj: Company,
        form: ModelForm[Company],
        change: bool,
    ) -> None:
        changed = _PROTECTED & set(form.changed_data)
        if change and changed:
            obj.overrides = obj.overrides | dict.fromkeys(sorted(changed), request.user.get_username())
        super().save_model(request, obj, form, change)

    @admin.action(description="Give all fields back to the sources")
    def let_sources_decide(self, request: HttpRequest, queryset: QuerySet[Company]) -> None:
        ids = list(queryset.values_list("pk", flat=True))
        queryset.update(overrides={})
        refresh_later(ids)
        messages.success(request, f"{len(ids)} companies will be filled anew from their sources.")


class PlacedFilter(admin.SimpleListFilter):
    """The queue of statements that wait for a person."""

    title = "place"
    parameter_name = "place"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[CompanyStatement]) -> list[tuple[str, str]]:
        return [("same_name", "a company of that name exists"), ("waiting", "no company"), ("placed", "placed")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[CompanyStatement]) -> QuerySet[CompanyStatement]:
        if self.value() == "same_name":
            return queryset.filter(company=None).exclude(why_unplaced="")
        if self.value() == "waiting":
            return queryset.filter(company=None)
        if self.value() == "placed":
            return queryset.filter(company__isnull=False)
        return queryset


@admin.register(CompanyStatement)
class CompanyStatementAdmin(admin.ModelAdmin[CompanyStatement]):
    """Statements are evidence; what a curator decides is only the company that they are about."""

    list_display = ("name", "source", "dataset", "company", "why_unplaced", "domain", "cik", "as_of")
    list_filter = (PlacedFilter, "source", "dataset", "placed_by_curator")
    search_fields = ("name", "external_id", "domain", "cik", "crunchbase_permalink")
    list_select_related = ("company",)
    autocomplete_fields = ("company",)
    readonly_fields = (
        *("why_unplaced", "source", "dataset", "external_id", "name", "domain", "cik", "crunchbase_permalink"),
        *("crunchbase_uuid", "values", "as_of", "retrieved_on", "run"),
    )
    fields = ("company", "placed_by_curator", *readonly_fields)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(
        self,
        request: HttpRequest,
        obj: CompanyStatement,
        form: ModelForm[CompanyStatement],
        change: bool,
    ) -> None:
        before = form.initial.get("company")
        if "company" in form.changed_data:
            obj.placed_by_curator = True
            obj.why_unplaced = ""
        super().save_model(request, obj, form, change)
        _move_rounds(obj)
        refresh_later(filter(None, (before, obj.company_id)))


def _move_rounds(statement: CompanyStatement) -> None:
    """Rounds go with the company's statement: they name it by the same key."""
    rounds = RoundStatement.objects.filter(source=statement.source, company_key=statement.external_id)
    rounds.update(company=statement.company, round=None)
