"""Postings of a board: created, unchanged, updated, closed, reopened, and never closed by a mishap."""

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from companies.occupations import Lookup
from postings import importers
from postings.analysis import analyze
from postings.analysis.result import Analysis
from postings.importers import upsert
from postings.importers.board import UnreadableAnswerError
from postings.models import Board, Posting, PostingEvent
from sources.imports import Counts
from sources.models import ImportRun
from sources.records import PostingRecord
from tests.factories import make_board

pytestmark = pytest.mark.django_db


def job(number: int, title: str = "", **fields: Any) -> dict[str, Any]:
    return {
        "id": number,
        "title": title or f"Engineer {number}",
        "absolute_url": f"https://job-boards.greenhouse.io/acme/jobs/{number}",
        "content": f"&lt;p&gt;You build part {number}.&lt;/p&gt;",
        "location": {"name": "Austin, TX"},
        **fields,
    }


def import_jobs(*jobs: Any, board: Board | None = None) -> tuple[ImportRun, Counts]:
    return importers.import_saved(board or make_board(), json.dumps({"jobs": jobs}).encode())


def numbers(counts: Counts) -> tuple[int, int, int, int]:
    return counts.created, counts.updated, counts.unchanged, counts.closed


def kinds(posting: Posting) -> list[str]:
    return list(posting.events.order_by("pk").values_list("kind", flat=True))


def test_the_first_read_creates_and_the_second_changes_nothing() -> None:
    jobs = [job(1), job(2), job(3)]
    assert numbers(import_jobs(*jobs)[1]) == (3, 0, 0, 0)
    before = list(Posting.objects.order_by("pk").values("pk", "title", "content_hash", "last_changed_at"))
    run, counts = import_jobs(*jobs)
    assert numbers(counts) == (0, 0, 3, 0)
    assert run.status == ImportRun.Status.DONE
    assert (run.rows_read, run.unchanged) == (3, 3)
    assert list(Posting.objects.order_by("pk").values("pk", "title", "content_hash", "last_changed_at")) == before
    assert not PostingEvent.objects.exists()


def test_it_keeps_what_the_record_says_and_sanitises_the_text() -> None:
    import_jobs(
        job(
            1,
            content="&lt;p onclick=x&gt;Hi&lt;script&gt;alert(1)&lt;/script&gt;&lt;/p&gt;",
            company_name="Acme Inc",
        )
    )
    posting = Posting.objects.get()
    assert posting.description_html == "<p>Hi</p>"
    assert posting.description_text == "Hi"
    assert posting.company_name == "Acme Inc"
    assert posting.external_id == "1"
    assert posting.is_live


def test_a_changed_row_updates_one_posting_and_says_what_changed() -> None:
    import_jobs(job(1), job(2))
    _, counts = import_jobs(job(1), job(2, title="Senior Engineer"))
    assert numbers(counts) == (0, 1, 1, 0)
    posting = Posting.objects.get(external_id="2")
    assert posting.title == "Senior Engineer"
    assert posting.last_changed_at is not None
    assert kinds(posting) == ["changed"]
    assert "title" in posting.events.get().fields


def test_a_posting_that_was_only_touched_has_not_changed() -> None:
    import_jobs(job(1, updated_at="2026-08-01T00:00:00Z"))
    _, counts = import_jobs(job(1, updated_at="2026-08-02T00:00:00Z"))
    posting = Posting.objects.get()
    assert counts.updated == 1
    assert posting.source_updated_at is not None
    assert posting.source_updated_at.day == 2
    assert (posting.last_changed_at, kinds(posting)) == (None, [])


def test_a_posting_that_vanished_is_closed_and_can_come_back() -> None:
    import_jobs(job(1), job(2))
    _, counts = import_jobs(job(1))
    assert counts.closed == 1
    gone = Posting.objects.get(external_id="2")
    assert gone.closed_at is not None
    assert not gone.is_live
    _, counts = import_jobs(job(1), job(2))
    assert numbers(counts) == (0, 1, 1, 0)
    back = Posting.objects.get(external_id="2")
    assert back.closed_at is None
    assert back.reopened_at is not None
    assert kinds(back) == ["closed", "reopened"]


def test_a_posting_can_come_back_with_another_text() -> None:
    import_jobs(job(1), job(2))
    import_jobs(job(1))
    import_jobs(job(1), job(2, title="Chief Engineer"))
    assert kinds(Posting.objects.get(external_id="2")) == ["closed", "reopened", "changed"]


def test_the_same_job_under_a_new_id_is_a_repost() -> None:
    import_jobs(job(1), job(2, title="Baker"))
    import_jobs(job(1))
    import_jobs(job(1), job(3, title="Baker"))
    again = Posting.objects.get(external_id="3")
    assert again.repost_count == 1
    assert kinds(again) == ["reposted"]


def test_a_broken_row_is_counted_and_stops_nothing() -> None:
    run, counts = import_jobs(job(1), "junk", {"id": 7, "title": ""}, job(2))
    assert (counts.created, counts.failed, counts.rows_read) == (2, 2, 4)
    assert run.problems.count() == 2


