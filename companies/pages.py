"""Numbered pages of a list, as links. Pure."""

from dataclasses import dataclass


def read_number(text: str, most: int) -> tuple[int, list[str]]:
    """The page asked for, and what was wrong with it in words."""
    if not text:
        return 1, []
    if text.isascii() and text.isdigit() and 1 <= len(text) <= 6 and 1 <= int(text) <= most:
        return int(text), []
    return 1, [f"Page: it must be a number from 1 to {most:,}; the first page is shown."]


@dataclass(frozen=True, slots=True)
class Pages:
    """`query` is the search without page; the last page is bounded by `most`."""

    number: int
    size: int
    total: int
    query: str
    most: int

    @property
    def last(self) -> int:
        return max(1, min(-(-self.total // self.size), self.most))

    @property
    def total_text(self) -> str:
        return f"{self.total:,}"

    @property
    def first_shown(self) -> int:
        return (self.number - 1) * self.size + 1

    @property
    def last_shown(self) -> int:
        return min(self.number * self.size, self.total)

    @property
    def previous(self) -> str:
        return self._query(self.number - 1) if self.number > 1 else ""

    @property
    def next(self) -> str:
        return self._query(self.number + 1) if self.number < self.last else ""

    @property
    def near(self) -> list[tuple[int, str | None]]:
        """First, last and the neighbours, with None as query for a gap."""
        wanted = sorted({1, self.last, *range(max(1, self.number - 2), min(self.last, self.number + 2) + 1)})
        shown: list[tuple[int, str | None]] = []
        for number in wanted:
            if shown and number - shown[-1][0] > 1:
                shown.append((number - 1, None))
            shown.append((number, self._query(number)))
        return shown

    def _query(self, number: int) -> str:
        return "&".join(filter(None, [self.query, f"page={number}"]))
