"""Doors only. A task may be delivered twice, late or never: the leases of `postings.schedule` decide.

Messages are acknowledged late, so that a worker that is killed gives its message back; the lease it held
has changed by then and the second delivery does nothing. What is due stands in the database and is claimed
anew each minute.
"""

from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from postings import ghosting, housekeeping, importers, schedule
from postings.engine import snapshot_writer, sync
from postings.words import vocabulary
from sources import imports


@shared_task
def import_due_boards() -> None:
    """Claims the boards that are due and sends a message for each."""
    imports.abandon_lost_runs()
    for board_id, lease in schedule.claim_due():
        # A message that waited longer than its lease finds the board claimed again: let it expire by itself.
        import_board.apply_async((board_id, str(lease)), expires=settings.BOARD_LEASE_SECONDS)


@shared_task
def refresh_ghosts() -> None:
    """Once a night: postings age without being read anew."""
    ghosting.refresh_all(timezone.localdate())


@shared_task
def prune_runs() -> None:
    """Once a night: runs of boards that nobody looks up any more."""
    housekeeping.prune_runs(timezone.now())


@shared_task
def catch_up_search() -> None:
    """Every few seconds: what curators, roll-ups and killed imports left undone."""
    sync.catch_up()


@shared_task
def write_search_snapshot() -> None:
    """Every few minutes, when enough has changed to be worth it; with it the words for spelling and suggestions."""
    if snapshot_writer.write_if_worth_it():
        vocabulary.rebuild()


@shared_task
def import_board(board_id: int, lease: str | None = None) -> None:
    importers.import_board(board_id, UUID(lease) if lease else None)
