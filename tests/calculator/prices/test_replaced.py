"""A model chosen without a script takes the place of prices that nobody typed, and of no others."""

import pytest
from django.test import Client

from calculator.models import Scenario
from calculator.prices.provenance import untyped
from calculator.prices.replaced import UNTYPED, without_replaced
from runrate.accounts.models import User
from tests.calculator.stored import TODAY, price_row
from tests.calculator.web.test_model_picker import boxes, opened, pressed

pytestmark = pytest.mark.django_db
DRAWN = {"input_price": "2", "output_price": "10", "batch_factor": "50%"}


def test_prices_as_the_form_was_drawn_give_way_to_a_known_model_and_typed_ones_stay() -> None:
    price_row("openai", "o3", 2, 8, None)
    sent = {**DRAWN, "output_price": "9", "units_per_month": "5", UNTYPED: "input_price=2&output_price=10"}

    found = {model: without_replaced({**sent, "model": model}, TODAY) for model in ("openai/o3", "o?", "")}

    assert "input_price" not in found["openai/o3"]
    assert (found["openai/o3"]["output_price"], found["openai/o3"]["units_per_month"]) == ("9", "5")
    assert (found["o?"]["input_price"], found[""]["input_price"]) == ("2", "2")


def test_what_stands_beside_a_named_model_was_typed() -> None:
    example = {"input_price": "2", "output_price": "10"}

    assert untyped(example, "support-desk", None) == "input_price=2&output_price=10"
    assert untyped({**example, "input_price": "3"}, "support-desk", None) == "output_price=10"
    assert untyped({**example, "model": "openai/o3"}, "support-desk", None) == ""
    assert untyped(example, "", None) == ""


def test_without_a_script_another_model_brings_its_own_prices(alice: User, alice_client: Client) -> None:
    """From an example, from a saved scenario, and in a model step."""
    price_row("openai", "o3", 2, 8, None)
    row = price_row("openai", "o4", 3, 9, None)
    inputs = {"units_per_month": "5", "input_tokens": "1000", "output_tokens": "10", "input_price": "3",
              "output_price": "7"}  # fmt: skip
    origins = {"input_price": f"price:{row.pk}", "output_price": "entered"}
    saved = Scenario.objects.create(owner=alice, name="Desk", inputs=inputs, origins=origins)
    stepped = {"units_per_month": "5"} | {
        f"steps.1.{n}": t for n, t in inputs.items() if n != "units_per_month"
    }
    in_steps = {**inputs, "steps": [{n: t for n, t in inputs.items() if n != "units_per_month"}]}
    in_steps = {"units_per_month": "5", "steps": in_steps["steps"]}
    of_steps = Scenario.objects.create(
        owner=alice, name="Steps", inputs=in_steps, origins={f"steps.1.{n}": o for n, o in origins.items()}
    )
    found = {}

    for name, query, model in (
        ("example", {"preset": "support-desk"}, "model"),
        ("saved", {**inputs, "scenario": str(saved.pk)}, "model"),
        ("step", {**stepped, "scenario": str(of_steps.pk)}, "steps.1.model"),
    ):
        page = opened(alice_client, "/calculator/", query)
        found[name] = boxes(pressed(alice_client, page, {model: "openai/o3"}, ("", "")))

    assert {"input_price", "output_price", "cache_read_price"}.isdisjoint(found["example"])
    assert (found["saved"].get("input_price"), found["saved"]["output_price"]) == (None, "7")
    assert (found["step"].get("steps.1.input_price"), found["step"]["steps.1.output_price"]) == (None, "7")
