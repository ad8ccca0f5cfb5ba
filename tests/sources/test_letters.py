"""A task that failed for good is a row in the ledger."""

import pytest
from django.db import DatabaseError

from jobboard.celery import app
from sources import letters
from sources.models import ImportRun

pytestmark = pytest.mark.django_db


@app.task(name="tests.breaks")
def breaks(number: int) -> None:
    raise ValueError(f"number {number} is wrong")


def test_a_failed_task_is_a_row_with_its_arguments_and_its_error() -> None:
    breaks.apply(args=(7,))
    run = ImportRun.objects.get(source=letters.SOURCE)
    assert run.subject == "tests.breaks(7)"
    assert run.status == ImportRun.Status.FAILED
    assert run.error == "ValueError: number 7 is wrong"
    assert run.finished_at is not None


def test_what_fails_again_and_again_is_one_row_that_counts() -> None:
    for _ in range(3):
        breaks.apply(args=(7,))
    breaks.apply(args=(8,))
    counted = ImportRun.objects.filter(source=letters.SOURCE).values_list("subject", "failed")
    assert set(counted) == {("tests.breaks(7)", 3), ("tests.breaks(8)", 1)}


def test_a_database_that_is_away_does_not_raise(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(**values: object) -> None:
        raise DatabaseError("away")

    monkeypatch.setattr(ImportRun.objects, "create", away)
    letters.keep("tests.breaks", (1,), ValueError("x"))
