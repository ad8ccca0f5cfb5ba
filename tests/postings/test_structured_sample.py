"""JobPosting blocks of sample postings, by Google's checklist; nothing in them that is not on the page."""

import html
import json
import re

import pytest
from django.test import Client
from django.utils import timezone

from postings.importers import import_reading
from postings.models import Posting
from postings.sample.texts import Hirer, records
from postings.structured import job_posting
from sources.collect import Reading
from tests.factories import make_board, make_company

EMPLOYMENT_TYPES = {
    *["FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM", "OTHER"],
}
PROMOTION = re.compile(r"[!$]|\b(hiring|urgent|apply now)\b", re.IGNORECASE)


@pytest.mark.django_db
def test_every_block_of_the_sample_holds_to_the_checklist(client: Client) -> None:
    hirer = Hirer("Tallow & Pine", "https://tallow-and-pine.example/", "Seattle, WA", invented=True)
    board = make_board("tallow", ats="sample", company=make_company(hirer.name))
    import_reading(board, Reading(records=records(hirer, timezone.localdate(), 11)))
    postings = list(Posting.objects.live().select_related("company"))
    assert len(postings) >= 10
    blocks = {posting: job_posting(posting, posting.get_absolute_url()) for posting in postings}
    assert [str(posting) for posting, block in blocks.items() if block is None] == []
    for posting, block in blocks.items():
        assert block is not None
        assert len(re.sub(r"<[^>]+>", "", block["description"])) >= 100, posting
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", block["datePosted"])
        assert block["hiringOrganization"]["name"] == posting.company_name
        assert block["identifier"]["value"] == posting.external_id
        assert not PROMOTION.search(block["title"]), posting
        assert block.get("employmentType", "OTHER") in EMPLOYMENT_TYPES
        assert block.get("validThrough", "9999") >= block["datePosted"]
        if "jobLocationType" in block:
            assert block["applicantLocationRequirements"]
        else:
            assert all(len(place["address"]["addressCountry"]) == 2 for place in block["jobLocation"])
    for posting in postings:
        page = client.get(posting.get_absolute_url()).content.decode()
        found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
        assert len(found) == 1
        block = json.loads(found[0])
        text = html.unescape(page.replace(found[0], ""))
        assert block["title"] in text
        assert block["description"] in html.unescape(page)
        for place in block.get("jobLocation", []):
            assert place["address"].get("addressLocality", "") in text
        for amount in block.get("baseSalary", {}).get("value", {}).values():
            if isinstance(amount, float):
                assert f"{amount:,.2f}".removesuffix(".00") in text
