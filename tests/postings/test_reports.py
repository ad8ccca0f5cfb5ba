"""Readers report mistakes without an account; curators decide."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from postings import reports
from postings.models import Posting, Report
from tests.factories import make_closed_posting, make_posting

pytestmark = pytest.mark.django_db


def send(client: Client, posting: Posting, **fields: str) -> Any:
    said = {"wrong": "stance", "text": "It offers sponsorship further down.", **fields}
    return client.post(f"/reports/{posting.pk}/", said)


def test_the_posting_leads_to_the_form_and_the_form_back(client: Client) -> None:
    posting = make_posting("Compiler Engineer")
    address = f"/reports/{posting.pk}/"
    assert f'href="{address}"' in client.get(posting.get_absolute_url()).content.decode()
    page = client.get(address)
    assert posting.get_absolute_url() in page.content.decode()
    assert "Cookie" in page["Vary"]
    assert client.head(address).status_code == 200


def test_a_report_waits_for_a_curator_and_keeps_nothing_of_the_reader(client: Client) -> None:
    posting = make_posting()
    response = send(client, posting, text="Ask jo@example.com.\x07\r\nIt says so.")
    assert response["Location"] == f"/reports/{posting.pk}/?sent=1"
    assert "Thank you" in client.get(response["Location"]).content.decode()
    report = Report.objects.get()
    assert (report.posting, report.wrong, report.state) == (posting, "stance", "waiting")
    assert "jo@example.com" not in report.text
    assert "\nIt says so." in report.text


@pytest.mark.parametrize("fields", [{"wrong": ""}, {"wrong": "moon"}, {"text": "x" * 1001}, {"text": "\x00"}])
def test_a_form_that_is_not_right_is_shown_again_with_words(client: Client, fields: dict[str, str]) -> None:
    page = send(client, make_posting(), **fields).content.decode()
    assert "Not sent yet." in page
    assert Report.objects.count() == 0


def test_a_program_that_fills_in_every_field_learns_nothing(client: Client) -> None:
    assert send(client, make_posting(), website="https://spam.example/").status_code == 302
    assert Report.objects.count() == 0


def test_reports_of_one_posting_and_of_one_hour_are_bounded(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    posting = make_posting()
    answers = [send(client, posting).status_code for _ in range(reports.MOST_WAITING + 1)]
    assert answers == [302] * reports.MOST_WAITING + [429]
    monkeypatch.setattr(reports, "MOST_AN_HOUR", 6)
    assert [send(client, make_posting()).status_code for _ in range(2)] == [302, 429]
    Report.objects.update(reported_at=timezone.now() - timedelta(hours=2))
    assert send(client, make_posting()).status_code == 302


def test_a_form_from_elsewhere_is_refused_in_words() -> None:
    strict = Client(enforce_csrf_checks=True)
    response = send(strict, make_posting())
    assert response.status_code == 403
    assert "This was not sent." in response.content.decode()
    assert Report.objects.count() == 0


def test_what_is_closed_can_be_reported_and_what_is_hidden_cannot(client: Client) -> None:
    assert send(client, make_closed_posting()).status_code == 302
    assert send(client, make_posting(is_hidden=True)).status_code == 404


def test_a_curator_decides(admin_client: Client, client: Client) -> None:
    posting = make_posting("Compiler Engineer")
    send(client, posting)
    queue = reverse("admin:postings_report_changelist")
    page = admin_client.get(queue).content.decode()
    assert "It offers sponsorship further down." in page
    assert reverse("admin:postings_posting_change", args=[posting.pk]) in page
    report = Report.objects.get()
    admin_client.post(queue, {"action": "mended", "_selected_action": [report.pk]})
    report.refresh_from_db()
    assert (report.state, str(report.decided_by)) == ("mended", "admin")
    assert admin_client.get(reverse("admin:postings_report_change", args=[report.pk])).status_code == 200
