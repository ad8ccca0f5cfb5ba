"""One job is one card, however many places and sources it stands in."""

import json
from typing import Any

import pytest

from postings import importers
from postings.duplicates import title_key
from postings.models import Posting
from tests.factories import make_board, make_posting

pytestmark = pytest.mark.django_db

TEXT = "You look after the trucks of our northern line, plan their repairs and keep the papers in order. " * 5
PLACES = ("Austin, TX", "Boston, MA", "Denver, CO", "Miami, FL", "Reno, NV")


def job(number: int, place: str, title: str = "Fleet Planner", text: str = TEXT) -> dict[str, Any]:
    return {
        "id": number,
        "title": title,
        "absolute_url": f"https://job-boards.greenhouse.io/acme/jobs/{number}",
        "location": {"name": place},
        "content": f"&lt;p&gt;{text} The office is in {place}.&lt;/p&gt;",
        "company_name": "Acme, Inc.",
    }


def import_jobs(*jobs: Any) -> None:
    importers.import_saved(make_board(), json.dumps({"jobs": jobs}).encode())


def test_one_job_in_five_places_is_one_card_with_five_places() -> None:
    import_jobs(*(job(number, place) for number, place in enumerate(PLACES)))
    shown = Posting.objects.live().get()
    assert shown.copies.count() == 4
    assert Posting.objects.filter(closed_at=None).count() == 5


def test_the_place_in_a_title_is_not_the_job() -> None:
    assert title_key("Nurse - Austin (Remote)", "Austin") == title_key("Nurse", "Boston") == "nurse"
    assert title_key("Nurse II", "Austin") != title_key("Nurse", "Austin")


def test_jobs_with_one_title_and_different_texts_stay_apart() -> None:
    import_jobs(
        job(1, "Austin, TX"), job(2, "Boston, MA", text="Something else altogether is done here, by night. " * 9)
    )
    assert Posting.objects.live().count() == 2


def test_without_a_text_a_title_proves_nothing() -> None:
    import_jobs({**job(1, "Austin, TX"), "content": ""}, {**job(2, "Boston, MA"), "content": ""})
    assert Posting.objects.live().count() == 2


def test_when_the_shown_posting_closes_a_copy_takes_its_place() -> None:
    jobs = [job(number, place) for number, place in enumerate(PLACES)]
    import_jobs(*jobs)
    first = Posting.objects.live().get()
    import_jobs(*(entry for entry in jobs if str(entry["id"]) != first.external_id))
    second = Posting.objects.live().get()
    assert second.pk != first.pk
    assert second.copies.filter(closed_at=None).count() == 3
    import_jobs(*jobs)
    assert Posting.objects.live().count() == 1


def test_a_copy_whose_text_changes_becomes_a_posting_of_its_own() -> None:
    import_jobs(job(1, "Austin, TX"), job(2, "Boston, MA"))
    assert Posting.objects.live().count() == 1
    import_jobs(job(1, "Austin, TX"), job(2, "Boston, MA", text="From now on this is about ships and harbours. " * 9))
    assert Posting.objects.live().count() == 2


@pytest.mark.parametrize(
    ("company", "title", "joined"),
    [("ACME Inc", "Fleet Planner", True), ("Globex", "Fleet Planner", False), ("Acme", "Fleet Planner II", False)],
)
def test_an_aggregators_copy_stands_behind_the_employers_own(company: str, title: str, joined: bool) -> None:
    import_jobs(job(1, "Austin, TX"))
    remote = {
        "id": 9,
        "title": title,
        "company_name": company,
        "url": "https://remotive.com/remote-jobs/9",
        "description": f"<p>{TEXT}</p><p>Found on Remotive.</p>",
        "candidate_required_location": "USA",
    }
    board = make_board("all", ats="remotive")
    importers.import_saved(board, json.dumps({"jobs": [remote]}).encode())
    copy = Posting.objects.get(board=board)
    own = Posting.objects.get(external_id="1")
    assert copy.duplicate_of_id == (own.pk if joined else None)
    assert own.is_live


def test_a_curators_hidden_posting_takes_nobody_in() -> None:
    make_posting("Fleet Planner", company_name="Acme, Inc.", is_hidden=True)
    board = make_board("all", ats="remotive")
    copy = make_posting("Fleet Planner", board=board, company_name="Acme", via="Remotive")
    importers.import_saved(board, b'{"jobs": []}')
    copy.refresh_from_db()
    assert copy.duplicate_of_id is None
