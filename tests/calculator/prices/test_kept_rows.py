"""Whose price a step's price is, when steps come, go and move in a saved scenario."""

from typing import Any
from uuid import uuid4

import pytest

from calculator.domain.workload_input import flat_from, lists_from, parse_workload
from calculator.models import Scenario
from calculator.prices.pricing import Priced, copies_in, price_inputs
from calculator.prices.provenance import origins, prices_copied
from calculator.scenarios.services import save_scenario, update_scenario
from runrate.accounts.models import User
from tests.calculator.stored import TODAY, price_row

pytestmark = pytest.mark.django_db
TOKENS = {"input_tokens": 1000, "output_tokens": 100}


@pytest.fixture
def agent(alice: User) -> Scenario:
    """Three steps, each of a model of its own."""
    price_row("openai", "mini", 0.25, 2, "2025-06-10")
    price_row("anthropic", "sonnet", 3, 15, "2025-06-10")
    price_row("google", "flash", 0.3, 2.5, "2025-06-10")
    models = ("openai/mini", "anthropic/sonnet", "google/flash")
    priced = price_inputs(
        {"units_per_month": 5, "steps": [TOKENS | {"model": model} for model in models]}, TODAY
    )
    return save_scenario(
        id=uuid4(), user=alice, name="Agent", workload=parse_workload(priced.inputs), priced=priced, preset=""
    )


def changed(scenario: Scenario, steps: list[dict[str, Any]]) -> Scenario:
    """The scenario with these steps saved over its own, as its page sends them."""
    priced = price_inputs({"units_per_month": 5, "steps": steps}, TODAY)
    workload = parse_workload(priced.inputs)
    again, _replaced = update_scenario(scenario=scenario, workload=workload, priced=priced, last_invoice=None)
    return again


def models_of(scenario: Scenario) -> dict[str, str]:
    return {prefix: row["model"] for prefix, row in copies_in(scenario.prices_copied).items()}


def price_origins(scenario: Scenario) -> dict[str, str]:
    """The row behind each main price, by its model."""
    rows = {f"price:{row['row']}": row["model"] for row in copies_in(scenario.prices_copied).values()}
    return {
        name: rows.get(origin, origin)
        for name, origin in scenario.origins.items()
        if name.endswith(".input_price")
    }


def test_a_step_that_moves_up_keeps_its_own_model(agent: Scenario) -> None:
    _first, second, third = agent.inputs["steps"]

    found = changed(agent, [second, third])

    assert models_of(found) == {"steps.1.": "anthropic/sonnet", "steps.2.": "google/flash"}
    assert price_origins(found) == {
        "steps.1.input_price": "anthropic/sonnet",
        "steps.2.input_price": "google/flash",
    }
    assert parse_workload(found.inputs).steps[0].output_price == 15


def test_a_new_step_with_a_model_takes_nothing_from_the_others(agent: Scenario) -> None:
    price_row("openai", "o3", 2, 8, "2025-06-10")

    found = changed(agent, [*agent.inputs["steps"], TOKENS | {"model": "openai/o3"}])

    assert list(models_of(found).values()) == ["openai/mini", "anthropic/sonnet", "google/flash", "openai/o3"]
    assert set(price_origins(found).values()) == set(models_of(found).values())


def test_a_step_with_prices_of_ones_own_has_no_model_and_one_with_one_of_them_has(agent: Scenario) -> None:
    first, second, third = agent.inputs["steps"]
    own, half = first | {"input_price": "1", "output_price": "9"}, second | {"input_price": "2.5"}

    found = changed(agent, [own, half, third])

    assert models_of(found) == {"steps.2.": "anthropic/sonnet", "steps.3.": "google/flash"}
    assert found.origins["steps.2.input_price"] == "entered"
    assert price_origins(found)["steps.3.input_price"] == "google/flash"


def test_flat_prices_that_become_those_of_a_first_step_keep_their_model(alice: User) -> None:
    price_row("openai", "o3", 2, 8, "2025-06-10")
    priced = price_inputs({"units_per_month": 5, "model": "openai/o3"} | TOKENS, TODAY)
    flat = save_scenario(
        id=uuid4(), user=alice, name="Desk", workload=parse_workload(priced.inputs), priced=priced, preset=""
    )
    moved = {
        f"steps.1.{name}": text for name, text in flat_from(flat.inputs).items() if name != "units_per_month"
    }
    del moved["steps.1.unit_name"]
    inputs = lists_from({"units_per_month": "5"} | moved)
    workload, typed = parse_workload(inputs), Priced(dict(inputs))

    assert models_of(Scenario(prices_copied=prices_copied(typed, workload, flat))) == {
        "steps.1.": "openai/o3"
    }
    assert origins(workload, typed, before=flat)["steps.1.output_price"].startswith("price:")


def test_more_unknown_models_than_three_are_not_looked_for_among_all_names() -> None:
    from calculator.domain.workload_input import WorkloadErrors

    steps = [TOKENS | {"model": f"nobody/knows-{number}"} for number in range(20)]

    with pytest.raises(WorkloadErrors) as refused:
        price_inputs({"units_per_month": 1, "steps": steps}, TODAY)

    said = [messages[0] for messages in refused.value.errors.values()]
    assert len(said) == 20
    assert [message.startswith("No price is known") for message in said] == [True] * 3 + [False] * 17
