"""The ledger, read-only: what was imported, what changed, what could not be taken."""

from django.contrib import admin

from sources.models import ImportProblem, ImportRun
from sources.read_only import ReadOnly


class ProblemInline(ReadOnly, admin.TabularInline[ImportProblem, ImportRun]):
    model = ImportProblem
    fields = ("place", "field", "message", "raw")
    readonly_fields = fields
    extra = 0
    max_num = 200


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnly, admin.ModelAdmin[ImportRun]):
    list_display = (
        "source",
        "subject",
        "status",
        "started_at",
        "seconds",
        "progressed_at",
        "rows_read",
        "created",
        "updated",
        "unchanged",
        "closed",
        "skipped",
        "failed",
    )
    list_filter = ("status", "source", "started_at")
    search_fields = ("subject", "error")
    date_hierarchy = "started_at"
    inlines = (ProblemInline,)

    @admin.display(description="took")
    def seconds(self, run: ImportRun) -> str:
        return f"{run.took().total_seconds():,.1f} s"
