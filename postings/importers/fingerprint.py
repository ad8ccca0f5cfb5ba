"""What a record says, as 16 bytes. Equal bytes mean that there is nothing to analyse or to write.

The version of the analysis is part of it: after a better one every posting is analysed anew at its next read.
"""

import hashlib
from dataclasses import fields

import msgspec

from postings.analysis import ANALYSIS_VERSION
from sources.records import PostingRecord

_NAMES = tuple(field.name for field in fields(PostingRecord))
_EMPTY = ("", (), None)


def fingerprint(record: PostingRecord) -> bytes:
    """Empty fields do not count, so that a field added to records later changes no old fingerprint."""
    said: dict[str, object] = {name: value for name in _NAMES if (value := getattr(record, name)) not in _EMPTY}
    said["analysis"] = ANALYSIS_VERSION
    return hashlib.blake2b(msgspec.msgpack.encode(said), digest_size=16).digest()
