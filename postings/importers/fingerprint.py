"""What a record says, as 16 bytes. Equal bytes mean that there is nothing to analyse or to write.

The versions of the analysis and of the classifier are part of it: after a better one every posting is analysed anew at
its next read.
"""

import hashlib
from dataclasses import fields

import msgspec

from companies.title_classes import version
from postings.analysis import ANALYSIS_VERSION
from postings.models import Board, Posting
from sources.records import PostingRecord

_NAMES = tuple(field.name for field in fields(PostingRecord))
_EMPTY = ("", (), None)


def versions() -> list[object]:
    """What reads postings now: the analysis and the classifier in force."""
    return [ANALYSIS_VERSION, version()]


def is_outdated(board: Board) -> bool:
    """Whether something older read its postings: then the whole answer is needed, even when it is the same."""
    read = Posting.objects.filter(board=board, closed_at=None)
    return (
        read.exclude(analysis_version=ANALYSIS_VERSION).exists()
        or read.exclude(field_version__in=["", version()]).exists()
    )


def fingerprint(record: PostingRecord, read_by: list[object]) -> bytes:
    """`read_by` is `versions()`, asked once for a whole reading.

    Empty fields do not count, so that a field added to records later changes no old fingerprint.
    """
    said: dict[str, object] = {name: value for name in _NAMES if (value := getattr(record, name)) not in _EMPTY}
    said["read by"] = read_by
    return hashlib.blake2b(msgspec.msgpack.encode(said), digest_size=16).digest()
