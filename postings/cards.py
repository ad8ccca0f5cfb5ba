"""Result cards: the posting on the left, its employer's record on the right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from companies.insights.cards import CardRecord, records_for_cards
from companies.insights.labels import field_name
from companies.insights.verdict import card_flag
from postings.models import Posting


@dataclass(frozen=True, slots=True)
class Card:
    posting: Posting
    record: CardRecord | None  # None: the employer is linked to no company
    flag: str  # text and record contradict each other

    @property
    def in_field(self) -> int | None:
        return self.record.by_field.get(self.posting.job_field) if self.record else None

    @property
    def field_name(self) -> str:
        return field_name(self.posting.job_field)


def cards_of(ids: Sequence[int], today: date) -> list[Card]:
    """Cards in the order of the ids. Three queries."""
    found = Posting.objects.for_cards().in_bulk(list(ids))
    return cards_for((found[pk] for pk in ids if pk in found), today)


def cards_for(postings: Iterable[Posting], today: date) -> list[Card]:
    """Cards of postings that are already read, with their companies. Two queries."""
    postings = list(postings)
    records = records_for_cards((posting.company_id for posting in postings), today)
    return [_card(posting, records.get(posting.company_id or 0)) for posting in postings]


def _card(posting: Posting, record: CardRecord | None) -> Card:
    flag = card_flag(posting.stance, record.unit, record.latest) if record else ""
    return Card(posting, record, flag)
