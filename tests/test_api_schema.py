"""Whatever the OpenAPI document allows, and much that it does not: no error page, and answers as it says.

`API_REQUESTS=10000 python3 dev.py test tests/test_api_schema.py` asks so often; an ordinary run asks 200 times.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from jobboard.api import api
from jobboard.wsgi import application
from tests.factories import make_company, make_posting, make_sponsorship_field, make_sponsorship_year

pytestmark = pytest.mark.django_db

CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
DOCUMENT = schemathesis.openapi.from_dict(api.get_openapi_schema())
DOCUMENT.app = application
OPERATIONS: list[Any] = [found.ok() for found in DOCUMENT.get_all_operations() if isinstance(found, Ok)]
REQUESTS = int(os.environ.get("API_REQUESTS", "200"))


@pytest.fixture
def board(client: Client) -> Iterator[None]:
    """A small board whose connection, which a test holds in a transaction, no request closes."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    acme = make_company()
    make_sponsorship_year(acme, 2024, lca_certified=5)
    make_sponsorship_field(acme, "software", 2024, state="WA", lca_certified=5)
    for title in ("Compiler Engineer", "Nurse"):
        make_posting(title, acme, job_field="software", state="WA", stance="offers")
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.path)
def test_no_request_breaks_the_api(board: None, operation: Any) -> None:
    asked = 0

    @settings(max_examples=REQUESTS // len(OPERATIONS), deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=st.one_of([operation.as_strategy(mode) for mode in GenerationMode]))
    def ask(case: Any) -> None:
        nonlocal asked
        asked += 1
        case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})

    ask()
    assert asked >= REQUESTS // len(OPERATIONS)


def test_every_address_of_the_document_is_asked() -> None:
    assert {operation.path for operation in OPERATIONS} == set(api.get_openapi_schema()["paths"])
