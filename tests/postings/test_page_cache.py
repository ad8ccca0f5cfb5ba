"""Kept pages: the same for everybody, never older than the last import."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from postings import page_cache
from tests.factories import make_company, make_posting, make_run, make_sponsorship_year

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pages_are_kept(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PAGE_CACHE_SECONDS = 60
    monkeypatch.setattr(page_cache, "FRESH_SECONDS", 0)


def made_anew(client: Client, address: str, **headers: str) -> bool:
    """Whether the page was made, not taken from the cache: only then a template is read."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address, headers=headers).status_code == 200
    own = [query for query in captured if "search_due" not in query["sql"] and "SAVEPOINT" not in query["sql"]]
    return len(own) > 1


@pytest.mark.parametrize("address", ["/", "/postings/?q=engineer", "/companies/acme/", "/insights/", "/companies/"])
def test_a_second_reader_gets_the_same_page_for_one_tiny_query(client: Client, address: str) -> None:
    acme = make_company()
    make_sponsorship_year(acme, lca_certified=5)
    make_posting("Engineer", acme)
    first = client.get(address)
    assert not made_anew(Client(), address)
    second = Client().get(address)
    assert second.content == first.content
    assert dict(second.items()) == dict(first.items())


def test_a_process_asks_for_the_generation_once_a_second(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_cache, "FRESH_SECONDS", 60)
    client.get("/method/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/method/")
    assert [query["sql"] for query in captured if "sources_importrun" in query["sql"]] == []


def test_a_page_is_made_anew_after_an_import_and_after_a_change(client: Client) -> None:
    acme = make_company()
    make_posting("Engineer", acme)
    assert made_anew(client, "/postings/")
    assert not made_anew(client, "/postings/")
    make_posting("Nurse", acme)
    assert "Nurse" in client.get("/postings/").content.decode()
    make_sponsorship_year(acme, lca_certified=77)
    make_run()
    assert "77" in client.get("/companies/acme/").content.decode()
    running = make_run(status="running", finished_at=None)
    assert not made_anew(client, "/companies/acme/")
    running.finished_at = timezone.now()
    running.save()
    assert made_anew(client, "/companies/acme/")


def test_a_curator_sees_what_is_there_now(client: Client) -> None:
    acme = make_company()
    client.get("/companies/acme/")
    acme.description = "Acme makes things."
    acme.save()
    assert "Acme makes" not in client.get("/companies/acme/").content.decode()
    curator = Client()
    curator.force_login(User.objects.create_superuser("curator", password="x" * 12))
    assert "Acme makes" in curator.get("/companies/acme/").content.decode()
    assert "curator" in curator.get("/admin/").content.decode()
    assert client.get("/admin/").status_code == 302


def test_what_an_answer_depends_on_keeps_pages_apart(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make_posting("Engineer", workplace="hybrid")
    monkeypatch.setattr(page_cache, "SLOTS", 1)
    whole = client.get("/postings/?q=engineer&workplace=hybrid")
    assert not made_anew(client, "/postings/?workplace=hybrid&q=engineer")
    swap = client.get("/postings/?q=engineer&workplace=hybrid", headers={"HX-Request": "true"})
    assert len(swap.content) < len(whole.content)
    assert "1 job" in client.get("/postings/?q=engineer").content.decode()
    packed = client.get("/postings/?q=engineer", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in client.get("/postings/?q=engineer")
    assert client.get("/nothing/").status_code == 404
    assert client.get("/method/").status_code == 200
    assert client.get("/nothing/").status_code == 404
