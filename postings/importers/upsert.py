"""Analysed records → rows: new ones are created, changed ones updated, and what a curator set stays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from companies.title_classes import lookup_of
from postings.analysis import analyze
from postings.ghosting import reasons_of
from postings.importers.rows import WRITTEN, row
from postings.models import Board, Posting, PostingEvent
from sources.records import PostingRecord

# Of no interest to a reader of the page: when only these differ, the posting has not changed.
_SILENT = frozenset(
    (
        *("content_hash", "last_checked_at", "last_changed_at", "source_updated_at", "closed_at", "reopened_at"),
        *("company", "repost_count", "ghost_reasons", "is_agency", "evidence", "analysis_version", "apply_url"),
        *("field_confidence", "field_method", "field_version", "soc_alternatives"),
    )
)
_FIELDS = {field.name: field for field in Posting._meta.fields}
# The same title and place under a new id so soon after closing is the same job, posted again.
_REPOSTED_WITHIN = timedelta(days=90)
# Aggregators move the date of a posting every day; an employer who posts again waits longer.
_REPOSTED_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Changed:
    """A record that is new or says something else than before."""

    record: PostingRecord
    digest: bytes


def upsert(board: Board, changed: Sequence[Changed], now: datetime) -> tuple[list[int], list[int]]:
    """Writes a batch. Returns the ids (created, updated). Safe to run twice, also at once."""
    with transaction.atomic():
        ids = [entry.record.external_id for entry in changed]
        old = {
            posting.external_id: posting
            for posting in Posting.objects.filter(board=board, external_id__in=ids).defer("search_vector")
        }
        lookup = lookup_of(entry.record.title for entry in changed)
        rows = [row(board, entry.record, analyze(entry.record, lookup), entry.digest, now) for entry in changed]
        _count_reposts(board, [new for new in rows if new.external_id not in old], now)
        events = [event for new in rows for event in _compare(old.get(new.external_id), new, now)]
        for new in rows:
            if "ghost_reasons" not in new.overrides:
                new.ghost_reasons = reasons_of(new, now.date())
        written = Posting.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["board", "external_id"], update_fields=WRITTEN
        )
        for event, new in events:
            event.posting_id = new.pk
        PostingEvent.objects.bulk_create([event for event, _ in events])
    created = [posting.pk for posting in written if posting.external_id not in old]
    return created, [posting.pk for posting in written if posting.external_id in old]


def _compare(old: Posting | None, new: Posting, now: datetime) -> Iterable[tuple[PostingEvent, Posting]]:
    """Carries over what a new text does not change, and tells what it does."""
    if old is None:
        if new.repost_count:
            yield PostingEvent(kind=PostingEvent.Kind.REPOSTED, happened_at=now), new
        return
    keep_overrides(old, new)
    for name in ("first_seen_at", "repost_count", "reopened_at", "last_changed_at"):
        setattr(new, name, getattr(old, name))
    differs = sorted(name for name in WRITTEN if name not in _SILENT and getattr(old, name) != getattr(new, name))
    if old.closed_at is not None:
        new.reopened_at = now
        yield PostingEvent(kind=PostingEvent.Kind.REOPENED, happened_at=now), new
    if old.date_posted and new.date_posted and new.date_posted - old.date_posted >= _REPOSTED_AFTER:
        new.repost_count += 1
        yield PostingEvent(kind=PostingEvent.Kind.REPOSTED, happened_at=now), new
    if differs:
        new.last_changed_at = now
        yield PostingEvent(kind=PostingEvent.Kind.CHANGED, happened_at=now, fields=differs), new


def keep_overrides(old: Posting, new: Posting) -> None:
    """A curator's values win over every source and every analysis."""
    for name, value in old.overrides.items():
        if name in WRITTEN:
            setattr(new, name, _FIELDS[name].to_python(value))
    new.overrides = old.overrides


def _count_reposts(board: Board, new: list[Posting], now: datetime) -> None:
    """Marks new postings that were closed a short while ago under another id."""
    if not new:
        return
    recent = Posting.objects.filter(
        board=board, closed_at__gt=now - _REPOSTED_WITHIN, title__in={posting.title for posting in new}
    )
    counts = {(title, city): count for title, city, count in recent.values_list("title", "city", "repost_count")}
    for posting in new:
        before = counts.get((posting.title, posting.city))
        posting.repost_count = 0 if before is None else before + 1
