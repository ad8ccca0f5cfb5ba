"""The commands: classify a file without a database, train from filings, classify cases anew."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from companies import title_classes
from companies.models import LcaCase, TitleCount, TitleOverride
from companies.reclassify import reclassify
from tests.factories import make_employer_name, make_lca_case


def _classified(path: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    call_command("classify_titles", str(path))
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_it_classifies_a_file_in_its_order_without_any_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(titles: Any) -> None:
        raise DatabaseError("no such table")

    monkeypatch.setattr("companies.management.commands.classify_titles.lookup_of", absent)
    file = tmp_path / "titles.csv"
    file.write_text('soc_code,title\n,"Nurse, Registered"\n15-1132.00,QA Tester\nwhat,\n', encoding="utf-8")
    nurse, tester, nothing = _classified(file, capsys)
    assert list(nurse) == ["title", "soc_code", "alternatives", "job_field", "method", "confidence"]
    assert (nurse["title"], nurse["soc_code"], nurse["job_field"]) == ("Nurse, Registered", "29-1141", "healthcare")
    assert nurse["alternatives"].split("|")[0] == "29-1141"
    assert (tester["soc_code"], tester["alternatives"], tester["method"]) == ("15-1253", "15-1253|15-1252", "filed")
    assert (nothing["soc_code"], nothing["alternatives"], nothing["method"]) == ("", "", "none")


def test_it_names_what_is_wrong_with_a_file(tmp_path: Path) -> None:
    file = tmp_path / "wrong.csv"
    file.write_text("name\nNurse\n", encoding="utf-8")
    with pytest.raises(CommandError, match="no column of titles"):
        call_command("classify_titles", str(file))
    with pytest.raises(CommandError):
        call_command("classify_titles", str(tmp_path / "absent.csv"))


@pytest.mark.django_db
def test_a_curators_word_reaches_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    TitleOverride.objects.create(title="Registered NURSE II", job_field="other")
    file = tmp_path / "titles.csv"
    file.write_text("title\nRegistered Nurse\n", encoding="utf-8")
    assert _classified(file, capsys)[0]["job_field"] == "other"


@pytest.mark.django_db
def test_training_learns_from_the_cases_and_fills_the_look_up(tmp_path: Path, settings: Any) -> None:
    settings.VAR_DIR = tmp_path
    before = title_classes.version()
    name = make_employer_name()
    for number, title in enumerate(("Widget Nurse", "Widget Nurse", "Widget Nurse", "Rare Nurse")):
        make_lca_case(name, case_key=f"T-{number}", job_title=title, soc_code_filed="29-1141.00")
    more = tmp_path / "more.csv"
    more.write_text("title,soc_code\n" + "Software Developer,15-1252\n" * 1_200, encoding="utf-8")
    TitleCount.objects.create(title="gone", soc_code="11-1011", rows=9)
    call_command("train_titles", csv=[more])
    counts = set(TitleCount.objects.values_list("title", "soc_code", "rows"))
    assert counts == {("widget nurse", "29-1141", 3), ("software developer", "15-1252", 1_200)}
    assert title_classes.version() != before
    assert title_classes.classify_all([("Widget Nurse", "")])["Widget Nurse", ""].method == "lookup"


@pytest.mark.django_db
def test_it_will_not_learn_from_nothing() -> None:
    with pytest.raises(CommandError, match="too few"):
        call_command("train_titles")


@pytest.mark.django_db
def test_cases_of_another_version_are_classified_anew_and_only_those() -> None:
    name = make_employer_name()
    old = make_lca_case(name, case_key="A", job_title="Product Manager", soc_code_filed="15-1199.09", field_version="0")
    new = make_lca_case(
        name, case_key="B", job_title="Nurse", soc_code_filed="29-1141", field_version=title_classes.version()
    )
    assert reclassify() == 1
    assert reclassify() == 0
    old.refresh_from_db()
    assert (old.soc_code, old.job_field, old.field_method) == ("15-1299", "product", "rule")
    assert old.field_version == title_classes.version()
    assert LcaCase.objects.get(pk=new.pk).job_field == new.job_field
    assert reclassify("another version") == 0


@pytest.mark.django_db
def test_a_curators_word_is_applied_to_its_title_and_survives_the_next_version() -> None:
    case = make_lca_case(make_employer_name(), job_title="Nurse II", soc_code_filed="29-1141", field_version="0")
    reclassify()
    TitleOverride.objects.create(title="nurse", job_field="education")
    assert reclassify() == 0
    assert reclassify(only=["nurse"]) == 1
    LcaCase.objects.update(field_version="0")
    assert reclassify() == 1
    case.refresh_from_db()
    assert (case.job_field, case.field_method, case.soc_code) == ("education", "override", "29-1141")
