"""Rows taken away from a saved scenario: ranges, models and origins go with their step or line."""

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.test import Client

from calculator.models import Scenario
from calculator.prices.pricing import copies_in
from tests.calculator.changing import opened, save
from tests.calculator.pages import said, text
from tests.calculator.stored import price_row

pytestmark = pytest.mark.django_db
UNIT = {"units_per_month": "1000", "unit_name": "claim", "value_per_unit": "1"}
OWN = {"output_tokens": "100", "input_price": "3", "output_price": "15"}


def step(number: int, **inputs: str) -> dict[str, str]:
    return {f"steps.{number}.{name}": text for name, text in inputs.items()}


def after(client: Client, scenario: Scenario, **pressed: str) -> dict[str, str]:
    """What the address has that a button of the opened scenario leads to."""
    answer = client.get("/calculator/", {**opened(client, scenario), **pressed})
    return dict(parse_qsl(urlsplit(answer["Location"]).query))


def saved_over(client: Client, query: dict[str, str]) -> tuple[Scenario, str]:
    """The scenario once this is saved over it, and what the next page says."""
    answer = client.post("/calculator/save/", {"scenario": urlencode(query), "update": "1"})
    return Scenario.objects.get(pk=query["scenario"]), said(client, answer["Location"])


def ranges(scenario: Scenario) -> dict[str, Any]:
    return {name: text for name, text in scenario.exploration.items() if name != "seed"}


@pytest.fixture
def three(alice_client: Client) -> Scenario:
    """Three steps, of which the second and the third have a range."""
    steps = {
        **step(1, name="A", input_tokens="10000", **OWN),
        **step(2, name="B", input_tokens="20000", **OWN),
        **step(3, name="C", input_tokens="30000", **OWN),
    }
    guessed = {
        "seed": "7",
        "low_steps.2.input_tokens": "19000",
        "high_steps.2.input_tokens": "90000",
        "high_steps.3.input_tokens": "31000",
    }
    return save(alice_client, UNIT | steps | guessed)


def test_a_range_moves_with_its_step(alice_client: Client, three: Scenario) -> None:
    query = after(alice_client, three, remove="steps.1")

    page = text(alice_client.get("/calculator/explore/", query).content.decode())
    found, _said = saved_over(alice_client, query)

    moved = {
        "low_steps.1.input_tokens": "19000",
        "high_steps.1.input_tokens": "90000",
        "high_steps.2.input_tokens": "31000",
    }
    assert ranges(found) == moved
    assert "Varied: B: input tokens per call from 19,000 to 90,000" in page


def test_a_range_ends_with_its_step_and_not_with_another(alice_client: Client, three: Scenario) -> None:
    query = after(alice_client, three, remove="steps.2")

    found, _said = saved_over(alice_client, query | step(3, name="D", input_tokens="20000", **OWN))

    assert ranges(found) == {"high_steps.2.input_tokens": "31000"}


def test_the_same_press_twice_moves_a_range_once(alice_client: Client, three: Scenario) -> None:
    query = after(alice_client, three, remove="steps.1")

    once, _said = saved_over(alice_client, query)
    twice, _said = saved_over(alice_client, query)

    assert ranges(twice) == ranges(once)
    assert "low_steps.1.input_tokens" in twice.exploration


def test_a_range_moves_with_its_step_without_what_a_page_tells(alice_client: Client, three: Scenario) -> None:
    query = after(alice_client, three, remove="steps.1")

    found, _said = saved_over(alice_client, {k: v for k, v in query.items() if not k.endswith(".was")})

    assert found.exploration["low_steps.1.input_tokens"] == "19000"


def test_a_range_moves_with_a_line_of_ones_own(alice_client: Client) -> None:
    lines = {
        "other_lines.1.name": "X",
        "other_lines.1.monthly": "50",
        "other_lines.2.name": "Y",
        "other_lines.2.monthly": "700",
    }
    guessed = {"seed": "7", "low_other_lines.1.monthly": "40", "high_other_lines.1.monthly": "5000"}
    scenario = save(alice_client, {**UNIT, "input_tokens": "10000", **OWN, **lines, **guessed})

    query = after(alice_client, scenario, remove="other_lines.1")
    found, _said = saved_over(alice_client, query)

    assert found.inputs["other_lines"] == [{"name": "Y", "monthly": "700"}]
    assert ranges(found) == {}


def test_a_line_in_the_place_of_another_takes_no_range_over(alice_client: Client) -> None:
    line = {"other_lines.1.name": "X", "other_lines.1.monthly": "50"}
    scenario = save(
        alice_client, {**UNIT, "input_tokens": "10000", **OWN, **line, "high_other_lines.1.monthly": "5000"}
    )
    new = {"other_lines.1.name": "Y", "other_lines.1.monthly": "700", "other_lines.1.was": "new"}

    found, _said = saved_over(alice_client, opened(alice_client, scenario) | new)

    assert ranges(found) == {}


