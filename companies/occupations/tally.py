"""How often each title was filed with each code, counted on disk: millions of rows in little memory."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

_BATCH = 20_000


class Tally:
    """Counts of (normalised title, codes). `codes` is one SOC 2018 code, or several joined by `|` while undecided."""

    def __init__(self, path: Path) -> None:
        self._rows = sqlite3.connect(path)
        self._rows.execute("PRAGMA journal_mode = OFF")
        self._rows.execute("PRAGMA synchronous = OFF")
        self._rows.execute(
            "CREATE TABLE tally (title TEXT, codes TEXT, rows INTEGER, PRIMARY KEY (title, codes)) WITHOUT ROWID"
        )

    def add(self, counted: Iterable[tuple[str, str, int]]) -> None:
        """Adds (title, codes, rows); empty titles and codes are passed over."""
        batch: list[tuple[str, str, int]] = []
        for title, codes, rows in counted:
            if title and codes:
                batch.append((title, codes, rows))
            if len(batch) >= _BATCH:
                self._write(batch)
                batch.clear()
        self._write(batch)

    def settled(self) -> Iterator[tuple[str, list[tuple[str, int]]]]:
        """Every title with its codes and rows, undecided ones left out, in the order of titles."""
        title, counts = "", list[tuple[str, int]]()
        for next_title, code, rows in self._rows.execute(
            "SELECT title, codes, rows FROM tally WHERE codes NOT LIKE '%|%' ORDER BY title, codes"
        ):
            if next_title != title:
                if title:
                    yield title, counts
                title, counts = next_title, []
            counts.append((code, rows))
        if title:
            yield title, counts

    def undecided(self) -> list[tuple[str, str, int]]:
        """(title, codes, rows) whose filed code means several SOC 2018 codes."""
        return self._rows.execute("SELECT * FROM tally WHERE codes LIKE '%|%' ORDER BY title, codes").fetchall()

    def decide(self, title: str, codes: str, code: str) -> None:
        """Counts what was undecided under the one code it turned out to mean."""
        for (rows,) in self._rows.execute("SELECT rows FROM tally WHERE title = ? AND codes = ?", (title, codes)):
            self._write([(title, code, rows)])
        self._rows.execute("DELETE FROM tally WHERE title = ? AND codes = ?", (title, codes))

    def total(self) -> int:
        return int(self._rows.execute("SELECT coalesce(sum(rows), 0) FROM tally").fetchone()[0])

    def close(self) -> None:
        self._rows.close()

    def _write(self, batch: list[tuple[str, str, int]]) -> None:
        self._rows.executemany(
            "INSERT INTO tally VALUES (?, ?, ?) ON CONFLICT (title, codes) DO UPDATE SET rows = rows + excluded.rows",
            batch,
        )
        self._rows.commit()
