"""Where an input comes from: what was left at our default says so wherever the scenario is read."""

from urllib.parse import urlencode

import pytest
from django.test import Client

from calculator.models import Scenario
from runrate.accounts.models import User
from runrate.reports.models import Report
from tests.calculator.pages import text

PLAIN = {
    "units_per_day": "100",
    "input_tokens": "1",
    "output_tokens": "1",
    "input_price": "1",
    "output_price": "1",
}


@pytest.mark.django_db
def test_the_result_says_which_defaults_it_rests_on(client: Client) -> None:
    resting = text(client.get("/calculator/", PLAIN).content.decode())
    entered = text(
        client.get("/calculator/", PLAIN | {"days_per_month": "20", "acceptance_rate": "1"}).content.decode()
    )

    assert (
        "Our defaults are used for: Working days per month 22; "
        "Acceptance rate (not redone by a person) 100%." in resting
    )
    assert "Our defaults are used for" not in entered


def test_a_saved_scenario_lists_the_defaults_beside_what_was_entered(
    alice: User, alice_client: Client
) -> None:
    alice_client.post("/calculator/save/", {"scenario": urlencode(PLAIN), "name": "Desk"})

    scenario = Scenario.objects.get()
    html = text(alice_client.get(f"/scenarios/{scenario.pk}/").content.decode())
    table = text(alice_client.get(f"/scenarios/{scenario.pk}/costs.csv").content.decode())

    assert {name for name, origin in scenario.origins.items() if origin == "default"} == {
        "unit_name", "days_per_month", "acceptance_rate",
    }  # fmt: skip
    assert "days_per_month" not in scenario.inputs
    assert "Working days per month 22 our default" in html
    assert "Units per day 100 entered" in html
    assert "days_per_month,Working days per month,22,our default" in table


def test_a_report_names_our_defaults_beside_what_was_entered(alice: User, alice_client: Client) -> None:
    alice_client.post("/calculator/save/", {"scenario": urlencode(PLAIN), "name": "Desk"})

    alice_client.post("/reports/new/", {"scenario": str(Scenario.objects.get().pk), "paper": "A4"})

    origins = Report.objects.get().source["scenario"]["origins"]
    assert {name for name, words in origins.items() if words == "our default"} == {
        "unit_name", "days_per_month", "acceptance_rate",
    }  # fmt: skip
    assert origins["units_per_day"] == "you entered"


def test_a_default_that_is_overwritten_later_is_entered(alice_client: Client) -> None:
    alice_client.post("/calculator/save/", {"scenario": urlencode(PLAIN), "name": "Desk"})
    scenario = Scenario.objects.get()
    query = urlencode({**scenario.inputs, "days_per_month": "20", "scenario": str(scenario.pk)})

    alice_client.post("/calculator/save/", {"scenario": query, "update": "1"})

    scenario.refresh_from_db()
    assert scenario.origins["days_per_month"] == "entered"
    assert scenario.origins["acceptance_rate"] == "default"
