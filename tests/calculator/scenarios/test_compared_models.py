"""Whose prices scenarios side by side have, step by step where a unit has several."""

from urllib.parse import urlencode

import pytest
from django.test import Client

from calculator.domain.presets import BY_KEY
from calculator.models import Scenario
from calculator.scenarios.compared_models import models_of
from calculator.scenarios.comparison import compare
from runrate.accounts.models import User
from tests.calculator.stored import price_row, saved

pytestmark = pytest.mark.django_db

STEP = {"input_tokens": "1000", "output_tokens": "100"}
TYPED = STEP | {"input_price": "3", "output_price": "9"}


def stepped(client: Client, *steps: dict[str, str]) -> Scenario:
    query = {"units_per_month": "9"}
    for number, step in enumerate(steps, 1):
        query |= {f"steps.{number}.{name}": text for name, text in step.items()}
    client.post("/calculator/save/", {"scenario": urlencode(query), "name": "Agent"})
    return Scenario.objects.newest_first()[0]


@pytest.fixture
def rows() -> None:
    for model in ("gpt-5", "o3"):
        price_row("openai", model, 2, 8, "2025-01-01")


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize(
    ("steps", "models"),
    [
        (["o3", "gpt-5", "o3"], "openai/o3 and openai/gpt-5"),
        (["o3", "o3"], "openai/o3"),
        (["o3", ""], "openai/o3 and models that are not named"),
        (["", ""], ""),
    ],
)
def test_the_models_of_all_steps_are_named_each_once(
    alice_client: Client, steps: list[str], models: str
) -> None:
    scenario = stepped(
        alice_client, *(STEP | {"model": f"openai/{model}"} if model else TYPED for model in steps)
    )

    assert models_of(scenario) == models


def test_an_example_of_several_steps_names_its_models(alice: User) -> None:
    example = BY_KEY["claims-agent"]
    agent, desk = saved(alice, "Agent", "claims-agent"), saved(alice, "Desk", "support-desk")
    agent.inputs = example.workload.as_json()
    for each, preset in ((agent, "claims-agent"), (desk, "support-desk")):
        prices = (
            name for name in each.workload().entered() if name.endswith(("input_price", "output_price"))
        )
        each.origins = dict.fromkeys(prices, f"preset:{preset}")

    [row] = [row for row in compare([agent, desk]).inputs if row.name == "Model"]

    sources = {each.model for each in example.sources.values() if each.model}
    assert len(sources) == 2
    assert set(row.cells[0].value.split(" and ")) == sources
    assert row.cells[1].value == "prices of an example"


def test_an_input_that_stands_in_the_steps_of_one_is_no_default_of_its_unit(alice: User) -> None:
    agent, one = saved(alice, "Agent", "claims-agent"), saved(alice, "One", "insurance-claims")
    agent.inputs = BY_KEY["claims-agent"].workload.as_json()

    found = compare([agent, one]).inputs

    rows = {row.name: [(cell.value, cell.difference) for cell in row.cells] for row in found}
    assert rows["Model calls per unit"] == [("–", "same"), ("6", "differs")]
    assert rows["Cached input (read)"] == [("–", "same"), ("55%", "differs")]
