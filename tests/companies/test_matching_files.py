"""The command that groups a file of names without a database."""

import csv
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from companies.benchmarks import employers
from companies.benchmarks.employer_queue import reached
from companies.benchmarks.labelled_names import Labelled, read, seeds
from companies.matching.cluster import match
from companies.matching.founding import display_name, groups
from companies.matching.suggest import suggest
from companies.matching.values import Employer

NAMES = """record_id,name,source,tax_id_last4,naics_2digit,city,state,volume
1,INITECH COM SERVICES LLC,uscis,0111,54,SEATTLE,WA,"9,000"
2,INITECH COM SVCS INC,uscis,111,54,SEATTLE,WA,5
3,"Initech.com Services, LLC",lca,,,,,
4,GLOBEX CORP,uscis,2222,33,AUSTIN,TX,broken
4,GLOBEX CORP,uscis,3333,62,MIAMI,FL,1
"""


def run(tmp_path: Path, names: str, seed: str = "") -> dict[str, dict[str, str]]:
    (tmp_path / "names.csv").write_text(names, encoding="utf-8-sig")
    options = {}
    if seed:
        (tmp_path / "seed.csv").write_text(seed)
        options["seed"] = tmp_path / "seed.csv"
    out = io.StringIO()
    call_command("match_employers", str(tmp_path / "names.csv"), stdout=out, **options)
    return {row["record_id"]: row for row in csv.DictReader(io.StringIO(out.getvalue()))}


def test_it_groups_the_rows_of_a_file(tmp_path: Path) -> None:
    rows = run(tmp_path, NAMES)
    assert list(rows) == ["1", "2", "3", "4", "4#2"]
    assert rows["1"]["group"] == rows["2"]["group"] == rows["3"]["group"]
    assert rows["4"]["group"] != rows["4#2"]["group"]
    assert (rows["1"]["rule"], rows["2"]["rule"], rows["3"]["rule"]) == ("", "A2", "A1")
    assert rows["2"]["matched_to"] == "INITECH COM SERVICES LLC"


@pytest.mark.parametrize(
    ("between", "line_end"), [(";", "\r\n"), ("\t", "\n"), (",", "\r")], ids=["semicolons", "tabs", "bare CR"]
)
def test_it_reads_what_a_spreadsheet_writes(tmp_path: Path, between: str, line_end: str) -> None:
    lines = ["Record_ID, Name ,State", "1,INITECH COM SERVICES LLC,WA", "2,INITECH.COM SERVICES LLC,WA", "3", ",,,,"]
    rows = run(tmp_path, line_end.join(lines).replace(",", between))
    assert list(rows) == ["1", "2", "3", ""]
    assert rows["1"]["group"] == rows["2"]["group"] != rows["3"]["group"]


def test_the_order_of_rows_changes_no_group(tmp_path: Path) -> None:
    header, *lines = NAMES.splitlines()[:4]
    assert run(tmp_path, "\n".join([header, *lines])) == run(tmp_path, "\n".join([header, *reversed(lines)]))


def test_accepted_aliases_come_first_even_if_the_file_lacks_them(tmp_path: Path) -> None:
    rows = run(tmp_path, NAMES, "name,company\ninitech com svcs inc,initech\nGlobex Corporation,globex\n,nobody\n")
    assert {rows[id_]["group"] for id_ in "123"} == {"initech"}
    assert (rows["2"]["rule"], rows["1"]["matched_to"]) == ("accepted", "INITECH COM SVCS INC")
    assert rows["4"]["group"] != "globex"  # two firms answer to that name


def test_a_name_given_to_two_companies_is_given_to_none(tmp_path: Path) -> None:
    rows = run(tmp_path, NAMES, "name,company\nGLOBEX CORP,one\nGLOBEX CORP,two\n")
    assert rows["4"]["group"].startswith("hub:")


@pytest.mark.parametrize("names", ["", "name\nACME", "\x00\x01"])
def test_a_file_without_the_columns_is_refused_by_name(tmp_path: Path, names: str) -> None:
    with pytest.raises(CommandError, match="record_id"):
        run(tmp_path, names)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("AMAZON COM SERVICES LLC", "Amazon Com Services"),
        ("THE UNIVERSITY OF GLOBEX", "University of Globex"),
        ("IBM INDIA INC", "IBM India"),
        ("Initech.com Services, L.L.C.", "Initech.com Services"),
        ("A&P INC DBA INITECH", "A&P"),
        ("INC", "Inc"),
    ],
)
def test_a_company_made_by_volume_has_a_name_to_show(name: str, shown: str) -> None:
    assert display_name([Employer(1, name)]) == shown


@pytest.fixture(scope="module")
def labelled(shared_data: Path) -> Labelled:
    return read(shared_data / "employer-matching" / "employer_names.csv")


@pytest.mark.data
def test_no_labelled_names_of_two_companies_are_merged(labelled: Labelled) -> None:
    for accepted in ({}, seeds(labelled, 1), seeds(labelled, 3)):
        for group in groups(match(labelled.employers, accepted)):
            assert len({labelled.company[link.employer.id] for link in group.links}) == 1


@pytest.mark.data
def test_the_targets_hold_on_the_labelled_names(labelled: Labelled) -> None:
    lines = {measure: value for measure, value, _ in [*employers._pairs(labelled), *employers._seeded(labelled)]}
    assert float(lines["rules alone: pairs of one company found"].split()[0]) >= 25
    assert float(lines["1 accepted of each company: names linked"].split()[0]) >= 45
    assert float(lines["1 accepted of each company: volume linked"].split()[0]) >= 90
    assert float(lines["3 accepted of each company: names linked"].split()[0]) >= 67
    assert float(lines["3 accepted of each company: volume linked"].split()[0]) >= 98


@pytest.mark.data
def test_the_queue_brings_most_of_what_is_missing(labelled: Labelled) -> None:
    lines = {measure: value for measure, value, _ in reached(labelled)}
    assert float(lines["queue: names linked or suggested, of one accepted"].split()[0]) >= 90
    assert float(lines["queue: missing volume in the first ten"].split()[0]) >= 75


@pytest.mark.parametrize(
    ("left", "right", "shown"),
    [
        ("INITBANK NA", "INITGROUP INC", True),  # without BANK and GROUP both are INIT
        ("LTINITECH LIMITED", "INITECHS INC", False),
        ("LTIGLOBEXCO LIMITED", "GLOBEXCO INC", True),
        ("SUMMITBANK NA", "SUMMITGROUP INC", False),  # SUMMIT is everyone's
        ("INITBANK NA", "GLOBEX INC", False),
    ],
)
def test_a_compound_word_is_suggested_by_its_coined_part(left: str, right: str, shown: bool) -> None:
    place = ("NEW YORK", "NY", "52")
    names = [Employer(1, left, "1111", *place, 900), Employer(2, right, "2222", *place, 9)]
    hints = suggest(groups(match(names, {1: "initech"})), {})
    assert [hint.kind for hint in hints if hint.group.hub.id == 2] == (["compound word"] if shown else [])


def test_a_rejected_company_is_not_suggested_again() -> None:
    links = match(
        [
            Employer(1, "INITECH ROBOTICS INC", "1111", state="WA", naics2="54", volume=90),
            Employer(2, "INITECH CLOUD INC", "2222", state="WA", naics2="54", volume=9),
        ],
        {1: "initech"},
    )
    assert [hint.group.hub.id for hint in suggest(groups(links), {})] == [2]
    assert suggest(groups(links), {2: frozenset({"initech"})}) == []
