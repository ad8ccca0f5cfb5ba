"""Result cards: the posting on the left, its employer's record on the right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from companies.insights.cards import CardRecord, records_for_cards
from companies.insights.labels import field_name
from companies.insights.verdict import card_flag
from postings.models import Posting
from postings.templatetags.posting_tags import pay_period, pay_range, place_names

STANCES = {stance.value: str(stance.label) for stance in Posting.Stance}
WORKPLACES = {workplace.value: str(workplace.label) for workplace in Posting.Workplace}


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says, ready to write: a page shows 25, and a template takes ten times as long to look it up."""

    posting: Posting
    address: str
    company: str  # address; empty: the employer is linked to no company
    where: str
    pay: str
    per: str
    stance: str
    record: CardRecord | None  # None as above
    receipt: str
    in_field: int | None
    field_name: str
    flag: str  # text and record contradict each other
    is_cap_exempt: bool


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
    company = posting.company
    latest = record.latest if record else None
    receipt = ""
    if company and record and record.unit and latest:
        receipt = reverse("companies:receipt", args=[company.slug, latest.fiscal_year, record.unit.key])
    return Card(
        posting=posting,
        address=posting.get_absolute_url(),
        company=company.get_absolute_url() if company else "",
        where=_where(posting),
        pay=pay_range(posting),
        per=pay_period(posting),
        stance=STANCES.get(posting.stance, posting.stance),
        record=record,
        receipt=receipt,
        in_field=record.by_field.get(posting.job_field) if record else None,
        field_name=field_name(posting.job_field),
        flag=card_flag(posting.stance, record.unit, latest) if record else "",
        is_cap_exempt=bool(company and company.cap_exempt),
    )


def _where(posting: Posting) -> str:
    """Places and kind of workplace, which a place such as “Remote, United States” may say already."""
    places, workplace = place_names(posting), WORKPLACES.get(posting.workplace, "")
    said = workplace.lower() in places.lower()
    return "\u00a0· ".join(filter(None, (places, "" if said else workplace)))
