"""One record and its analysis → one row, not yet saved."""

from datetime import datetime

from postings.analysis import text
from postings.models import Board, Posting
from sources.records import PostingRecord

# Every field that an import writes. All others belong to a curator or to another part of the site.
WRITTEN = (
    "company",
    "company_name",
    "title",
    "url",
    "apply_url",
    "department",
    "via",
    "description_html",
    "description_text",
    "language",
    "workplace",
    "places",
    "employment_type",
    "pay_min",
    "pay_max",
    "pay_currency",
    "pay_period",
    "skills",
    "industries",
    "date_posted",
    "valid_through",
    "source_updated_at",
    "last_checked_at",
    "last_changed_at",
    "closed_at",
    "reopened_at",
    "repost_count",
    "content_hash",
)


def row(board: Board, record: PostingRecord, digest: bytes, now: datetime) -> Posting:
    document = text.read(record.html)
    return Posting(
        board=board,
        external_id=record.external_id,
        company=board.company,
        company_name=record.company_name or board.name or board.token,
        title=record.title,
        url=record.url,
        apply_url=record.apply_url,
        department=record.department,
        via=record.via,
        description_html=document.html,
        description_text=document.text,
        language=record.language,
        workplace=record.workplace,
        places=[{"raw": place} for place in record.locations],
        employment_type=record.employment_type,
        skills=list(record.skills),
        industries=list(record.industries),
        date_posted=record.date_posted,
        valid_through=record.valid_through,
        source_updated_at=record.updated_at,
        first_seen_at=now,
        last_checked_at=now,
        content_hash=digest,
    )
