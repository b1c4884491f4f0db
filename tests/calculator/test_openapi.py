"""The description of the API is what the API does: schemathesis asks it everything it can think of."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from runrate.wsgi import application
from tests.calculator.stored import price_row

pytestmark = pytest.mark.django_db
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]


@pytest.fixture(autouse=True)
def _connection_stays_open() -> Iterator[None]:
    """A request through WSGI ends by closing a connection in a transaction: here it is the test's own."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize(
    ("door", "mode"),
    [
        ("/estimates", GenerationMode.POSITIVE),
        ("/estimates", GenerationMode.NEGATIVE),
        ("/usage", GenerationMode.POSITIVE),
        ("/usage", GenerationMode.NEGATIVE),
        ("/variances", GenerationMode.POSITIVE),
        ("/variances", GenerationMode.NEGATIVE),
        (
            "/models",
            GenerationMode.POSITIVE,
        ),  # its one parameter takes any text: nothing about it can be wrong
    ],
)
def test_no_answer_is_undocumented_and_none_is_a_server_error(door: str, mode: GenerationMode) -> None:
    price_row("openai", "o3", 10, 40, "2025-04-16")
    description = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    found: Any = description.include(path_regex=f"{door}$").get_all_operations()
    operations = [operation.ok() for operation in found]

    asked = 0
    for operation in operations:

        @settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            nonlocal asked
            asked += 1
            cache.clear()  # the throttle has a test of its own
            case.call_and_validate(checks=CHECKS)

        ask()

    assert asked >= 5
