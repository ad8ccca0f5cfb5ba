"""The loop that all readers share: row → record, with every row that cannot be taken named."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from sources.reading.item import Item
from sources.reading.rows import UnreadableError
from sources.records import PostingRecord, Problem

MOST_ROWS = 50_000  # in one answer; the largest known board has some 5,000 jobs
REPEATED = "repeated in the same answer"
UNLISTED = "not listed by its employer"
LATER = "left for the next read"
# Messages of rows that are left out on purpose. Every other problem is a row that could not be read.
SKIPPED = frozenset({REPEATED, UNLISTED, LATER})
NO_ANSWER = "answer"  # the field of a Problem about the payload as a whole

Build = Callable[[Item], PostingRecord | Problem]


def records(rows: Iterable[object], build: Build) -> Iterator[PostingRecord | Problem]:
    """A record or a Problem for each row. An id that comes again is a Problem that says REPEATED."""
    seen: set[str] = set()
    try:
        for number, row in enumerate(islice(rows, MOST_ROWS), 1):
            found = build(Item(row)) if isinstance(row, dict) else Problem(f"row {number}", "", "not an object")
            if isinstance(found, PostingRecord):
                found = _complete(found, number)
            if isinstance(found, PostingRecord):
                if found.external_id in seen:
                    found = Problem(found.external_id, "external_id", REPEATED)
                else:
                    seen.add(found.external_id)
            yield found
    except UnreadableError as error:
        yield Problem("the whole answer", NO_ANSWER, str(error))


def _complete(record: PostingRecord, number: int) -> PostingRecord | Problem:
    place = record.external_id or f"row {number}"
    for field in ("external_id", "title", "url"):
        if not getattr(record, field):
            return Problem(place, field, f"no {field}", record.title[:200])
    return record
