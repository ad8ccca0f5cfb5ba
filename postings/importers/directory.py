"""A directory of boards (company name, job system, token) → Board rows, which fall due one after another."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.utils import timezone

from postings.importers.batches import in_batches
from postings.models import Board
from sources import imports
from sources.boards import UnknownBoardError, clean_token, source_of
from sources.imports import Counts
from sources.records import Problem

# Column → the names it has in directories of others.
_COLUMNS = {
    "name": ("company", "company name", "name"),
    "ats": ("ats", "job system"),
    "token": ("token", "slug"),
}
_BATCH = 1000


def import_directory(rows: Iterable[Mapping[str | None, object]], subject: str) -> Counts:
    """Adds what is new and names what was nameless. Raises ValueError when a column is missing."""
    with imports.run("boards", subject) as (run, counts):
        for batch in in_batches(_boards(rows, counts), _BATCH):
            wanted = {(board.ats, board.token): board for board in batch}
            counts.skip("repeated in the file", len(batch) - len(wanted))
            tokens = [token for _, token in wanted]
            known = {(board.ats, board.token): board for board in Board.objects.filter(token__in=tokens)}
            new = [board for key, board in wanted.items() if key not in known]
            named = [_named(known[key], board) for key, board in wanted.items() if key in known]
            renamed = [board for board in named if board is not None]
            counts.created += len(Board.objects.bulk_create(new, ignore_conflicts=True))
            counts.updated += Board.objects.bulk_update(renamed, ["name"])
            counts.unchanged += len(named) - len(renamed)
            imports.progress(run, counts)
    return counts


# Tens of thousands of new boards do not fall due at once: one a second, for a day.
_ONE_A_SECOND_FOR = 24 * 60 * 60


def _boards(rows: Iterable[Mapping[str | None, object]], counts: Counts) -> Iterable[Board]:
    now = timezone.now()
    for number, row in enumerate(rows, 2):
        counts.rows_read += 1
        cells = {str(key).strip().lower(): str(value or "").strip() for key, value in row.items() if key}
        values = {field: _cell(cells, field, names) for field, names in _COLUMNS.items()}
        try:
            ats = values["ats"].lower()
            token = clean_token(source_of(ats), values["token"])
        except UnknownBoardError as error:
            counts.fail(Problem(f"row {number}", "token", str(error)[:500]))
            continue
        due = now + timedelta(seconds=(number - 2) % _ONE_A_SECOND_FOR)
        yield Board(ats=ats, token=token, name=values["name"][:200], next_due_at=due)


def _cell(cells: Mapping[str, str], field: str, names: Iterable[str]) -> str:
    for name in names:
        if name in cells:
            return cells[name]
    if field == "name":
        return ""
    raise ValueError(f"no column {field!r}; found {', '.join(cells)}")


def _named(known: Board, board: Board) -> Board | None:
    if known.name or not board.name:
        return None
    known.name = board.name
    return known
