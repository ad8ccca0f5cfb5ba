"""Training: counts on disk, weights, a model whose card fits."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from companies.occupations import model, reading, titles, training
from companies.occupations.tally import Tally

NOW = datetime(2030, 1, 2, tzinfo=UTC)
JOBS = {"29-1141": "nurse", "15-1252": "software developer", "17-2051": "civil engineer", "25-2031": "school teacher"}


def _tally(folder: Path) -> Tally:
    folder.mkdir()
    tally = Tally(folder / "tally.sqlite")
    tally.add(
        (f"{rank} {job}", code, 5) for code, job in JOBS.items() for rank in ("senior", "junior", "lead", "staff")
    )
    tally.add([("nurse", "29-1141|15-1252", 4), ("", "29-1141", 9), ("surgeon", "", 9)])
    return tally


def _train(folder: Path) -> tuple[Path, Tally]:
    target = folder / "titles.ftz"
    tally = _tally(folder)
    training.train(tally, [("bridge engineer", "17-2051")], target, trained_at=NOW, say=lambda words: None)
    return target, tally


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Tally]:
    """A model of sixteen titles, and the tally after the training."""
    return _train(tmp_path_factory.mktemp("titles") / "one")


@pytest.fixture
def trained(learned: tuple[Path, Tally], tmp_path: Path) -> Path:
    """A copy of that model that a test may spoil."""
    for file in (learned[0], model.card_of(learned[0])):
        shutil.copy(file, tmp_path)
    return tmp_path / learned[0].name


def _change_card(path: Path, **values: str) -> None:
    card = json.loads(model.card_of(path).read_text())
    model.card_of(path).write_text(json.dumps({**card, **values}))


def test_the_same_rows_give_the_same_model_which_knows_them(trained: Path, tmp_path: Path) -> None:
    assert trained.read_bytes() == _train(tmp_path / "two")[0].read_bytes()
    assert model.load(trained).predict("principal nurse")[0][0] == "29-1141"
    card = json.loads(model.card_of(trained).read_text())
    assert (card["filings"], card["reported_titles"], card["titles_version"]) == (84, 1, titles.VERSION)


def test_what_was_filed_under_several_codes_is_settled_by_the_title(learned: tuple[Path, Tally]) -> None:
    _, tally = learned
    assert dict(tally.settled())["nurse"] == [("29-1141", 4)]
    assert tally.undecided() == []


def test_a_newer_model_of_this_site_serves_and_an_older_one_does_not(trained: Path) -> None:
    assert model.newest(trained).version == model.load(trained).version != model.load().version
    _change_card(trained, trained_at="2020-01-01T00:00:00+00:00")
    assert model.newest(trained) == model.load()


def test_a_damaged_or_foreign_model_is_refused_and_the_shipped_one_serves(trained: Path) -> None:
    _change_card(trained, titles_version="0")
    with pytest.raises(model.BadModelError, match="normal form"):
        model.load(trained)
    _change_card(trained, sha256="0" * 64)
    assert model.newest(trained) == model.load()
    model.card_of(trained).write_text("not JSON")
    assert model.newest(trained) == model.load()
    assert model.newest(trained.with_name("absent.ftz")) == model.load()


def test_files_are_read_whatever_their_columns_are_called(tmp_path: Path) -> None:
    csv, tsv = tmp_path / "a.csv", tmp_path / "b.tsv"
    csv.write_text('\ufeffid,Title,soc_code\n1," ""Lead"" Nurse",29-1141\n\n2,Cook\n', encoding="utf-8")
    tsv.write_text('O*NET-SOC Code\tAlternate Title\n11-1011.00\tThe "Chief"\n', encoding="utf-8")
    assert list(reading.title_rows(csv)) == [('"Lead" Nurse', "29-1141"), ("Cook", "")]
    assert list(reading.title_rows(tsv)) == [('The "Chief"', "11-1011.00")]
    csv.write_text("name,code\nx,y\n", encoding="utf-8")
    with pytest.raises(reading.UnknownColumnsError, match="name, code"):
        list(reading.title_rows(csv))
