"""The state of the imports in numbers, and a ledger that does not grow for ever."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from postings.health import health
from postings.housekeeping import prune_runs
from sources.models import ImportRun
from tests.factories import make_board

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def make_run(source: str = "greenhouse", age: timedelta = timedelta(), **fields: object) -> ImportRun:
    return ImportRun.objects.create(
        source=source, subject="acme", **{"status": "done", "started_at": NOW - age, **fields}
    )


def test_it_counts_what_is_due_and_how_late_it_is() -> None:
    make_board("late", next_due_at=NOW - timedelta(minutes=90))
    make_board("soon", next_due_at=NOW + timedelta(hours=1), failures=3)
    make_board("gone", state="retired")
    make_board("held", next_due_at=NOW - timedelta(days=1), leased_until=NOW + timedelta(minutes=5))
    (line,) = health(NOW)
    assert (line.ats, line.active, line.retired, line.failing, line.due) == ("greenhouse", 3, 1, 1, 1)
    assert line.lag == timedelta(minutes=90)


def test_it_counts_the_last_hour() -> None:
    make_board()
    make_run(rows_read=120, age=timedelta(minutes=5))
    make_run(rows_read=60, status="failed", age=timedelta(minutes=6))
    make_run(status="suspect", age=timedelta(minutes=7))
    make_run(rows_read=999, age=timedelta(hours=2))
    make_run("lca", rows_read=999)
    (line,) = health(NOW)
    assert (line.runs, line.failed_runs, line.suspect_runs, line.postings) == (3, 1, 1, 180)
    assert line.postings_per_minute == 3


def test_the_command_prints_a_line_a_source() -> None:
    make_board()
    make_board("all", ats="remotive")
    out = StringIO()
    call_command("import_health", stdout=out)
    assert [line.split()[0] for line in out.getvalue().splitlines()] == ["source", "greenhouse", "remotive"]


def test_old_runs_of_boards_are_let_go_and_others_stay() -> None:
    kept = [
        make_run(age=timedelta(days=2)),
        make_run(age=timedelta(days=20), closed=1),
        make_run(age=timedelta(days=20), status="failed"),
        make_run("lca", age=timedelta(days=900)),
        make_run(age=timedelta(days=90), status="running"),
    ]
    make_run(age=timedelta(days=4))
    make_run(age=timedelta(days=31), created=5)
    assert prune_runs(NOW) == 2
    assert set(ImportRun.objects.all()) == set(kept)


def test_the_admin_shows_the_numbers_and_why_a_board_is_retired(admin_client: Client) -> None:
    make_board("late", next_due_at=timezone.now() - timedelta(minutes=90))
    make_board("gone", state="retired", state_reason="no such board, 4 times in a row")
    page = admin_client.get(reverse("admin:postings_board_changelist")).content.decode()
    assert "90 min" in page
    assert "no such board, 4 times in a row" in page
