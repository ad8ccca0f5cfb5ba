"""JobPosting blocks of imported boards: each holds to the checklist, and its page says all that is in it.

One file of 25 and one page of 40 in the ordinary run; JOBBOARD_EVERY=1 takes all files that hold texts.
"""

import gzip
import json
import os
import re
from pathlib import Path

import pytest
from django.test import Client

from postings import importers
from postings.models import Posting
from postings.structured import job_posting
from tests.factories import make_board
from tests.postings.job_posting_rules import faults, unsaid

pytestmark = [pytest.mark.django_db, pytest.mark.data]
EVERY = int(os.environ.get("JOBBOARD_EVERY", "25"))
EVERY_PAGE = 40


def test_every_block_of_imported_boards_holds_to_the_checklist(shared_data: Path, client: Client) -> None:
    paths = [
        (ats, path)
        for ats in ("greenhouse", "lever", "ashby")
        for path in sorted((shared_data / "postings" / ats).rglob("*.json*"))
        if "nocontent" not in str(path.parent)  # without texts there is no block
    ]
    looked_at = blocks = pages = 0
    wrong: list[str] = []
    for number, (ats, path) in enumerate(paths[::EVERY]):
        packed = path.read_bytes()
        board = make_board(f"board-{number}", ats=ats)
        importers.import_saved(board, gzip.decompress(packed) if path.suffix == ".gz" else packed)
        for posting in Posting.objects.filter(board=board).live().select_related("company"):
            looked_at += 1
            address = f"http://testserver{posting.get_absolute_url()}"
            block = job_posting(posting, address)
            if block is None:
                continue
            blocks += 1
            wrong += [f"{path.name} {posting.external_id}: {fault}" for fault in faults(block, posting)]
            if blocks % EVERY_PAGE == 0:
                pages += 1
                page = client.get(posting.get_absolute_url()).content.decode()
                found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
                assert [json.loads(one) for one in found] == [block], address
                wrong += [f"{path.name} {posting.external_id}: unsaid {part[:80]}" for part in unsaid(block, page)]
        Posting.objects.filter(board=board).delete()
    assert wrong[:50] == [], f"of {looked_at:,} postings, {blocks:,} blocks, {pages:,} pages"
    assert blocks > looked_at / 2
