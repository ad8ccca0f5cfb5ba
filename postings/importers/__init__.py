"""Postings of a board: read → compare → analyse → write → close what vanished. It can always run twice."""

from postings.importers.board import import_reading
from postings.importers.live import import_board, import_saved

__all__ = ["import_board", "import_reading", "import_saved"]
