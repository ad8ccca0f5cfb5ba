"""The servers trust whoever reaches their socket, so the folder around it must be nobody else's."""

import os
import socket
from pathlib import Path

import pytest

from devtools.processes import is_root
from devtools.sockets import answers, private_folder, socket_folder


def test_it_makes_a_folder_that_only_its_owner_enters(tmp_path: Path) -> None:
    folder = private_folder(tmp_path / "new")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert private_folder(folder) == folder


def test_it_refuses_a_folder_that_others_enter(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o755)
    with pytest.raises(SystemExit, match="not a private folder"):
        private_folder(folder)


def test_it_refuses_a_link_to_a_private_folder(tmp_path: Path) -> None:
    private_folder(tmp_path / "real")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(SystemExit, match="not a private folder"):
        private_folder(tmp_path / "link")


@pytest.mark.skipif(not is_root(), reason="only root can give files away")
def test_it_refuses_a_folder_of_another_user(tmp_path: Path) -> None:
    folder = private_folder(tmp_path / "theirs")
    os.chown(folder, 12345, -1)
    with pytest.raises(SystemExit, match="not a private folder"):
        private_folder(folder)


@pytest.mark.skipif(not is_root(), reason="only root can give files away")
def test_root_hands_its_folder_to_the_user_who_runs_the_server(tmp_path: Path) -> None:
    assert private_folder(tmp_path / "given", owner=12345).stat().st_uid == 12345


def test_its_path_stays_short_and_differs_between_checkouts(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["a-long-name-of-a-folder"] * 8)
    assert len(str(socket_folder(deep) / ".s.PGSQL.5432")) < 100  # macOS allows 103 bytes
    assert socket_folder(deep) != socket_folder(tmp_path)


def test_only_a_listening_socket_answers() -> None:
    folder = private_folder(Path(f"/tmp/jb-test-{os.getpid()}"))
    place = folder / "s"
    try:
        assert not answers(place)
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(place))
            assert not answers(place)
            server.listen()
            assert answers(place)
        assert not answers(place)
    finally:
        place.unlink()
        folder.rmdir()
