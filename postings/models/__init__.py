from postings.models.board import Board
from postings.models.posting import Posting, PostingEvent

__all__ = ["Board", "Posting", "PostingEvent"]
