"""What a first visit transfers, and that nothing comes from another host."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.factories import make_company, make_posting, make_sponsorship_year

pytestmark = pytest.mark.django_db
LOADED = re.compile(r'<(?:script|img|source)[^>]* src="([^"]+)"|<link rel="(?:stylesheet|icon)" href="([^"]+)"')


@pytest.mark.parametrize("address", ["/", "/postings/", "posting", "/companies/", "/companies/acme/", "/insights/"])
def test_a_first_visit_transfers_at_most_60_kilobytes_of_assets(client: Client, address: str) -> None:
    acme = make_company()
    make_sponsorship_year(acme, lca_certified=5)
    posting = make_posting("Engineer", acme)
    page = client.get(posting.get_absolute_url() if address == "posting" else address).content.decode()
    loaded = {script or link for script, link in LOADED.findall(page)}
    assert len(loaded) >= 4
    assert all(one.startswith("/static/") for one in loaded)
    found = [finders.find(one.removeprefix("/static/")) for one in loaded]
    assert sum(len(gzip.compress(Path(str(one)).read_bytes())) for one in found) <= 60_000
