"""A worked example says and costs what its models say and cost when they are chosen from the list."""

import pytest
from django.test import Client

from calculator.domain.fields import TYPED_PRICES
from calculator.domain.presets import BY_KEY, PRESETS, Preset
from calculator.domain.prices.example_models import EXAMPLE_MODELS
from calculator.domain.prices.examples import example_notes
from calculator.domain.workload_input import lists_from, parse_workload
from calculator.models import Scenario
from calculator.prices.provenance import example_prices
from runrate.accounts.models import User
from tests.calculator.pages import text

pytestmark = pytest.mark.django_db

OF_OURS = [preset for preset in PRESETS if preset.illustrative]


@pytest.mark.parametrize("preset", OF_OURS, ids=lambda preset: preset.key)
def test_each_step_of_an_example_has_every_price_of_its_model(preset: Preset) -> None:
    inputs, models = preset.workload.as_form(), example_prices(preset.key, preset.workload)

    assert len(models) == max(len(preset.workload.steps), 1)
    for prefix, listed in models.items():
        prices = {name: inputs.get(prefix + name) for name in TYPED_PRICES}
        given = {name: float(price) for name, price in prices.items() if price is not None}
        whole = EXAMPLE_MODELS[listed.model].prices
        assert given == {name: float(price) for name, price in whole.items()}


def test_a_long_call_of_the_claims_agent_is_charged_at_the_long_context_price(client: Client) -> None:
    changed = BY_KEY["claims-agent"].workload.as_form() | {"steps.2.input_tokens": "150000"}

    answer = client.get("/calculator/", {**changed, "preset": "claims-agent"})
    step = answer.context["result"].steps[1]

    assert (step.model, step.cost) == ("anthropic/claude-haiku-5-5", "$0.11396")
    assert step.prices[0] == ("Calls of more than 100,000 tokens: $0.50 in / $2.50 out per million tokens.")


def test_the_page_of_the_claims_agent_and_a_scenario_saved_from_it_have_the_notes(
    alice: User, alice_client: Client
) -> None:
    said = EXAMPLE_MODELS["anthropic/claude-haiku-5-5"].note

    page = text(alice_client.get("/calculator/?preset=claims-agent").content.decode())
    alice_client.post("/calculator/save/", {"scenario": "preset=claims-agent", "name": "Agent"})
    scenario = Scenario.objects.get(owner=alice)

    assert page.count(said) == 1
    assert [note.message for note in scenario.notes_on_prices()] == [said] * 3


def test_the_notes_on_a_models_row_stand_beside_the_example_and_end_with_its_price() -> None:
    workload = BY_KEY["claims-agent"].workload
    dearer = parse_workload(lists_from(workload.as_form() | {"steps.4.input_price": "1"}))
    too_long = parse_workload(lists_from(workload.as_form() | {"steps.3.input_tokens": "2000000"}))

    said = EXAMPLE_MODELS["anthropic/claude-haiku-5-5"].note
    noted = [(note.field, note.message) for note in example_notes("claims-agent", workload)]

    assert noted == [(f"steps.{step}.model", said) for step in (1, 2, 4)]
    assert [note.field for note in example_notes("claims-agent", dearer)] == [
        "steps.1.model",
        "steps.2.model",
    ]
    assert [note.message for note in example_notes("claims-agent", too_long) if note.message != said] == [
        "A call of 2,000,000 tokens does not fit this model: it takes 1,000,000 at most."
    ]
