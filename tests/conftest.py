"""What all tests share: no network, fast hashing, the development data or a clear reason why not."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.signals import request_started

from postings.engine import dictionary, sync
from postings.words import spelling

ROOT = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI") == "true"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real files of every source. Tests of it skip without it, but never in CI."""
    folder = Path(os.environ.get("JOBBOARD_SHARED_DATA", ROOT.parent / "shared" / "data"))
    if folder.is_dir():
        return folder
    if IN_CI:
        pytest.fail(f"CI must run the data tests, but {folder} is absent")
    pytest.skip(f"the development data is not here ({folder})")


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Chromium's program. Browser tests skip without it, but never in CI."""
    for place in (os.environ.get("CHROMIUM", ""), "/usr/bin/chromium", "/usr/bin/chromium-browser"):
        if place and Path(place).exists():
            return place
    if IN_CI:
        pytest.fail("CI must run the browser tests, but no Chromium is installed")
    pytest.skip("no Chromium here: install Debian's package chromium, or set CHROMIUM")


@pytest.fixture(autouse=True)
def _quick_and_clean(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    settings.VAR_DIR = tmp_path_factory.getbasetemp()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PAGE_CACHE_SECONDS = 0  # a test changes the board between two visits
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    dictionary.forget()
    spelling.forget()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _search_in_step(request: pytest.FixtureRequest) -> Iterator[None]:
    """Pages that a test asks for find what the test has made, as they do once the worker has caught up."""
    if not {"client", "admin_client", "live_server"} & set(request.fixturenames):
        yield
        return

    def catch_up(**_: object) -> None:
        sync.catch_up()

    request_started.connect(catch_up)
    yield
    request_started.disconnect(catch_up)
