"""Where an input comes from: what was left at our default says so wherever the scenario is read."""

from urllib.parse import urlencode

import pytest
from django.test import Client

from calculator.domain.workload_input import parse_workload
from calculator.models import Scenario
from calculator.prices.provenance import defaults_in_force
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


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ({}, ("days_per_month", "acceptance_rate")),
        ({"days_per_month": "20", "acceptance_rate": "1"}, ()),
        ({"days_per_month": "20", "retry_rate": "0.1"}, ("max_retries", "acceptance_rate")),
        ({"days_per_month": "20", "retry_rate": "0"}, ("acceptance_rate",)),
        ({"days_per_month": "20", "build_cost": "5", "batch_share": "1", "acceptance_rate": "1"},
         ("batch_factor", "build_months")),
    ],
)  # fmt: skip
def test_a_default_is_in_force_where_it_acts_on_something(
    more: dict[str, str], names: tuple[str, ...]
) -> None:
    assert defaults_in_force(parse_workload(PLAIN | more)) == names


@pytest.mark.django_db
def test_the_result_says_which_defaults_it_rests_on(client: Client) -> None:
    resting = text(client.get("/calculator/", PLAIN).content.decode())
    entered = text(
        client.get("/calculator/", PLAIN | {"days_per_month": "20", "acceptance_rate": "1"}).content.decode()
    )

    assert (
        "At our defaults: Working days per month 22; Acceptance rate (resolved without a person) 100%."
        in resting
    )
    assert "At our defaults" not in entered


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
