"""Where a board answers: addresses built from the table of job systems and a checked token only.

Adding a source is a reader in `sources/ats/`, an entry in `sources/board_table.py` and a sample in `tests/`.
"""

import json
import re
from urllib.parse import quote, unquote, urlsplit

from sources.board_table import SOURCES
from sources.board_types import BoardRequest, Source


class UnknownBoardError(ValueError):
    """No such source, or a token that cannot be one of its boards."""


def source_of(ats: str) -> Source:
    """Raises UnknownBoardError with the names that are known."""
    if ats not in SOURCES:
        raise UnknownBoardError(f"{ats!r} is no source; known are {', '.join(SOURCES)}")
    return SOURCES[ats]


def clean_token(source: Source, token: str) -> str:
    """The token in its plain form ("Hyperliquid%20Labs" → "Hyperliquid Labs"). Raises UnknownBoardError."""
    plain = unquote(token).strip()
    if not re.fullmatch(source.board_form, plain):
        raise UnknownBoardError(f"{token[:100]!r} cannot be a board of {source.name}")
    return plain


def list_request(source: Source, token: str, page: int = 1) -> BoardRequest:
    """The request for one page of a board, counted from 1."""
    names = {"page": str(page), "offset": str((page - 1) * source.per_page)}
    return _request(source, token, source.url, names, source.body)


def detail_request(source: Source, token: str, external_id: str) -> BoardRequest:
    """The request for the answer that holds the description of one posting."""
    return _request(source, token, source.detail, {"id": quote(external_id, safe="")}, "")


def _request(source: Source, token: str, template: str, names: dict[str, str], body: str) -> BoardRequest:
    found = re.fullmatch(source.board_form, clean_token(source, token))
    assert found is not None
    names |= {name: quote(part, safe="") for name, part in found.groupdict().items()}
    url = template.format(**names)
    hosts = {urlsplit(url).hostname or "", *(host.format(**names) for host in source.other_hosts)}
    sent = json.dumps(json.loads(body.format(**names))).encode() if body else None
    return BoardRequest(url, frozenset(hosts), source.rate, source.parallel, sent, source.secret_headers)
