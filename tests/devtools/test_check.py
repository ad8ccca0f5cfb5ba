"""The checks that are our own."""

from pathlib import Path

import pytest

from devtools import check
from devtools.code_rules import circle, long_files


def test_it_names_files_over_the_limit_except_migrations(tmp_path: Path) -> None:
    (tmp_path / "migrations").mkdir()
    for name, lines in {"long.py": 5, "short.py": 4, "migrations/0001.py": 9}.items():
        (tmp_path / name).write_text("x = 1\n" * lines)
    names = ["long.py", "short.py", "app/migrations/0001.py"]
    assert long_files(names, tmp_path, limit=4) == ["long.py has 5 lines"]


@pytest.mark.parametrize(
    ("imports", "members"),
    [
        ({"a": ["b"], "b": ["c"], "c": []}, set()),
        ({"a": ["b"], "b": ["c"], "c": ["b"]}, {"b", "c"}),
        ({"a": ["a"]}, {"a"}),
    ],
)
def test_it_finds_circles_of_imports(imports: dict[str, list[str]], members: set[str]) -> None:
    assert set(circle(imports)) == members


def test_it_cuts_long_output_and_says_so() -> None:
    assert check.shortened("one\ntwo\n") == "one\ntwo"
    assert check.shortened("line\n" * 100).endswith("… 60 more lines")


def test_compose_is_checked_in_ci_or_the_check_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert check.compose_command({}) is None
    in_ci = check.compose_command({"CI": "true"})
    assert in_ci
    code, output, _ = check.run(in_ci)
    assert code == 1
    assert "CI needs docker-compose" in output


def test_a_failed_step_does_not_keep_others_from_running(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = {"first": ["sh", "-c", "echo bad; exit 3"], "second": ["true"], "third": None}
    monkeypatch.setattr(check, "steps", lambda: steps)
    assert check.main([]) == 1
    shown = capsys.readouterr().out
    assert "FAIL" in shown
    assert "bad" in shown
    assert " ok " in shown
    assert "third: not installed" in shown
    assert check.main(["second"]) == 0
