"""JobPosting blocks of every posting of the sample, by Google's checklist; nothing in them that is not on the page."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from postings.models import Posting
from postings.sample.load import load
from postings.structured import job_posting
from tests.factories import make_posting
from tests.postings.job_posting_rules import faults, unsaid

PROMOTION = re.compile(r"[!$]|\b(hiring|urgent|apply now)\b", re.IGNORECASE)
EVERY_PAGE = 16  # of the sample is rendered


@pytest.mark.django_db
def test_every_block_of_the_sample_holds_to_the_checklist(client: Client) -> None:
    load()
    Posting.objects.filter(pk__in=Posting.objects.order_by("pk").values("pk")[5:8]).update(closed_at=timezone.now())
    postings = list(Posting.objects.filter(duplicate_of=None).select_related("company").order_by("pk"))
    assert len(postings) >= 300
    for number, posting in enumerate(postings):
        block = job_posting(posting, f"https://board.example{posting.get_absolute_url()}")
        if posting.closed_at:
            assert block is None, posting
            page = client.get(posting.get_absolute_url())
            assert (page.status_code, b"ld+json" in page.content) == (410, False)
            continue
        assert block is not None, posting
        assert faults(block, posting) == [], posting
        assert not PROMOTION.search(block["title"]), posting
        if number % EVERY_PAGE == 0:
            page_text = client.get(posting.get_absolute_url()).content.decode()
            blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page_text, re.DOTALL)
            assert len(blocks) == 1
            assert unsaid(json.loads(blocks[0]), page_text) == [], posting
            assert "noindex" not in page_text


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/postings/", "/companies/", "/insights/", "/method/"])
def test_lists_have_no_block(client: Client, address: str) -> None:
    make_posting("Engineer", description_text="x" * 200, country_code="US")
    assert b"ld+json" not in client.get(address).content


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"employmentType": "PERMANENT"},
        {"jobLocation": "Seattle"},
        {"jobLocation": [{"@type": "Place", "address": {"@type": "PostalAddress", "addressCountry": "USA"}}]},
        {"jobLocationType": "TELECOMMUTE"},
        {"validThrough": "14 Dec 2026"},
        {"datePosted": ""},
        {"applyNow": "yes"},
        {"baseSalary": {"@type": "MonetaryAmount", "currency": "USD", "value": 5}},
        {"hiringOrganization": {"@type": "Organization", "name": "Jobboard"}},
    ],
)
def test_a_wrong_block_would_be_noticed(change: dict[str, Any]) -> None:
    posting = make_posting("Engineer", description_text="x" * 200, description_html="x" * 200, country_code="US")
    block = job_posting(posting, "https://board.example/postings/1/engineer/")
    assert block
    assert faults(block, posting) == []
    assert faults({**block, **change}, posting) != []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [{"title": "Nurse"}, {"employmentType": "INTERN"}, {"url": "https://x.example/"}, {"datePosted": "2020-01-02"}],
)
def test_what_the_page_does_not_say_would_be_noticed(client: Client, change: dict[str, Any]) -> None:
    posting = make_posting("Engineer", description_text="x" * 200, description_html="x" * 200, country_code="US")
    page = client.get(posting.get_absolute_url()).content.decode()
    block = job_posting(posting, f"http://testserver{posting.get_absolute_url()}")
    assert block
    assert unsaid(block, page) == []
    assert unsaid({**block, **change}, page) == list(change.values())
