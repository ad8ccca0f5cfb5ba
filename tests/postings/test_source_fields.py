"""The table of how much each source says."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from postings import importers
from tests.factories import make_board

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


def lines(*arguments: str) -> list[list[str]]:
    out = StringIO()
    call_command("source_fields", *arguments, stdout=out)
    return [line.split() for line in out.getvalue().splitlines()]


def test_it_counts_saved_answers_as_the_readers_see_them(tmp_path: Path) -> None:
    (tmp_path / "greenhouse").mkdir()
    shutil.copy(SAMPLES / "greenhouse.json", tmp_path / "greenhouse" / "acme.json")
    _, line = lines(str(tmp_path))
    # files, postings, left out, failed, date, place, country, pay, type, workplace, text
    assert line == ["greenhouse", "1", "2", "1", "2", "50%", "100%", "0%", "50%", "50%", "50%", "50%"]


def test_it_counts_what_is_on_the_board() -> None:
    importers.import_saved(make_board(ats="lever"), (SAMPLES / "lever.json").read_bytes())
    _, line = lines()
    assert line[:3] == ["lever", "0", "2"]
    assert line[-1] == "100%"


def test_it_says_when_there_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no folder"):
        lines(str(tmp_path / "nowhere"))
