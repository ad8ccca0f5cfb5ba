"""What a curator corrects in the admin: it is kept, what follows from it too, and no import or analysis undoes it."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from postings import importers
from postings.admin import CORRECTABLE
from postings.importers.rows import WRITTEN
from postings.models import Posting
from tests.factories import make_board

pytestmark = pytest.mark.django_db
TEXT = (
    "<p>We do not sponsor visas.</p><p>The salary is $50 - $60 per hour.</p><h3>Requirements</h3><ul><li>Go</li></ul>"
)


def read(title: str) -> Posting:
    job = {
        "id": 1,
        "title": title,
        "absolute_url": "https://example.com/1",
        "content": TEXT,
        "location": {"name": "Boston, MA"},
    }
    importers.import_saved(make_board(), json.dumps({"jobs": [job]}).encode())
    return Posting.objects.get()


def correct(client: Client, posting: Posting, **values: Any) -> Posting:
    """Sends the form of the admin as a browser would, with a few fields changed."""
    address = reverse("admin:postings_posting_change", args=[posting.pk])
    form = client.get(address).context["adminform"].form
    data = {name: form[name].value() for name in form.fields}
    data |= {
        form[name].html_initial_name: form[name].value()
        for name in form.fields
        if form.fields[name].show_hidden_initial
    }
    data |= {"events-TOTAL_FORMS": 0, "events-INITIAL_FORMS": 0, **values}
    answer = client.post(address, {name: "" if value is None else value for name, value in data.items()})
    assert answer.status_code == 302, answer.context["errors"]
    return Posting.objects.get()


def test_every_fact_that_is_read_from_a_text_can_be_corrected() -> None:
    derived = {
        "description_html",
        "description_text",
        "stance_evidence",
        "pay_year_min",
        "pay_year_max",
        "ghost_reasons",
    }
    derived |= {"evidence", "analysis_version", "field_method", "field_confidence", "field_version", "soc_alternatives"}
    history = {"source_updated_at", "last_checked_at", "last_changed_at", "closed_at", "reopened_at", "repost_count"}
    assert set(WRITTEN) - derived - history - {"content_hash", "url", "apply_url", "via"} <= set(CORRECTABLE)


def test_a_corrected_stance_drops_the_sentence_and_survives_the_next_import(admin_client: Client) -> None:
    posting = read("Cook")
    assert posting.stance == "refuses"
    correct(admin_client, posting, stance="offers")
    posting = read("Head cook")
    assert (posting.title, posting.stance, posting.stance_evidence) == ("Head cook", "offers", "")
    page = admin_client.get(posting.get_absolute_url()).content.decode()
    assert "A curator of this board corrected this by hand." in page
    assert "No sentence mentions" not in page


def test_corrected_pay_is_counted_per_year_anew(admin_client: Client) -> None:
    posting = read("Cook")
    assert posting.pay_year_min == Decimal(104_000)
    correct(admin_client, posting, pay_min="30", pay_max="40")
    posting = read("Head cook")
    assert posting.pay_min == Decimal(30)
    assert (posting.pay_year_min, posting.pay_year_max) == (Decimal(62_400), Decimal(83_200))


def test_a_corrected_city_is_the_first_of_the_places(admin_client: Client) -> None:
    correct(admin_client, read("Cook"), city="Salem")
    assert set(Posting.objects.get().overrides) == {"city", "places"}
    posting = read("Head cook")
    assert [(place["city"], place["state"]) for place in posting.places] == [("Salem", "MA")]


def test_a_corrected_job_field_is_sure(admin_client: Client) -> None:
    correct(admin_client, read("Cook"), job_field="education")
    posting = read("Head cook")
    assert (posting.job_field, posting.field_method, posting.field_confidence) == ("education", "override", 1.0)


def test_forgotten_corrections_are_read_anew(admin_client: Client) -> None:
    posting = correct(admin_client, read("Cook"), stance="offers")
    address = reverse("admin:postings_posting_changelist")
    admin_client.post(address, {"action": "forget_overrides", "_selected_action": [posting.pk]})
    assert read("Cook").stance == "refuses"
