"""The posting page: what its text says, and beside it what its employer's record says."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.conf import settings

from companies.insights.labels import field_name
from companies.insights.quarters import RoleRecord, role_in_place
from companies.insights.record import Record, record_of
from companies.insights.verdict import Verdict, verdict
from companies.insights.wages import RoleWage, wage_of_role
from companies.panels import FundingPanel, NewsPanel, funding_panel, news_panel
from postings.models import Posting
from postings.places import read_place
from postings.similar import similar_to
from postings.structured import job_posting, remote_from
from postings.templatetags.posting_tags import whole_place

MOST_COPIES = 20
MOST_PLACES = 4  # before the rest is folded
# Below this the job field is a guess, and a guess is not marked in a chart (insight-models A6).
SURE_ENOUGH = 0.3
FIELD_WORDS = {
    "title": "title",
    "description_html": "text",
    "description_text": "text",
    "pay_min": "pay",
    "pay_max": "pay",
    "places": "place",
    "url": "address",
    "apply_url": "address",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the freshness ledger."""

    label: str
    at: datetime
    detail: str = ""


class PostingPage:
    """All that the posting template shows. `unit` is the reader's choice for the trend."""

    def __init__(self, posting: Posting, unit: str, today: date) -> None:
        self.posting = posting
        self.today = today
        self.company = posting.company
        self.is_closed = posting.closed_at is not None
        self.record: Record | None = None
        self.funding = FundingPanel()
        self.news = NewsPanel()
        if self.company:
            self.record = record_of(self.company, unit, today, self.sure_field)
            self.funding = funding_panel(self.company)
            self.news = news_panel(self.company)

    @property
    def sure_field(self) -> str:
        confidence = self.posting.field_confidence
        return self.posting.job_field if confidence is None or confidence >= SURE_ENOUGH else ""

    @property
    def address(self) -> str:
        return settings.SITE_URL + self.posting.get_absolute_url()

    @property
    def structured(self) -> dict[str, Any] | None:
        return None if self.is_closed else job_posting(self.posting, self.address)

    @cached_property
    def places(self) -> list[str]:
        """Every place in full."""
        posting = self.posting
        main = {"city": posting.city, "state": posting.state, "country_code": posting.country_code}
        return list(dict.fromkeys(filter(None, (whole_place(place) for place in posting.places or [main]))))

    @property
    def first_places(self) -> list[str]:
        return self.places[:MOST_PLACES]

    @property
    def more_places(self) -> list[str]:
        return self.places[MOST_PLACES:]

    @property
    def remote_from(self) -> list[str]:
        """As the posting has it; where it names nothing, the country it is in."""
        remote = self.posting.workplace == Posting.Workplace.REMOTE
        return self.posting.remote_from or (remote_from(self.posting) if remote else [])

    @property
    def has_parts(self) -> bool:
        """Whether the text could be split; if not, the page shows it whole."""
        posting = self.posting
        return bool(posting.responsibilities or posting.required or posting.preferred)

    @cached_property
    def verdict(self) -> Verdict | None:
        return verdict(self.posting.stance, self.record.unit, self.record.latest) if self.record else None

    @property
    def field_name(self) -> str:
        return field_name(self.sure_field) if self.sure_field else ""

    @property
    def in_field(self) -> int | None:
        return self.record.in_field(self.sure_field) if self.record else None

    @property
    def state_name(self) -> str:
        return read_place(self.posting.state).state_name if self.posting.state else ""

    @property
    def state_code(self) -> str:
        return read_place(self.posting.state).state_code if self.posting.state else ""

    @property
    def in_state(self) -> int | None:
        """In the posting's field and state; None where counts do not reach down to states."""
        if not self.record or not self.state_code or not any(row.state for row in self.record.fields):
            return None
        return self.record.in_field(self.sure_field, (self.state_code,))

    @property
    def is_abroad(self) -> bool:
        """Not in the United States, so that no filing speaks of its place or pay."""
        return self.posting.country_code not in ("", "US")

    @cached_property
    def role(self) -> RoleRecord | None:
        """This field in this place over the last eight quarters."""
        if not self.record or not self.record.fields or not self.company or self.is_abroad:
            return None
        return role_in_place(self.company, self.sure_field, self.posting.city, self.state_code, self.state_name)

    @cached_property
    def wage(self) -> RoleWage | None:
        """What this employer certified for this field in this state."""
        if not self.record or not self.record.distribution or not self.company or self.is_abroad:
            return None
        year = self.record.distribution
        return wage_of_role(self.company, self.sure_field, self.state_code, year.fiscal_year, year.through, self.today)

    @property
    def attribution(self) -> list[str]:
        """Who provided the funding and news blocks, where that must be said."""
        return list(dict.fromkeys([*self.funding.attribution, *self.news.attribution]))

    @cached_property
    def ledger(self) -> list[Moment]:
        """The posting's life, oldest first."""
        posting = self.posting
        moments = [Moment("First seen", posting.first_seen_at)]
        for event in sorted(posting.events.all(), key=lambda event: event.happened_at):
            words = sorted({FIELD_WORDS.get(name, name.replace("_", " ")) for name in event.fields})
            moments.append(Moment(event.get_kind_display().capitalize(), event.happened_at, ", ".join(words)))
        moments.append(Moment("Last checked", self.checked_at))
        return moments

    @property
    def checked_at(self) -> datetime:
        """When it was last seen at its source: an open posting is there whenever its board was read."""
        posting = self.posting
        read = posting.board.last_read_at
        if posting.closed_at is not None or read is None:
            return posting.last_checked_at
        return max(posting.last_checked_at, read)

    @cached_property
    def copies(self) -> list[Posting]:
        """The same job in other places, or at an aggregator; shown here, not as cards of their own."""
        return list(self.posting.copies.filter(closed_at=None).order_by("city", "pk")[:MOST_COPIES])

    @cached_property
    def similar(self) -> list[Posting]:
        return similar_to(self.posting)
