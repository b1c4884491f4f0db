"""Programs call the API in chains, each call made from the last answer: nothing undocumented comes back."""

from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from runrate.wsgi import application
from tests.journeys.fresh import forget_counts

pytestmark = pytest.mark.django_db
JUDGED_WHOLE = {"POST /api/v1/estimates", "POST /api/v1/scores"}
# No answer leads to a bill: tests/calculator/test_openapi.py sends random ones, test_api_usage.py real ones.
OF_BILLS = {"POST /api/v1/usage", "POST /api/v1/variances"}
EXAMPLES, STEPS = (1000, 20) if settings().max_examples > 1000 else (25, 12)


@pytest.fixture(autouse=True)
def _connection_stays_open() -> Iterator[None]:
    """A request through WSGI ends by closing a connection in a transaction: here it is the test's own."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def fits(raw: dict[str, Any], case: Any) -> bool:
    """Whether a body is what the description asks for, whatever it was made to be.

    One of several types turned into another of them ("a number, text or nothing") is no wrong body.
    """
    asked = raw["paths"][case.operation.path][case.operation.method.lower()].get("requestBody")
    if asked is None or not isinstance(case.body, dict):
        return False
    (content,) = asked["content"].values()
    return jsonschema_rs.is_valid({**content["schema"], "components": raw.get("components", {})}, case.body)


def test_a_body_is_judged_by_the_description() -> None:
    description = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    scores = description["/api/v1/scores"]["POST"]
    nothing = scores.Case(body={"version": "1", "answers": {"q6": None}})
    number = scores.Case(body={"version": "1", "answers": {}, "evidence": {"q12": 0}})

    assert (fits(description.raw_schema, nothing), fits(description.raw_schema, number)) == (True, False)


def test_a_chain_of_calls_meets_no_server_error_and_no_undocumented_answer() -> None:
    call_command("import_prices", verbosity=0)
    description = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    asked: set[tuple[str, int]] = set()

    class Calls(description.as_state_machine()):  # type: ignore[misc]  # made from the description itself
        def before_call(self, case: Any) -> None:
            forget_counts()  # the throttle has a test of its own

        def after_call(self, response: Any, case: Any) -> None:
            asked.add((case.operation.label, response.status_code))

        def validate_response(self, response: Any, case: Any, **others: Any) -> None:
            # Which inputs need one another, how large a product may be and how many questions of a dimension
            # may not apply, no schema of one field can say.
            apart = [positive_data_acceptance] if case.operation.label in JUDGED_WHOLE else []
            apart += [negative_data_rejection] if fits(description.raw_schema, case) else []
            case.validate_response(response, excluded_checks=apart)

    Calls.run(
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        )
    )

    found: Any = description.get_all_operations()
    operations = {one.ok().label for one in found}
    assert {label for label, status in asked if status == 200} == operations - OF_BILLS
