"""The walls: settings that fail loudly, migrations that are complete."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from jobboard import environment


@pytest.mark.parametrize(
    ("value", "says"),
    [("mysql://x/y", "postgres://"), ("postgres://u@h/", "names no database"), ("", "is not set")],
)
def test_it_refuses_a_bad_database_address(monkeypatch: pytest.MonkeyPatch, value: str, says: str) -> None:
    monkeypatch.setenv("DATABASE_URL", value)
    with pytest.raises(ImproperlyConfigured, match=says):
        environment.database("DATABASE_URL")


def test_it_reads_a_socket_folder_from_the_database_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://jobboard@/board?host=/run/pg")
    found = environment.database("DATABASE_URL")
    assert (found["NAME"], found["USER"], found["HOST"]) == ("board", "jobboard", "/run/pg")


@pytest.mark.parametrize(
    ("value", "cache", "broker"),
    [
        ("redis://h:6379", "redis://h:6379/1", "redis://h:6379/0"),
        ("unix:///run/v.sock", "unix:///run/v.sock?db=1", "redis+socket:///run/v.sock?virtual_host=0"),
    ],
)
def test_it_keeps_cache_and_broker_apart(monkeypatch: pytest.MonkeyPatch, value: str, cache: str, broker: str) -> None:
    monkeypatch.setenv("REDIS_URL", value)
    assert environment.redis_urls("REDIS_URL") == (cache, broker)


def test_it_refuses_a_flag_that_is_neither_yes_nor_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBBOARD_DEBUG", "maybe")
    with pytest.raises(ImproperlyConfigured, match="JOBBOARD_DEBUG='maybe'"):
        environment.flag("JOBBOARD_DEBUG", default=False)


@pytest.mark.django_db
def test_every_model_change_has_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
