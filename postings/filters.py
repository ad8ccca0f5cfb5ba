"""The one meaning of a search: page, facets, feed, API, sitemap slices and alerts all pass through here."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from postings import conditions
from postings.choices import facets
from postings.facets import Facet
from postings.models import Posting
from postings.places import read_place, towns_of
from postings.situations import SITUATIONS
from postings.words.spelling import corrected
from postings.words.tsquery import tsquery_of

DISTANCES = {"10": "10 miles", "25": "25 miles", "50": "50 miles", "100": "100 miles"}
SORTS = {"best": "Best match", "newest": "Newest", "pay": "Stated pay", "record": "Record in the job field"}
MOST_WORDS_OF_A_FACET = 30
LEFT_OUT = "this filter was left out"


class ChoicesField(forms.MultipleChoiceField):
    """The chosen values of a facet; an open facet takes any word."""

    def __init__(self, *, facet: Facet, **kwargs: object) -> None:
        self.facet = facet
        # The choices stay with the facet: a form of its own copies of them, made for each search, costs milliseconds.
        super().__init__(**{**kwargs, "required": False, "label": facet.legend})  # type: ignore[arg-type]
        self.error_messages["invalid_choice"] = f"“%(value)s” is not one of its choices; {LEFT_OUT}."

    def valid_value(self, value: str) -> bool:
        if self.facet.open_to:
            return 0 < len(value) <= 80 and "\x00" not in value
        return any(choice.value == value for choice in self.facet.choices)

    def to_python(self, value: object) -> list[str]:
        values = list(dict.fromkeys(word for word in super().to_python(value) if word))
        if len(values) > MOST_WORDS_OF_A_FACET:
            raise forms.ValidationError(f"At most {MOST_WORDS_OF_A_FACET} choices; {LEFT_OUT}.")
        if self.facet.single and len(values) > 1:
            raise forms.ValidationError(f"Only one choice at a time; {LEFT_OUT}.")
        return values


class FacetFilter(django_filters.Filter):  # type: ignore[misc]
    field_class = ChoicesField

    def __init__(self, facet: Facet) -> None:
        super().__init__(facet=facet)
        self.facet = facet

    def filter(self, rows: "QuerySet[Posting]", values: list[str]) -> "QuerySet[Posting]":
        return rows.filter(self.facet.condition(values)) if values else rows


def _number(label: str, most: int) -> django_filters.NumberFilter:
    return django_filters.NumberFilter(
        label=label,
        validators=[
            MinValueValidator(0, f"It must not be below 0; {LEFT_OUT}."),
            MaxValueValidator(most, f"It must be at most {most:,}; {LEFT_OUT}."),
        ],
        error_messages={"invalid": f"It must be a number; {LEFT_OUT}."},
    )


class PostingFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Query string → postings. What cannot be understood is left out, and `problems` says so in words."""

    q = django_filters.CharFilter(label="Keywords", max_length=200, method="by_keywords")
    place = django_filters.CharFilter(label="Place", max_length=100, method="by_place")
    company = django_filters.CharFilter(label="Company", max_length=120, field_name="company__slug")
    pay = _number("Stated pay, US$ a year", 10_000_000)
    years = _number("Years of experience asked", 60)
    situation = django_filters.ChoiceFilter(
        label="My situation", choices=[(one.key, one.name) for one in SITUATIONS], method="keep"
    )
    within = django_filters.ChoiceFilter(label="Distance", choices=list(DISTANCES.items()), method="keep")
    exact = django_filters.ChoiceFilter(label="Spelling", choices=[("1", "As typed")], method="keep")
    sort = django_filters.ChoiceFilter(label="Sort by", choices=list(SORTS.items()), method="keep")

    class Meta:
        model = Posting
        fields: list[str] = []

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        queryset: "QuerySet[Posting] | None" = None,
        today: date | None = None,
    ) -> None:
        # An absent query string still is a search: of everything.
        super().__init__(
            QueryDict() if data is None else data, Posting.objects.live() if queryset is None else queryset
        )
        self.facets = facets(today or timezone.localdate())
        self.filters["pay"].method = lambda rows, name, value: rows.filter(conditions.pay_reaches(value))
        self.filters["years"].method = lambda rows, name, value: rows.filter(years_min__lte=value)
        self.filters["sort"].extra["error_messages"] = {
            "invalid_choice": "“%(value)s” is not one of its choices; the usual order is shown."
        }
        self.filters["within"].extra["error_messages"] = {
            "invalid_choice": f"“%(value)s” is not one of its choices; {LEFT_OUT}."
        }
        self.filters["situation"].extra["error_messages"] = {
            "invalid_choice": "“%(value)s” is not one of its choices; it changed nothing."
        }
        for facet in self.facets:
            self.filters[facet.name] = FacetFilter(facet)

    def by_keywords(self, rows: "QuerySet[Posting]", name: str, text: str) -> "QuerySet[Posting]":
        words = self.asked.get("q")
        return rows.filter(conditions.keywords(words)) if words else rows

    def by_place(self, rows: "QuerySet[Posting]", name: str, text: str) -> "QuerySet[Posting]":
        return rows.filter(conditions.place(text, int(self.asked.get("within", 0))))

    def keep(self, rows: "QuerySet[Posting]", name: str, value: str) -> "QuerySet[Posting]":
        return rows

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked and understood, by name in the address; of keywords, with their slips mended."""
        return self._read[0]

    @property
    def typed(self) -> str:
        """The keywords as they were typed, where a slip in them was mended; else empty."""
        return self._read[2]

    @cached_property
    def _read(self) -> tuple[dict[str, Any], list[str], str]:
        """What was asked, what could not be understood of it, and the keywords as they were typed."""
        self.form.is_valid()
        asked = {name: value for name, value in self.form.cleaned_data.items() if value not in (None, "", [])}
        problems, typed = [], ""
        if "q" in asked and "exact" not in asked and (better := corrected(asked["q"])):
            typed, asked["q"] = asked["q"], better
        if "q" in asked and not tsquery_of(asked["q"]):
            problems.append(f"Keywords: “{asked.pop('q')}” is too common to search for; it was left out.")
        if "within" in asked and not towns_of(read_place(asked.get("place", "")), int(asked["within"])):
            del asked["within"]
            problems.append(f"Distance: no town is known by what the field for the place says; {LEFT_OUT}.")
        return asked, problems, typed

    @property
    def chosen(self) -> dict[str, list[str]]:
        """The choices of facets alone."""
        names = {facet.name for facet in self.facets}
        return {name: value for name, value in self.asked.items() if name in names}

    @property
    def base(self) -> "QuerySet[Posting]":
        """Narrowed by everything but the facets, which counts need one by one."""
        rows: QuerySet[Posting] = self.queryset.all()
        for name, value in self.asked.items():
            if name not in self.chosen:
                rows = self.filters[name].filter(rows, value)
        return rows

    @property
    def problems(self) -> list[str]:
        """One sentence for each part of the address that could not be understood."""
        wrong = [
            f"{self.form.fields[name].label}: {message}"
            for name, messages in self.form.errors.items()
            for message in messages
        ]
        return [*wrong, *self._read[1]]
