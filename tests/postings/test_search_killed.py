"""What is killed while it writes leaves searches right: real processes, SIGKILL, and then the same work again."""

import os
import signal
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.db import connection, connections
from django.http import QueryDict
from django.utils import timezone

from postings.engine import dictionary, snapshot, snapshot_writer, sync
from postings.engine.mapped_search import MappedSearch
from postings.engine.plan import plan_of
from postings.filters import PostingFilter
from postings.models import Posting
from postings.search import TableSearch, best_layer, search
from tests.factories import make_posting


@pytest.fixture(autouse=True)
def _clean(settings: Any, tmp_path: Path, transactional_db: None) -> Iterator[None]:
    settings.VAR_DIR = tmp_path
    snapshot.close()
    dictionary.forget()
    yield
    # The table of the search is no model's, so that nobody else empties it.
    Posting.objects.all().delete()
    sync.catch_up()
    snapshot.close()


def kill_in(work: Callable[[], object], place: str) -> None:
    """Runs the work in a process of its own and kills that when it comes to a function, which it never enters."""
    context = get_context("fork")
    arrived = context.Event()

    def wait(*args: object, **kwargs: object) -> None:
        arrived.set()
        signal.pause()

    def run() -> None:
        with mock.patch(place, wait):
            work()
        os._exit(1)

    connections.close_all()  # a connection is not shared over fork
    process = context.Process(target=run)
    process.start()
    assert arrived.wait(30), f"it never came to {place}"
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert process.exitcode == -signal.SIGKILL


def found(query: str) -> set[str]:
    ids = search(PostingFilter(QueryDict(query)), 1, timezone.localdate()).ids
    return set(Posting.objects.filter(pk__in=ids).values_list("title", flat=True))


def test_a_killed_snapshot_writer_leaves_the_one_before_in_force() -> None:
    make_posting("Night Nurse")
    sync.catch_up()
    snapshot_writer.write()
    before = snapshot.names()
    make_posting("Day Nurse")
    sync.catch_up()
    kill_in(snapshot_writer.write, "postings.engine.snapshot_writer._write_codes")
    assert snapshot.names() == before
    plan = plan_of(PostingFilter(QueryDict("q=nurse")), timezone.localdate())
    assert isinstance(best_layer(plan), MappedSearch), "the old snapshot answers, with what came after it"
    assert found("q=nurse") == {"Night Nurse", "Day Nurse"}
    snapshot_writer.write()
    assert snapshot.names() != before
    assert found("q=nurse") == {"Night Nurse", "Day Nurse"}
    assert not list(snapshot.folder().glob("*.new")), "what the killed one left lying is taken away"


def test_a_killed_writer_of_what_changed_leaves_searches_right(monkeypatch: pytest.MonkeyPatch) -> None:
    make_posting("Night Nurse")
    sync.catch_up()
    snapshot_writer.write()
    before = snapshot.names()
    make_posting("Day Nurse")
    monkeypatch.setattr(snapshot_writer, "WORTH_CHANGES", 0)
    kill_in(sync.catch_up, "postings.engine.snapshot_writer._put_in_force")
    assert snapshot.names() == before
    assert found("q=nurse") == {"Night Nurse", "Day Nurse"}, "from the table"
    make_posting("Evening Nurse")
    sync.catch_up()
    assert snapshot.names()[:-1] == before
    assert snapshot.current()[-1].snapshot.id.shape == (2,), "both, in one"
    assert found("q=nurse") == {"Night Nurse", "Day Nurse", "Evening Nurse"}
    assert not list(snapshot.folder().glob("*.new")), "what the killed one left lying is taken away"


@pytest.mark.parametrize("place", ["_bundles", "_values"])
def test_a_killed_catch_up_is_done_by_the_next(place: str) -> None:
    make_posting("Night Nurse")
    sync.catch_up()
    closed = make_posting("Closed Nurse")
    sync.catch_up()
    Posting.objects.filter(pk=closed.pk).update(closed_at=timezone.now())
    make_posting("Day Nurse")
    kill_in(sync.catch_up, f"postings.engine.sync.{place}")
    assert found("q=nurse") == {"Night Nurse", "Closed Nurse"}, "all of a batch or nothing of it"
    assert sync.catch_up() == 2
    assert found("q=nurse") == {"Night Nurse", "Day Nurse"}
    assert sync.catch_up() == 0


def test_a_writer_of_what_changed_leaves_alone_what_a_writer_of_all_is_at(monkeypatch: pytest.MonkeyPatch) -> None:
    make_posting("Night Nurse")
    sync.catch_up()
    snapshot_writer.write()
    others = [snapshot.folder() / name for name in ("g7.new", "g7")]
    for other in others:
        other.mkdir()
    monkeypatch.setattr(snapshot_writer, "WORTH_CHANGES", 0)
    make_posting("Day Nurse")
    sync.catch_up()
    assert len(snapshot.names()) == 2
    assert all(other.exists() for other in others)
    snapshot_writer.write()
    assert not any(other.exists() for other in others), "of a killed one, then"


def test_what_left_is_forgotten_after_two_snapshots_and_those_before_say_nothing_any_more() -> None:
    closed = make_posting("Night Nurse")
    make_posting("Day Nurse")
    sync.catch_up()
    oldest = snapshot_writer.write()
    names = oldest.parent / "in_force.json"
    in_force = names.read_text()
    Posting.objects.filter(pk=closed.pk).update(closed_at=timezone.now())
    sync.catch_up()
    kept = oldest.rename(oldest.with_name("kept"))
    snapshot_writer.write()
    assert rows_of("search_gone") == 1
    make_posting("Evening Nurse")
    sync.catch_up()
    snapshot_writer.write()
    assert rows_of("search_gone") == 0
    kept.rename(oldest)
    names.write_text(in_force)
    plan = plan_of(PostingFilter(QueryDict("q=nurse")), timezone.localdate())
    assert isinstance(best_layer(plan), TableSearch)
    assert found("q=nurse") == {"Day Nurse", "Evening Nurse"}
    assert snapshot_writer.write_if_worth_it(), "one that says nothing is made anew"
    assert isinstance(best_layer(plan), MappedSearch)


def rows_of(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])
