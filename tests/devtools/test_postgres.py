"""What must hold before PostgreSQL is started: who runs it, and that no leftover is in its way."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from devtools.postgres import choose_user, remove_stale_pid_file
from devtools.processes import MAPPED, OURSELVES, is_root


def ended_pid() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_it_removes_a_pid_file_that_now_names_another_program(tmp_path: Path) -> None:
    file = tmp_path / "postmaster.pid"
    file.write_text(f"{os.getpid()}\n/somewhere\n")
    assert remove_stale_pid_file(tmp_path)
    assert not file.exists()


@pytest.mark.parametrize("content", [f"{ended_pid()}\n", "", "not a number\n"], ids=["ended", "empty", "words"])
def test_it_leaves_other_pid_files_to_postgresql(tmp_path: Path, content: str) -> None:
    file = tmp_path / "postmaster.pid"
    file.write_text(content)
    assert not remove_stale_pid_file(tmp_path)
    assert file.exists()


def test_it_has_nothing_to_remove_in_a_clean_folder(tmp_path: Path) -> None:
    assert not remove_stale_pid_file(tmp_path)


def test_a_plain_user_runs_postgresql_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devtools.postgres.is_root", lambda: False)
    monkeypatch.setattr("devtools.postgres.is_known", lambda: True)
    assert choose_user(tmp_path) == OURSELVES


def test_root_becomes_a_plain_user_in_a_namespace_and_else_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devtools.postgres.is_root", lambda: True)
    new = tmp_path / "pg18"
    monkeypatch.setattr("devtools.postgres.namespaces_work", lambda: True)
    assert choose_user(new) == MAPPED
    monkeypatch.setattr("devtools.postgres.namespaces_work", lambda: False)
    chosen = choose_user(new)
    assert chosen.user not in (None, 0)
    assert not chosen.namespace


@pytest.mark.skipif(not is_root(), reason="only root can give files away")
def test_root_runs_it_as_the_owner_of_the_data(tmp_path: Path) -> None:
    os.chown(tmp_path, 12345, 12346)
    chosen = choose_user(tmp_path)
    assert (chosen.user, chosen.group) == (12345, 12346)
