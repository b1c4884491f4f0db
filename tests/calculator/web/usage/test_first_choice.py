"""What the form that chooses a part of a bill begins with."""

import pytest

from calculator.models import Scenario
from calculator.uploads import samples
from calculator.uploads.bills import bills_of
from calculator.web.usage.first_choice import initial_of
from runrate.accounts.models import User
from tests.calculator.uploads.conftest import Give, give  # noqa: F401  # a fixture

ONE_DAY = "litellm-spend-logs.jsonl"


@pytest.mark.parametrize(("is_sample", "units"), [(False, "scenario"), (True, "9000")])
def test_units_are_the_samples_own_else_those_of_the_scenario_it_was_given_for(
    alice: User,
    give: Give,  # noqa: F811  # same
    scenario: Scenario,
    is_sample: bool,
    units: str,
) -> None:
    upload = give(samples.BILL, samples.bill().read(), scenario=scenario, is_sample=is_sample)
    [bill] = bills_of(upload, user=alice)

    wanted = f"{scenario.estimate().units_per_month}" if units == "scenario" else units
    assert initial_of(upload, bill)["units"] == wanted


def test_units_of_a_scenarios_month_are_not_those_of_a_file_of_one_day(
    alice: User,
    give: Give,  # noqa: F811  # same
    scenario: Scenario,
) -> None:
    upload = give(ONE_DAY, scenario=scenario)
    [bill] = bills_of(upload, user=alice)

    assert initial_of(upload, bill)["units"] == ""
