"""A curator's word on what a title is. It wins over every rule, for filings and postings alike."""

from collections.abc import Iterable

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from companies.models import TitleCount, TitleOverride
from companies.occupations.fields import labels
from companies.tasks import reclassify_later
from sources.read_only import ReadOnly


class TitleOverrideForm(forms.ModelForm[TitleOverride]):
    job_field = forms.ChoiceField(required=False, choices=[("", "as its rules and code say"), *labels().items()])

    class Meta:
        model = TitleOverride
        fields = ("title", "soc_code", "job_field", "note")


@admin.register(TitleOverride)
class TitleOverrideAdmin(admin.ModelAdmin[TitleOverride]):
    form = TitleOverrideForm
    list_display = ("title", "soc_code", "job_field", "decided_by", "decided_at", "note")
    list_filter = ("job_field",)
    search_fields = ("title", "soc_code", "note")

    def save_model(
        self, request: HttpRequest, obj: TitleOverride, form: forms.ModelForm[TitleOverride], change: bool
    ) -> None:
        obj.decided_by = request.user  # type: ignore[assignment]  # nobody gets here without an account
        before = [form.initial["title"]] if change else []
        super().save_model(request, obj, form, change)
        reclassify_later([*before, obj.title])

    def delete_model(self, request: HttpRequest, obj: TitleOverride) -> None:
        self.delete_queryset(request, TitleOverride.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[TitleOverride]) -> None:
        titles: Iterable[str] = list(queryset.values_list("title", flat=True))
        super().delete_queryset(request, queryset)
        reclassify_later(titles)


@admin.register(TitleCount)
class TitleCountAdmin(ReadOnly, admin.ModelAdmin[TitleCount]):
    """What the filings say of a title, for the curator to look at."""

    list_display = ("title", "soc_code", "rows")
    search_fields = ("title",)
