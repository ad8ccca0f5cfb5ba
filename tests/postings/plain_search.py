"""The plain way to search, as the reference for the engine: the filter's own conditions on the wide table."""

from typing import Any

from django.db import connection
from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, TruncDate

from postings.conditions import record_in_field
from postings.engine.plan import plan_of
from postings.facets import Facet
from postings.filters import PostingFilter
from postings.models import Posting
from postings.words.titles import best_first


def matches(asked: PostingFilter, without: str = "") -> "QuerySet[Posting]":
    """Everything asked, but the choices of one facet."""
    rows = asked.base
    for facet in asked.facets:
        if facet.name != without:
            rows = rows.filter(facet.condition(asked.chosen.get(facet.name, ())))
    return rows


def counts(asked: PostingFilter) -> tuple[int, dict[str, dict[str, int]]]:
    """The total, and per facet the count of every value that occurs."""
    found = {}
    for facet in asked.facets:
        rows = matches(asked, facet.name)
        found[facet.name] = _open(rows, facet) if facet.open_to else _fixed(rows, facet)
    return matches(asked).count(), found


def _fixed(rows: "QuerySet[Posting]", facet: Facet) -> dict[str, int]:
    counted = {
        f"n{number}": Count("pk", filter=choice.condition if choice.counts is None else choice.counts)
        for number, choice in enumerate(facet.choices)
    }
    numbers = rows.aggregate(**counted)
    return {choice.value: numbers[f"n{number}"] for number, choice in enumerate(facet.choices)}


def _open(rows: "QuerySet[Posting]", facet: Facet) -> dict[str, int]:
    groups = rows.order_by().annotate(word=facet.grouped_by).values_list("word").annotate(n=Count("pk"))
    return {word: n for word, n in groups if word}


def by_date(asked: PostingFilter, today: Any) -> list[int]:
    """The written order, best match taken as by date."""
    rows = matches(asked).annotate(
        day=Coalesce("date_posted", TruncDate("first_seen_at")), record=record_in_field(today)
    )
    newest = (F("day").desc(), F("pk").desc())
    match asked.asked.get("sort"):
        case "pay":
            stated = Case(
                When(Q(pay_currency="USD"), then=Coalesce("pay_year_max", Value(-1), output_field=IntegerField())),
                default=Value(-1),
                output_field=IntegerField(),
            )
            rows = rows.order_by(stated.desc(), *newest)
        case "record":
            rows = rows.order_by("-record", *newest)
        case _:
            rows = rows.order_by(*newest)
    return list(rows.values_list("pk", flat=True))


def by_best_match(asked: PostingFilter, today: Any) -> list[int]:
    """The written order by best match: three tiers, of the first two the best 200 titles first."""
    plan = plan_of(asked, today)
    ids = by_date(asked, today)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, s.title @@ %(all)s::tsquery, s.title @@ %(some)s::tsquery, p.title "
            "FROM search_posting s JOIN postings_posting p USING (id) WHERE id = ANY(%(ids)s)",
            {"all": plan.words, "some": plan.some or "'no such word'", "ids": ids},
        )
        said = {row[0]: row[1:] for row in cursor.fetchall()}
    titled = [pk for pk in ids if said[pk][0]]
    near = [pk for pk in ids if not said[pk][0] and said[pk][1]]
    order = best_first([(pk, said[pk][2]) for pk in titled[:200]], plan.terms) + titled[200:]
    order += best_first([(pk, said[pk][2]) for pk in near[:200]], plan.terms)
    had = set(order)
    return order + [pk for pk in ids if pk not in had]
