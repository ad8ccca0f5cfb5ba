"""Filed SOC codes become SOC 2018 codes, and the filed text stays."""

from pathlib import Path

import pytest

from companies.occupations import soc, tables
from sources import lca
from sources.records import LcaRecord


@pytest.mark.parametrize(
    "filed",
    [
        "15-1252",
        "15-1252.00",
        '="15-1252.00"',
        "151252",
        "151252.0",
        "15125200",
        " 15–1252.00 ",
        "15.1252.00",
        "15-1252 Software Developers",
    ],
)
def test_it_reads_a_code_of_2018_in_every_notation(filed: str) -> None:
    repair = soc.repair(filed)
    assert (repair.code, repair.kind, repair.raw) == ("15-1252", "exact", filed)


@pytest.mark.parametrize(
    ("filed", "code"),
    [
        ("15-1121", "15-1211"),  # SOC 2010
        ("15-1021.00", "15-1251"),  # SOC 2000
        ("15-1199.08", "15-2051"),  # O*NET-SOC 2010, where SOC 2010 alone would leave five
        ("29-1069.02", "29-1213"),
        ("17-2144.00", "17-2141"),  # OFLC's code for researchers under ACWIA
        ("15-1217", "15-1211"),
        ("2021-11-01 00:00:00", "11-2021"),  # spreadsheets made a month of it
        ("11/1/2021", "11-2021"),
        ("44501", "11-2021"),
    ],
)
def test_it_maps_a_code_with_one_successor(filed: str, code: str) -> None:
    assert (soc.repair(filed).code, soc.repair(filed).kind) == (code, "one_to_one")


@pytest.mark.parametrize(
    ("filed", "among"),
    [
        ("15-1132", {"15-1252", "15-1253"}),
        ("15-1199", {"15-1299", "15-1253", "15-1243", "15-1255", "13-1082"}),
        ("15-1256", {"15-1252", "15-1253"}),  # OEWS 2019
        ("15-1250", {"15-1251", "15-1252", "15-1253", "15-1254", "15-1255"}),  # a broad group
        ("Nov-31", {"11-3031", "11-3131", "11-2032", "11-9131", "11-9031", "11-1031"}),
        ("31-Nov", {"11-3031"}),
        ("17-3203", {"17-3023"}),  # a typing error keeps its minor group
    ],
)
def test_it_never_chooses_silently_among_many(filed: str, among: set[str]) -> None:
    repair = soc.repair(filed)
    assert repair.kind == "one_to_many"
    assert repair.code == ""
    assert among <= set(repair.candidates)


@pytest.mark.parametrize(
    "filed", ["", "n/a", "99-9999", "15-031", "QUANTITATIVE ANALYST", "65409", "=", "7" * 5_000, "\x00"]
)
def test_it_says_unknown_rather_than_guess(filed: str) -> None:
    assert soc.repair(filed) == soc.Repair(filed, (), "unknown")


def test_every_target_of_every_table_is_a_detailed_code_of_2018() -> None:
    assert len(soc.detailed()) == 867
    for name in ("soc_2010_to_2018.csv", "soc_2000_to_2010.csv", "irregular_codes.csv"):
        for code in tables.targets(name):
            assert set(soc.repair(code).candidates) <= soc.detailed(), code
            assert soc.repair(code).candidates, code


@pytest.mark.data
def test_it_repairs_the_codes_of_real_filings(shared_data: Path) -> None:
    filed = [
        record.soc_code
        for record in lca.read(shared_data / "h1b/lca/flag_csv/FY2020_Q1_first_5000_rows.csv.gz")
        if isinstance(record, LcaRecord) and record.soc_code
    ]
    unknown = [code for code in filed if soc.repair(code).kind == "unknown"]
    assert len(filed) > 4_000
    assert len(unknown) < len(filed) / 100
