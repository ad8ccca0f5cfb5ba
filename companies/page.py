"""The company page: profile, record, names, open postings, funding, news."""

from datetime import date
from functools import cached_property
from typing import Any

from companies.insights.names import Ledger, legal_names
from companies.insights.record import record_of
from companies.models import Company

MOST_POSTINGS = 10


class CompanyPage:
    """All that the company template shows. `unit` is the reader's choice for the trend."""

    def __init__(self, company: Company, unit: str, today: date) -> None:
        self.company = company
        self.record = record_of(company, unit, today)

    @cached_property
    def postings(self) -> list[Any]:
        """The newest open postings, one more than are shown, read through the reverse relation."""
        rows = self.company.postings.live().for_cards()  # type: ignore[attr-defined]
        return list(rows.order_by("-date_posted", "-pk")[:MOST_POSTINGS])

    @cached_property
    def posting_count(self) -> int:
        return int(self.company.postings.live().count())  # type: ignore[attr-defined]

    @cached_property
    def ledger(self) -> Ledger:
        return legal_names(self.company)

    @cached_property
    def subsidiaries(self) -> list[Company]:
        return list(self.company.subsidiaries.exclude(status=Company.Status.MERGED))
