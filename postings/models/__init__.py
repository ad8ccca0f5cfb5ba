from postings.models.board import Board
from postings.models.posting import Posting, PostingEvent
from postings.models.report import Report

__all__ = ["Board", "Posting", "PostingEvent", "Report"]
