"""Reads one board now, over the network or from saved answers."""

import gzip
import zlib
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from postings import importers
from postings.importers.board import UnreadableAnswerError
from postings.importers.live import board_of
from postings.models import Board
from sources.board_table import SOURCES
from sources.boards import UnknownBoardError
from sources.http import MOST_BYTES
from sources.imports import Counts
from sources.models import ImportRun


class Command(BaseCommand):
    help = "Import the postings of a board: --ats and --token fetch it, --file reads saved answers of it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--ats", required=True, choices=sorted(SOURCES), metavar="ATS", help=", ".join(SOURCES))
        parser.add_argument("--token", default="", help="The board's name at the job system; else the file's name.")
        parser.add_argument("--file", nargs="+", type=Path, default=[], help="Saved answers (.gz too), oldest first.")

    def handle(self, *args: object, ats: str, token: str, file: list[Path], **options: object) -> None:
        try:
            if file:
                for path in file:
                    self._saved(board_of(ats, token or path.name.partition(".")[0]), path)
            elif token:
                self._live(board_of(ats, token))
            else:
                raise CommandError("say which board: --token, or --file")
        except UnknownBoardError as error:
            raise CommandError(str(error)) from error

    def _saved(self, board: Board, path: Path) -> None:
        try:
            run, counts = importers.import_saved(board, _content(path), report=self._progress)
        except (OSError, UnreadableAnswerError) as error:
            raise CommandError(f"{path}: {error}") from error
        self._tell(board, run, counts)

    def _live(self, board: Board) -> None:
        done = importers.import_board(board.pk, report=self._progress)
        if done is None:
            board.refresh_from_db()
            raise CommandError(f"{board}: {board.last_error or 'is held by a worker just now'}")
        self._tell(board, *done)

    def _progress(self, counts: Counts) -> None:
        self.stderr.write(f"\r{counts.words()}", ending="")

    def _tell(self, board: Board, run: ImportRun, counts: Counts) -> None:
        self.stderr.write("")
        suspect = f" – suspect: {run.error}; nothing was closed" if run.status == ImportRun.Status.SUSPECT else ""
        self.stdout.write(f"{board}: {counts.words()}{suspect}")


def _content(path: Path) -> bytes:
    """Raises OSError when the file is no answer of a size that we would take over the network."""
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (EOFError, zlib.error) as error:
        raise OSError(f"damaged packing: {error}") from error
    if len(content) > MOST_BYTES:
        raise OSError(f"larger than {MOST_BYTES:,} bytes")
    return content
