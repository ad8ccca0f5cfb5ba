"""The one meaning of a search among companies."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

import django_filters
from django.db.models import F, Max, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from companies.funding.kinds import STAGE_LABELS
from companies.models import Company, Industry
from companies.units import fiscal_year_of

RECENT_YEARS = 5
RECORDS = {
    "any": ("Any filing", ("lca_certified", "lca_positions", "initial_approvals", "continuing_approvals")),
    "new": ("New hires, not renewals alone", ("new_positions", "initial_approvals")),
    "perm": ("Green cards (PERM)", ("perm_certified",)),
}
SORTS = {"record": "Largest record", "name": "Name"}
LEFT_OUT = "this filter was left out"


def _industries() -> list[tuple[str, str]]:
    return list(Industry.objects.values_list("slug", "name"))


def _choice(
    label: str, choices: Mapping[str, str] | Callable[[], list[tuple[str, str]]], **kwargs: str
) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        label=label,
        choices=choices if callable(choices) else list(choices.items()),
        error_messages={"invalid_choice": f"“%(value)s” is not one of its choices; {LEFT_OUT}."},
        **kwargs,
    )


class CompanyFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Query string → companies. What cannot be understood is left out, and `problems` says so in words."""

    q = django_filters.CharFilter(label="Name", max_length=100, method="by_name")
    record = _choice("Record", {key: label for key, (label, _) in RECORDS.items()}, method="by_record")
    exempt = _choice("Cap-exempt", {"yes": "Cap-exempt employers"}, method="by_exempt")
    stage = _choice("Funding stage", STAGE_LABELS, field_name="funding_stage")
    industry = _choice("Industry", _industries, field_name="industries__slug")
    state = django_filters.CharFilter(label="State", max_length=60, field_name="state", lookup_expr="iexact")
    sort = _choice("Sort by", SORTS, method="keep")

    class Meta:
        model = Company
        fields: list[str] = []

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        queryset: "QuerySet[Company] | None" = None,
        today: date | None = None,
    ) -> None:
        self.since = fiscal_year_of(today or timezone.localdate()) - RECENT_YEARS
        super().__init__(
            QueryDict() if data is None else data, Company.objects.public() if queryset is None else queryset
        )

    def by_name(self, rows: "QuerySet[Company]", name: str, text: str) -> "QuerySet[Company]":
        linked = Q(aliases__employer_name__raw__icontains=text, aliases__state__in=["auto", "accepted"])
        return rows.filter(Q(name__icontains=text) | Q(pk__in=Company.objects.filter(linked).values("pk")))

    def by_record(self, rows: "QuerySet[Company]", name: str, key: str) -> "QuerySet[Company]":
        filed = Q()
        for column in RECORDS[key][1]:
            filed |= Q(**{f"sponsorship_years__{column}__gt": 0})
        recent = Company.objects.filter(filed, sponsorship_years__fiscal_year__gte=self.since)
        return rows.filter(pk__in=recent.values("pk"))

    def by_exempt(self, rows: "QuerySet[Company]", name: str, key: str) -> "QuerySet[Company]":
        return rows.filter(cap_exempt=True)

    def keep(self, rows: "QuerySet[Company]", name: str, value: str) -> "QuerySet[Company]":
        return rows

    def in_order(self) -> "QuerySet[Company]":
        """By the best recent year in any unit, or by name. Unknown is last, not zero."""
        rows: QuerySet[Company] = self.qs
        if self.asked.get("sort") == "name":
            return rows.order_by("name", "pk")
        years = Q(sponsorship_years__fiscal_year__gte=self.since)
        best = Max(
            F("sponsorship_years__initial_approvals") + F("sponsorship_years__continuing_approvals"),
            filter=years,
        )
        cases = Max("sponsorship_years__lca_certified", filter=years)
        ranked = rows.annotate(cases=cases, petitions=best)
        return ranked.order_by(F("cases").desc(nulls_last=True), F("petitions").desc(nulls_last=True), "name", "pk")

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked and understood, by name in the address."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value not in (None, "")}

    @property
    def query(self) -> str:
        return self.query_without("")

    def query_without(self, left_out: str) -> str:
        query = QueryDict(mutable=True)
        query.update({name: str(value) for name, value in self.asked.items() if name != left_out})
        return query.urlencode()

    @property
    def problems(self) -> list[str]:
        return [
            f"{self.form.fields[name].label}: {message}"
            for name, messages in self.form.errors.items()
            for message in messages
        ]

    @cached_property
    def controls(self) -> list[tuple[str, str, list[tuple[str, str]], str]]:
        """(name, label, choices, chosen) of every select of the form."""
        asked, fields = self.asked, self.form.fields
        return [
            (name, fields[name].label, [one for one in fields[name].choices if one[0]], str(asked.get(name, "")))
            for name in ("record", "exempt", "stage", "industry", "sort")
        ]
