"""Crunchbase, EDGAR and feeds over the network: a local server answers for them."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from companies import tasks
from companies.importers import live
from companies.models import NewsFeed
from companies.panels import funding_panel, news_panel
from sources.models import ImportRun
from tests.factories import make_company, make_posting
from tests.sources.local_server import Answer, Asked, serve

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parent.parent / "samples" / "funding"
RSS = b"<rss version='2.0'><channel><title>N</title><item><title>%s</title><link>https://e.com/1</link></item></channel></rss>"


def test_without_a_key_or_a_declaration_it_says_so_and_asks_nobody(settings: Any) -> None:
    settings.CRUNCHBASE_API_KEY = settings.EDGAR_USER_AGENT = ""
    make_company("Amazon", crunchbase_permalink="amazon", cik="0009990001")
    assert live.refresh_crunchbase() == live.NO_KEY
    assert live.refresh_form_d(date(2024, 1, 2)) == live.NO_USER_AGENT
    assert not ImportRun.objects.exists()


def test_the_key_goes_into_a_header_and_the_panel_is_filled(settings: Any) -> None:
    settings.CRUNCHBASE_API_KEY = "sesame"
    company = make_company("Amazon", crunchbase_permalink="amazon")
    gone = make_company("Gone", crunchbase_permalink="gone")
    body = (SAMPLES / "crunchbase_amazon.json").read_bytes()

    def answer(asked: Asked) -> Answer:
        return Answer(body=body) if "/organizations/amazon?" in asked.path else Answer(404)

    with serve(answer) as (url, asked):
        settings.ATS_MIRROR_URL = url
        assert live.refresh_crunchbase() == "1 of 2 companies read from Crunchbase"
    assert all(request.headers["x-cb-user-key"] == "sesame" for request in asked)
    assert not any("sesame" in request.path for request in asked)
    assert funding_panel(company).total_usd == 8_110_000_000
    assert funding_panel(gone).is_empty
    assert ImportRun.objects.get(subject="gone").problems.count() == 1


def test_the_companies_that_hire_are_read_first(settings: Any) -> None:
    settings.CRUNCHBASE_API_KEY = "sesame"
    make_company("Idle", crunchbase_permalink="idle")
    make_company("Sample", crunchbase_permalink="sample", is_sample=True)
    make_posting(company=make_company("Hiring", crunchbase_permalink="hiring"))
    with serve(lambda asked: Answer(404)) as (url, asked):
        settings.ATS_MIRROR_URL = url
        live.refresh_crunchbase(most=1)
    assert ["/organizations/hiring?" in request.path for request in asked] == [True]


def test_filings_of_a_day_are_read_for_the_companies_that_are_here(settings: Any) -> None:
    settings.EDGAR_USER_AGENT = "Jobboard admin@example.com"
    company = make_company("Initech", cik="0009990001")
    index = (
        b"CIK|Company Name|Form Type|Date Filed|File Name\n---\n"
        b"9990001|INITECH|D|20220329|edgar/data/9990001/0009990001-22-000001.txt\n"
        b"9990002|OTHER|D|20220329|edgar/data/9990002/0009990002-22-000001.txt\n"
    )

    def answer(asked: Asked) -> Answer:
        return Answer(body=index if asked.path.endswith(".idx") else (SAMPLES / "form_d.xml").read_bytes())

    with serve(answer) as (url, asked):
        settings.ATS_MIRROR_URL = url
        live.refresh_form_d(date(2022, 3, 29))
    assert [request.path for request in asked] == [
        "/www.sec.gov/Archives/edgar/daily-index/2022/QTR1/master.20220329.idx",
        "/www.sec.gov/Archives/edgar/data/9990001/000999000122000001/primary_doc.xml",
    ]
    assert {request.headers["user-agent"] for request in asked} == {"Jobboard admin@example.com"}
    (line,) = funding_panel(company).rounds
    assert (line.amount_usd, line.kind) == (Decimal(4_200_000), "Form D offering")


def test_a_holiday_without_an_index_is_no_failure(settings: Any) -> None:
    settings.EDGAR_USER_AGENT = "Jobboard admin@example.com"
    with serve(lambda asked: Answer(403, b"<?xml version='1.0'?><Error/>")) as (url, _):
        settings.ATS_MIRROR_URL = url
        assert live.refresh_form_d(date(2024, 1, 1)) == live.NO_INDEX
    assert ImportRun.objects.get().status == ImportRun.Status.DONE


def test_news_is_read_for_companies_that_hire_and_not_again_when_unchanged(settings: Any) -> None:
    company = make_company("Initech")
    make_company("Idle")
    make_posting(company=company)

    def answer(asked: Asked) -> Answer:
        if asked.headers.get("if-none-match"):
            return Answer(304)
        return Answer(body=RSS % b"Initech opens an office", headers={"ETag": '"1"'})

    with serve(answer) as (url, asked):
        settings.ATS_MIRROR_URL = url
        for _ in range(2):
            assert tasks.refresh_news() == "1 of 1 feeds read"
    assert len(asked) == 2
    assert NewsFeed.objects.get().etag == '"1"'
    assert ImportRun.objects.filter(source="news").count() == 1
    assert [item.title for item in news_panel(company).items] == ["Initech opens an office"]


def test_a_feed_that_fails_says_why_and_waits_its_turn(settings: Any) -> None:
    make_posting(company=make_company("Initech"))
    with serve(lambda asked: Answer(404)) as (url, _):
        settings.ATS_MIRROR_URL = url
        assert live.refresh_news() == "0 of 1 feeds read"
    feed = NewsFeed.objects.get()
    assert feed.failed_because == "answered 404"
    assert feed.read_at


def test_each_task_is_a_door(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    for name in ("refresh_crunchbase", "refresh_form_d", "refresh_news"):
        monkeypatch.setattr(live, name, lambda *given, name=name: opened.append(name))
    for task in (tasks.refresh_crunchbase, tasks.refresh_form_d, tasks.refresh_news):
        task()
    assert opened == ["refresh_crunchbase", "refresh_form_d", "refresh_news"]
    assert tasks.settle_statements() == 0
