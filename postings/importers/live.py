"""What tasks, commands and the admin call: read this board now, and settle when it is next due."""

import logging
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from postings import schedule
from postings.importers.board import LeaseLostError, UnreadableAnswerError, import_reading
from postings.importers.fingerprint import is_outdated
from postings.models import Board
from sources import collect
from sources.addresses import RefusedError
from sources.boards import UnknownBoardError, clean_token, source_of
from sources.http import Client, FetchError, GoneError, TransientError
from sources.imports import Counts
from sources.models import ImportRun
from sources.reading.records import LATER
from sources.throttle import CrowdedError, Throttle

_LOG = logging.getLogger(__name__)
_AFTER_CROWDED = timedelta(minutes=2)
_FOR_THE_REST = timedelta(minutes=5)

Report = Callable[[Counts], None]


def board_of(ats: str, token: str) -> Board:
    """The board, made when it is new. Raises UnknownBoardError for what cannot be one."""
    board, _ = Board.objects.get_or_create(ats=ats, token=clean_token(source_of(ats), token))
    return board


def import_saved(board: Board, payload: bytes, *, report: Report = lambda counts: None) -> tuple[ImportRun, Counts]:
    """Imports an answer that was kept in a file; when the board is due stays as it is."""
    reading = collect.saved(source_of(board.ats), board.token, payload)
    run, counts = import_reading(board, reading, report=report)
    if run.status == ImportRun.Status.DONE:
        board.last_read_at = timezone.now()
        board.save(update_fields=["posting_count", "last_read_at"])
    return run, counts


def import_board(
    board_id: int, lease: UUID | None = None, *, report: Report = lambda counts: None
) -> tuple[ImportRun, Counts] | None:
    """Reads a board over the network. None when another holds it, or it failed: the board says why."""
    board = schedule.take(board_id, lease)
    if board is None:
        return None
    try:
        run, counts = _read(board, report)
    except LeaseLostError:
        _LOG.info("%s was taken over by another worker", board)
    except CrowdedError:
        schedule.postpone(board, _AFTER_CROWDED)
    except GoneError as error:
        schedule.fail(board, str(error), gone=True)
    except TransientError as error:
        schedule.fail(board, str(error), wait=timedelta(seconds=error.retry_after or 0))
    except (FetchError, RefusedError, UnreadableAnswerError, UnknownBoardError) as error:
        schedule.fail(board, str(error))
    except (InterfaceError, OperationalError):
        raise  # the database went away, no fault of the board: its lease runs out and it is due again
    except Exception as error:
        schedule.fail(board, f"{type(error).__name__}: {error}")
        raise
    else:
        if run.status == ImportRun.Status.SUSPECT:
            schedule.fail(board, f"suspect: {run.error}")
        elif counts.skipped[LATER]:
            schedule.postpone(board, _FOR_THE_REST)
        else:
            schedule.release(board, changed=bool(counts.created or counts.updated or counts.closed))
        return run, counts
    return None


def _read(board: Board, report: Report) -> tuple[ImportRun, Counts]:
    source = source_of(board.ats)
    secrets = {name: getattr(settings, name, "") for _, name in source.secret_headers}
    throttle = Throttle(settings.CACHE_URL)
    with Client(
        user_agent=settings.USER_AGENT, throttle=throttle, mirror=settings.ATS_MIRROR_URL, secrets=secrets
    ) as client:
        etag, last_modified = ("", "") if is_outdated(board) else (board.etag, board.last_modified)
        reading = collect.live(source, board.token, client, etag=etag, last_modified=last_modified)
        run, counts = import_reading(board, reading, report=report)
    # Rows that failed are to be tried again, even when the answer is the same.
    if not reading.not_modified:
        board.etag, board.last_modified = (reading.etag, reading.last_modified) if not counts.failed else ("", "")
    return run, counts