def test_a_row_that_cannot_be_written_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def fragile(record: PostingRecord, lookup: Lookup) -> Analysis:
        if record.external_id in {"3", "7"}:
            raise ValueError("too strange")
        return analyze(record, lookup)

    monkeypatch.setattr(upsert, "analyze", fragile)
    run, counts = import_jobs(*(job(number) for number in range(10)))
    assert (counts.created, counts.failed) == (8, 2)
    assert sorted(run.problems.values_list("place", flat=True)) == ["3", "7"]


def test_a_new_date_is_a_repost_when_it_is_much_later() -> None:
    import_jobs(job(1, first_published="2026-08-01"), job(2, first_published="2026-08-01"))
    import_jobs(job(1, first_published="2026-08-02"), job(2, first_published="2026-08-20"))
    assert list(Posting.objects.order_by("external_id").values_list("repost_count", flat=True)) == [0, 1]


def test_a_row_that_cannot_be_read_today_closes_nothing() -> None:
    import_jobs(job(1), job(2))
    _, counts = import_jobs(job(1), {"id": 2, "title": ""})
    assert (counts.closed, counts.failed) == (0, 1)
    assert Posting.objects.get(external_id="2").is_live


def test_an_id_that_is_repeated_counts_once() -> None:
    run, counts = import_jobs(job(1), job(1), job(2))
    assert (counts.created, run.skipped, Posting.objects.count()) == (2, 1, 2)
    assert run.skip_reasons == {"repeated in the same answer": 1}


@pytest.mark.parametrize("left", [0, 1, 4])
def test_an_empty_or_far_smaller_read_closes_nothing_and_is_suspect(left: int) -> None:
    import_jobs(*(job(number) for number in range(10)))
    run, counts = import_jobs(*(job(number) for number in range(left)))
    assert run.status == ImportRun.Status.SUSPECT
    assert counts.closed == 0
    assert Posting.objects.live().count() == 10
    assert "10 postings were open" in run.error or "10 were open" in run.error


def test_a_board_that_shrinks_but_goes_on_hiring_is_believed() -> None:
    import_jobs(*(job(number) for number in range(10)))
    run, counts = import_jobs(job(1), job(2), job(77))
    assert run.status == ImportRun.Status.DONE
    assert (counts.created, counts.closed) == (1, 8)


def test_a_board_that_stays_empty_for_days_is_believed() -> None:
    import_jobs(job(1), job(2))
    start = timezone.now()
    for hours, status in ((1, "suspect"), (8, "suspect"), (30, "done")):
        with time_machine.travel(start + timedelta(hours=hours), tick=False):
            assert import_jobs()[0].status == status
    assert Posting.objects.live().count() == 0


def test_an_answer_that_is_no_board_is_a_failed_run() -> None:
    import_jobs(job(1))
    with pytest.raises(UnreadableAnswerError):
        importers.import_saved(make_board(), b"<html>Sorry</html>")
    run = ImportRun.objects.latest("started_at")
    assert run.status == ImportRun.Status.FAILED
    assert "not JSON" in run.error
    assert Posting.objects.live().count() == 1


def test_what_a_curator_set_survives_every_import() -> None:
    import_jobs(job(1))
    Posting.objects.update(title="Right title", overrides={"title": "Right title", "pay_min": "10.50"})
    import_jobs(job(1, title="Wrong title"))
    posting = Posting.objects.get()
    assert posting.title == "Right title"
    assert str(posting.pay_min) == "10.50"
    assert posting.overrides == {"title": "Right title", "pay_min": "10.50"}


def test_an_aggregator_closes_only_what_it_has_not_shown_for_long() -> None:
    board = make_board("all", ats="remotive")

    def read(*numbers: int) -> Counts:
        jobs = [
            {"id": n, "title": f"Cook {n}", "url": f"https://remotive.com/{n}", "company_name": "Acme"} for n in numbers
        ]
        return importers.import_saved(board, json.dumps({"jobs": jobs}).encode())[1]

    start = timezone.now()
    read(1, 2)
    with time_machine.travel(start + timedelta(days=20), tick=False):
        assert numbers(read(2, 3)) == (1, 0, 1, 0)
        assert Posting.objects.live().count() == 3
    with time_machine.travel(start + timedelta(days=31), tick=False):
        assert numbers(read(3)) == (0, 0, 1, 1)
        assert set(Posting.objects.live().values_list("external_id", flat=True)) == {"2", "3"}


def test_boards_do_not_touch_each_other() -> None:
    import_jobs(job(1))
    import_jobs(job(1), job(2), board=make_board("globex"))
    assert Posting.objects.live().count() == 3


def test_an_unchanged_board_takes_few_queries(django_assert_max_num_queries: Any) -> None:
    jobs = [job(number) for number in range(300)]
    import_jobs(*jobs)
    board = make_board()
    with django_assert_max_num_queries(15):
        import_jobs(*jobs, board=board)
