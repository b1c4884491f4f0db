"""What is said after a scenario was overwritten, or left as it was."""

import pytest
from django.test import Client

from calculator.models import Scenario, ScenarioVersion
from calculator.web.scenario_page import monthly_apart
from tests.calculator.overwriting import change

pytestmark = pytest.mark.django_db


def test_an_overwriting_says_what_took_the_place_of_what(alice_client: Client, scenario: Scenario) -> None:
    when = f"{scenario.updated_at:%-d %B %Y, %H:%M} UTC"

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


def test_a_change_of_cents_is_not_as_before_and_small_sums_have_their_cents(
    alice_client: Client, scenario: Scenario
) -> None:
    small = {"units_per_month": "1", "input_tokens": "0", "output_tokens": "0", "input_price": "0",
             "output_price": "0", "upkeep_monthly": "0.03"}  # fmt: skip
    Scenario.objects.filter(pk=scenario.pk).update(inputs=small)
    page = alice_client.get("/scenarios/").content.decode()
    same, dearer = Scenario(inputs=small), Scenario(inputs=small | {"upkeep_monthly": "0.14"})
    large, larger = (Scenario(inputs=small | {"upkeep_monthly": cost}) for cost in ("7101.1", "7101.2"))

    assert "at least $0.03" in page
    assert monthly_apart(same, Scenario(inputs=small)) == ("at least $0.03", "at least $0.03")
    assert monthly_apart(dearer, same) == ("at least $0.14", "at least $0.03")
    assert monthly_apart(larger, large) == ("at least $7,101.20", "at least $7,101.10")
