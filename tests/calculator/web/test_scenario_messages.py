"""What is said after a scenario was overwritten, or left as it was."""

import pytest
from django.test import Client

from calculator.models import Scenario, ScenarioVersion
from tests.calculator.overwriting import change

pytestmark = pytest.mark.django_db


def test_an_overwriting_says_what_took_the_place_of_what(alice_client: Client, scenario: Scenario) -> None:
    when = f"{scenario.updated_at:%Y-%m-%d %H:%M} UTC"

    answer = change(alice_client, scenario, tools_monthly="300")

    assert answer == (
        f"“Desk” is saved: at least $13,899 per month in place of at least $13,599, saved {when}. Undo it"
    )


def test_saving_what_is_there_already_changes_nothing_and_costs_no_version(
    alice_client: Client, scenario: Scenario
) -> None:
    change(alice_client, scenario, tools_monthly="300")

    again = change(alice_client, scenario, tools_monthly="300")

    assert again == "“Desk” is unchanged."
    assert ScenarioVersion.objects.count() == 1
