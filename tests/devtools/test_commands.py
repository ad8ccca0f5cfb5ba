"""The commands around the servers: what they accept and what they say."""

import subprocess
import sys
from pathlib import Path

import pytest

from devtools import bench, doctor
from devtools.console import size
from devtools.paths import ROOT
from devtools.test import parallel


def run_dev(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "dev.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_dev_tells_its_commands() -> None:
    shown = run_dev("--help")
    assert shown.returncode == 0
    assert "up | test | check | manage" in shown.stdout


@pytest.mark.parametrize("arguments", [[], ["upp"]])
def test_dev_refuses_what_it_does_not_know(arguments: list[str]) -> None:
    refused = run_dev(*arguments)
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert "up | test | check | manage" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        ([], ["-n", "2"]),
        (["-x", "-k", "search"], ["-n", "2"]),
        (["-n", "0"], []),
        (["-n4"], []),
        (["--pdb"], []),
        (["tests/devtools"], []),
        (["tests/devtools/test_commands.py::test_dev_tells_its_commands"], []),
    ],
)
def test_all_tests_run_in_parallel_and_a_few_do_not(arguments: list[str], options: list[str]) -> None:
    assert parallel(arguments) == options


def test_bench_names_what_can_be_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["nothing-of-this-name"]) == 2
    assert capsys.readouterr().err.startswith("dev.py bench")


def test_the_doctor_shows_no_password() -> None:
    shown = doctor.without_password("postgres://jobs:s3cret@db.example:5432/jobs")
    assert "s3cret" not in shown
    assert "db.example" in shown
    assert doctor.without_password("unix:///tmp/valkey.sock") == "unix:///tmp/valkey.sock"


def test_the_doctor_finds_the_last_error_of_a_log(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    log.write_bytes(b"INFO fine\n2026 ERROR first\n2026 ERROR second\n\xff INFO fine\n")
    assert doctor.recent_errors(log) == "2026 ERROR second"
    log.write_text("")
    assert doctor.recent_errors(log) == ""


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0 B"), (999, "999 B"), (1500, "1.5 kB"), (12_300_000, "12.3 MB")],
)
def test_sizes_read_well(number: int, text: str) -> None:
    assert size(number) == text
