"""The inputs of scenarios side by side: what was entered, a default of ours, or neither."""

import pytest

from calculator.models import Scenario
from calculator.scenarios.comparison import compare
from runrate.accounts.models import User
from tests.truth.known import TOKENS, ZEROS

pytestmark = pytest.mark.django_db

WRONG = {"error_rate": "0.02", "error_cost": 30}


@pytest.mark.parametrize(
    ("entered", "line", "share", "cost"),
    [
        ({}, "not entered", "–", "–"),
        ({"error_rate": 0, "error_cost": 0}, "$0.00", "0%", "$0.00"),
        (WRONG, "$600.00", "2%", "$30.00"),
    ],
)
def test_errors_that_nobody_entered_are_said_not_to_be_and_are_no_default_of_zero(
    alice: User, entered: dict[str, object], line: str, share: str, cost: str
) -> None:
    """Of what goes wrong nobody said that it is nothing: "0%, our default" and "$0.00" stood there."""
    wrong, other = (
        Scenario.objects.create(owner=alice, name=name, inputs={**TOKENS, **ZEROS, **inputs})
        for name, inputs in (("Wrong", WRONG), ("Other", entered))
    )

    found = compare([wrong, other])

    rows = {row.name: row.cells[1].value for row in (*found.lines, *found.inputs)}
    assert rows["Errors that pass"] == line
    assert (rows["Error rate of accepted units"], rows["Cost per error"]) == (share, cost)
