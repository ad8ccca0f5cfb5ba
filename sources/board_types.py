"""What an entry of the table of job systems says, and what a request made from it is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sources.records import PostingRecord, Problem

Reader = Callable[..., Iterator[PostingRecord | Problem]]

NAME = r"(?P<token>[A-Za-z0-9][A-Za-z0-9._-]{0,99})"
SUBDOMAIN = r"(?P<token>[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)"
WHOLE = r"(?P<token>all)"  # sites that have one board only


@dataclass(frozen=True, slots=True)
class BoardRequest:
    """One request to a source. `hosts` are where a redirect may lead."""

    url: str
    hosts: frozenset[str]
    rate: float  # requests a second to this host, over all workers
    parallel: int  # requests at once to this host, over all workers
    body: bytes | None = None  # JSON, sent by POST
    header_names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A job system or an aggregator.

    In `url`, `body` and `detail` stand {token} or other groups of `board_form`, {page} (from 1), {offset}
    and {id} of a posting.
    """

    ats: str
    name: str
    read: Reader
    url: str
    terms: str  # what we keep to, in our words; shown on /sources/
    terms_url: str  # the provider's terms or guide
    terms_read: bool = False  # whether `terms` was written from the provider's own words
    aggregator: bool = False
    board_form: str = NAME
    other_hosts: tuple[str, ...] = ()
    body: str = ""
    per_page: int = 0  # 0: one answer holds everything
    most_pages: int = 1
    detail: str = ""  # where the description is, when the list leaves it out
    window: bool = False  # holds the newest only: a posting that is missing may still be open
    rate: float = 2.0
    parallel: int = 2
    least_hours: float = 1.0  # between two reads of one board
    # Header → name of the setting that holds it, for sources that ask for a key.
    secret_headers: tuple[tuple[str, str], ...] = ()
    asks_first: bool = False  # its terms ask for permission: read only when a person adds its board