def test_ranges_of_rows_of_an_address_go_by_the_numbers_it_had(alice_client: Client) -> None:
    steps = step(2, name="B", input_tokens="20000", **OWN) | step(4, name="D", input_tokens="40000", **OWN)

    scenario = save(alice_client, UNIT | steps | {"high_steps.4.input_tokens": "41000"})

    assert ranges(scenario) == {"high_steps.2.input_tokens": "41000"}


def test_a_range_of_a_unit_becomes_that_of_its_first_step(alice_client: Client) -> None:
    guessed = {"low_input_tokens": "9000", "high_input_tokens": "50000", "high_value_per_unit": "2"}
    scenario = save(alice_client, {**UNIT, "input_tokens": "10000", **OWN, **guessed})

    query = after(alice_client, scenario, add="steps")
    del query["add"]
    found, told = saved_over(alice_client, query | step(2, input_tokens="10000", **OWN))

    moved = {"low_steps.1.input_tokens": "9000", "high_steps.1.input_tokens": "50000"}
    assert ranges(found) == moved | {"high_value_per_unit": "2"}
    assert "Not kept" not in told


def test_a_range_that_no_step_has_is_said_to_end(alice_client: Client) -> None:
    calls = {"input_tokens": "10000", "calls_per_unit": "4", **OWN}
    scenario = save(alice_client, {**UNIT, **calls, "high_input_tokens": "50000"})

    query = after(alice_client, scenario, add="steps")
    found, told = saved_over(alice_client, query)

    assert ranges(found) == {}
    assert "Not kept: your ranges of Input tokens per unit." in told


def saved_as_new(client: Client, query: dict[str, str]) -> tuple[Scenario, str]:
    """The scenario that is made beside the one that was opened, and what the next page says."""
    answer = client.post("/calculator/save/", {"scenario": urlencode(query), "name": "Another"})
    return Scenario.objects.get(name="Another"), said(client, answer["Location"])


def test_saved_as_new_it_keeps_the_ranges_and_their_seed(alice_client: Client, three: Scenario) -> None:
    found, told = saved_as_new(alice_client, opened(alice_client, three))

    assert found.pk != three.pk
    assert found.exploration == three.exploration
    assert (found.origins, found.prices_copied) == (three.origins, three.prices_copied)
    assert "Not " not in told


def test_saved_as_new_each_range_goes_with_its_step(alice_client: Client, three: Scenario) -> None:
    found, _told = saved_as_new(alice_client, after(alice_client, three, remove="steps.2"))

    assert ranges(found) == {"high_steps.2.input_tokens": "31000"}


def test_changes_to_a_deleted_scenario_keep_its_ranges(alice_client: Client, three: Scenario) -> None:
    query = opened(alice_client, three)
    alice_client.post(f"/scenarios/{three.pk}/delete/")

    alice_client.post("/calculator/save/", {"scenario": urlencode(query), "update": "1"})

    assert ranges(Scenario.objects.get(deleted_at=None)) == ranges(three)


def test_what_a_new_scenario_has_not_is_said(alice_client: Client) -> None:
    flat = {"input_tokens": "1000", "calls_per_unit": "2", **OWN}
    flat_one = save(alice_client, UNIT | flat | {"low_input_tokens": "500", "high_input_tokens": "2000"})
    Scenario.objects.update(notes="Ask Ann", retire_cost_above=3, agent_owner="Ann")

    found, told = saved_as_new(alice_client, after(alice_client, flat_one, add="steps"))

    assert ranges(found) == {}
    assert "Not kept: your ranges of Input tokens per unit." in told
    named = "its notes, who answers for it and its limits for retiring"
    assert f"Not copied from “{flat_one.name}”: {named}." in told


def models(scenario: Scenario) -> dict[str, str]:
    return {place: row["model"] for place, row in copies_in(scenario.prices_copied).items()}


@pytest.mark.parametrize("tokens", ["10000", "20000"])
def test_a_step_keeps_its_model_where_another_of_the_same_price_goes(
    alice_client: Client, tokens: str
) -> None:
    for name in ("one", "two"):
        price_row("anthropic", name, 3, 15, "2025-06-10")
    first = step(1, model="anthropic/one", input_tokens="10000", output_tokens="100")
    second = step(2, model="anthropic/two", input_tokens=tokens, output_tokens="100")
    scenario = save(alice_client, UNIT | first | second)

    query = after(alice_client, scenario, remove="steps.1")
    page = text(alice_client.get("/calculator/", query).content.decode())
    found, _said = saved_over(alice_client, query)

    assert models(found) == {"steps.1.": "anthropic/two"}
    assert "anthropic/two" in page
    assert "anthropic/one" not in page


def test_typed_prices_take_over_no_model_whose_step_goes(alice_client: Client) -> None:
    price_row("anthropic", "one", 3, 15, "2025-06-10")
    first = step(1, model="anthropic/one", input_tokens="10000", output_tokens="100")
    scenario = save(alice_client, UNIT | first | step(2, input_tokens="10000", **OWN))

    query = after(alice_client, scenario, remove="steps.1")
    found, _said = saved_over(alice_client, query)

    assert found.prices_copied == {}
    assert found.origins["steps.1.input_price"] == "entered"
