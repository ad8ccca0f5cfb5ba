"""The directory of companies: filters, order, and each company's record in one line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.http import QueryDict

from companies.filters import CompanyFilter
from companies.insights.cards import CardRecord, records_for_cards
from companies.models import Company
from companies.pages import Pages, read_number

PAGE_SIZE = 50
DEEPEST_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in use and the address without it."""

    label: str
    query: str


@dataclass(frozen=True, slots=True)
class Line:
    company: Company
    record: CardRecord


class DirectoryPage:
    def __init__(self, query: QueryDict, today: date) -> None:
        self.filter = CompanyFilter(query, today=today)
        self.today = today
        self.number, page_problem = read_number(query.get("page", ""), DEEPEST_PAGE)
        self.problems = [*self.filter.problems, *page_problem]

    @cached_property
    def total(self) -> int:
        return int(self.filter.qs.count())

    @cached_property
    def lines(self) -> list[Line]:
        first = (self.number - 1) * PAGE_SIZE
        return self._lines(first, PAGE_SIZE) if first < self.total else []

    def first(self, most: int) -> Iterator[Line]:
        """The first of all that was found, whatever the page."""
        for first in range(0, min(most, self.total), PAGE_SIZE * 10):
            yield from self._lines(first, PAGE_SIZE * 10)

    def _lines(self, first: int, most: int) -> list[Line]:
        companies = list(self.filter.in_order()[first : first + most])
        records = records_for_cards((company.pk for company in companies), self.today)
        return [Line(company, records[company.pk]) for company in companies]

    @cached_property
    def chips(self) -> list[Chip]:
        asked = {name: value for name, value in self.filter.asked.items() if name != "sort"}
        chosen = {name: dict(choices) for name, _, choices, _ in self.filter.controls}
        return [
            Chip(chosen.get(name, {}).get(value, str(value)), self.filter.query_without(name))
            for name, value in asked.items()
        ]

    @property
    def pages(self) -> Pages:
        return Pages(self.number, PAGE_SIZE, self.total, self.filter.query, DEEPEST_PAGE)
