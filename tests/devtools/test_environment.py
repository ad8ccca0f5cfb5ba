"""What the site is told by `dev.py up` and `dev.py manage`."""

from pathlib import Path

from devtools import environment
from devtools.servers import kept


def test_the_site_gets_its_own_servers_and_a_key_of_its_own(tmp_path: Path) -> None:
    env = environment.site({"HOME": "/home/alice"}, kept({}, tmp_path), 8123, tmp_path)
    assert env["HOME"] == "/home/alice"
    assert env["DATABASE_URL"].startswith("postgres://jobboard@/jobboard?host=/tmp/jb-")
    assert env["REDIS_URL"].startswith("unix:///tmp/jb-")
    assert env["SITE_URL"] == "http://127.0.0.1:8123"
    assert len(env["SECRET_KEY"]) >= 50
    assert "JOBBOARD_DEBUG" not in env


def test_the_key_stays_and_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    first = environment.secret_key(tmp_path)
    assert environment.secret_key(tmp_path) == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_what_the_user_set_wins(tmp_path: Path) -> None:
    given = {"SECRET_KEY": "mine", "SITE_URL": "https://jobs.example", "ALLOWED_HOSTS": "jobs.example"}
    env = environment.site(given, [], 8000, tmp_path)
    assert {name: env[name] for name in given} == given
    assert not (tmp_path / "secret_key").exists()


def test_addresses_in_the_environment_replace_the_embedded_servers(tmp_path: Path) -> None:
    given = {"DATABASE_URL": "postgres://db/jobs", "REDIS_URL": "redis://cache"}
    assert kept(given, tmp_path) == []
    assert [use.server.name for use in kept({"REDIS_URL": "redis://cache"}, tmp_path)] == ["postgres"]
    assert environment.site(given, [], 8000, tmp_path)["DATABASE_URL"] == "postgres://db/jobs"


def test_the_port_of_the_running_site_is_known(tmp_path: Path) -> None:
    assert environment.running_port(tmp_path) == environment.DEFAULT_PORT
    (tmp_path / "up.port").write_text("8123")
    assert environment.running_port(tmp_path) == 8123
