"""Sets of postings as bits in 64-bit words: bit n stands for the n-th posting by date. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Members:
    """Sets written as their members, one after the other: a bitmap each would be mostly zeros."""

    starts: Numbers  # where the members of each set begin, and where the last ends
    members: NDArray[np.int32]
    postings: int

    def __getitem__(self, row: int) -> Bits:
        return of_ordinals(self.members[self.starts[row] : self.starts[row + 1]], self.postings)


def width(postings: int) -> int:
    """Words for so many postings."""
    return -(-postings // 64)


def of_flags(flags: NDArray[np.bool_]) -> Bits:
    """Packs one flag a posting; the last word is filled up with zeros."""
    padded = np.zeros(width(len(flags)) * 64, np.bool_)
    padded[: len(flags)] = flags
    return np.packbits(padded, bitorder="little").view(np.uint64)


def of_ordinals(ordinals: Numbers | NDArray[np.int32], postings: int) -> Bits:
    flags = np.zeros(postings, np.bool_)
    flags[ordinals] = True
    return of_flags(flags)


def ordinals(bits: Bits) -> Numbers:
    """The set's members, the oldest first."""
    words = np.flatnonzero(bits)
    inside = np.unpackbits(bits[words].view(np.uint8), bitorder="little").reshape(-1, 64)
    row, bit = np.nonzero(inside)
    result: Numbers = words[row] * 64 + bit
    return result


def newest(bits: Bits, first: int, size: int) -> list[int]:
    """Members number `first` to `first + size` from the newest on."""
    found: list[int] = []
    need = first + size
    for word in np.flatnonzero(bits)[::-1]:
        value = int(bits[word])
        while value:
            top = value.bit_length() - 1
            found.append(int(word) * 64 + top)
            value ^= 1 << top
        if len(found) >= need:
            break
    return found[first:need]


def size(bits: Bits) -> int:
    return int(np.bitwise_count(bits).sum())


def sizes(of: Bits, within: Bits) -> NDArray[np.int64]:
    """How many members of `within` each row of a matrix has."""
    result: NDArray[np.int64] = np.bitwise_count(np.bitwise_and(of, within)).sum(axis=1, dtype=np.int64)
    return result


def any_of(rows: Sequence[Bits], words: int) -> Bits:
    """The union; of nothing, the empty set."""
    result = np.zeros(words, np.uint64)
    for row in rows:
        np.bitwise_or(result, row, out=result)
    return result


def everything_from(ordinal: int, postings: int) -> Bits:
    """All postings from this one to the newest."""
    flags = np.zeros(postings, np.bool_)
    flags[max(ordinal, 0) :] = True
    return of_flags(flags)
