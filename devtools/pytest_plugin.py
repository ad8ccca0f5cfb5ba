"""Real PostgreSQL and Valkey for one test run: `python -m pytest -p devtools.pytest_plugin`.

Each run has its own throw-away servers, so runs side by side do not meet, and the site's data is
never touched: DATABASE_URL and REDIS_URL are set here whatever they were. To test against other
servers set TEST_DATABASE_URL and TEST_REDIS_URL. Under xdist the workers share the PostgreSQL of the
controller (pytest-django gives each its own database there), and each has a Valkey of its own.
"""

import os
from collections.abc import Generator

import pytest

from devtools.processes import die_with_parent
from devtools.servers import Use, throw_away

_uses: list[Use] = []

ENVIRONMENT = {
    "SECRET_KEY": "for-tests-only-" + "x" * 50,
    "ALLOWED_HOSTS": "testserver,127.0.0.1,localhost",
    "SITE_URL": "http://testserver",
    "INSECURE_HTTP": "1",
}


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None, object, object]:
    """Runs around pytest-django, which imports the settings in this hook."""
    for name, value in ENVIRONMENT.items():
        os.environ[name] = value
    worker = "PYTEST_XDIST_WORKER" in os.environ
    if worker:
        die_with_parent()  # else a test goes on by itself after kill -9 of the controller
    for name in ["valkey"] if worker else ["postgres", "valkey"]:
        use = throw_away(name)
        variable = use.server.variable
        if given := os.environ.get(f"TEST_{variable}"):
            use.base.rmdir()
            os.environ[variable] = given
            continue
        _uses.append(use)
        use.open()
        os.environ[variable] = use.server.url()
    return (yield)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    while _uses:
        _uses.pop().close()
