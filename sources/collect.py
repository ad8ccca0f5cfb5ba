"""One read of a board: its pages in order, and the detail of a posting where the list leaves the text out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace

from sources.board_types import Source
from sources.boards import clean_token, detail_request, list_request
from sources.http import Client, Fetched, FetchError, GoneError
from sources.reading.records import LATER, NO_ANSWER
from sources.records import PostingRecord, Problem

# Details in one read, so that a board of thousands stays within the time of a task; the rest comes next.
MOST_DETAILS = 500

Records = Iterator[PostingRecord | Problem]


def _as_listed(record: PostingRecord) -> PostingRecord | Problem:
    return record


@dataclass(slots=True)
class Reading:
    """Iterate over `records` first; the other fields say afterwards what kind of read it was."""

    records: Records = field(default_factory=lambda: iter(()))
    # The record as it is to be kept: fetches the detail where the list has no description.
    full: Callable[[PostingRecord], PostingRecord | Problem] = _as_listed
    not_modified: bool = False
    complete: bool = True  # a posting that is missing from it is gone
    etag: str = ""
    last_modified: str = ""


def saved(source: Source, token: str, payload: bytes) -> Reading:
    """A reading of an answer that was kept in a file."""
    return Reading(source.read(payload, token=token), complete=not source.window)


def live(source: Source, token: str, client: Client, *, etag: str = "", last_modified: str = "") -> Reading:
    """A reading over the network. What `client.fetch` raises comes up while the records are iterated."""
    token = clean_token(source, token)
    reading = Reading(complete=not source.window)
    reading.records = _pages(source, token, client, reading, etag, last_modified)
    if source.detail:
        reading.full = _details(source, token, client)
    return reading


def _pages(source: Source, token: str, client: Client, reading: Reading, etag: str, last_modified: str) -> Records:
    """Page after page until one is short, or only repeats: then the source ignores the page number."""
    if source.per_page:  # the tag of a first page says nothing of the others
        etag = last_modified = ""
    seen: set[str] = set()
    for page in range(1, source.most_pages + 1):
        answer = client.fetch(list_request(source, token, page), etag=etag, last_modified=last_modified)
        if answer.not_modified:
            reading.not_modified = True
            return
        reading.etag, reading.last_modified = answer.etag, answer.last_modified
        rows, before = 0, len(seen)
        for found in source.read(answer.body, token=token):
            if isinstance(found, Problem) and found.field == NO_ANSWER and page > 1:
                raise FetchError(f"page {page}: {found.message}")
            rows += 1
            if isinstance(found, PostingRecord):
                seen.add(found.external_id)
            yield found
        if rows < source.per_page or not source.per_page or len(seen) == before:
            return
    reading.complete = False  # more than we are willing to page through


def _details(source: Source, token: str, client: Client) -> Callable[[PostingRecord], PostingRecord | Problem]:
    left = iter(range(MOST_DETAILS))

    def full(listed: PostingRecord) -> PostingRecord | Problem:
        if next(left, None) is None:
            return Problem(listed.external_id, "", LATER)
        return _with_detail(source, token, client, listed)

    return full


def _with_detail(source: Source, token: str, client: Client, listed: PostingRecord) -> PostingRecord | Problem:
    """The detail, with what only the list says. A posting that is gone meanwhile is a Problem."""
    try:
        answer: Fetched = client.fetch(detail_request(source, token, listed.external_id))
    except GoneError as error:
        return Problem(listed.external_id, "", f"in the list, but its own page {error}")
    found = next(iter(source.read(answer.body, token=token)), None)
    if not isinstance(found, PostingRecord):
        return found or Problem(listed.external_id, "", "its own page is empty")
    names = [name.name for name in fields(PostingRecord)]
    only_listed = {name: getattr(listed, name) for name in names if getattr(found, name) in ("", (), None)}
    return replace(found, **(only_listed | {"external_id": listed.external_id}))
