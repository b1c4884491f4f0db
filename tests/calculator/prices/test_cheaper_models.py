"""The cheaper model of the same seller and family, from the price list."""

from fractions import Fraction
from typing import Any

import pytest

from calculator.domain.costs import numbers
from calculator.domain.what_if.cheaper import said_of
from calculator.domain.what_if.levers import pull_levers
from calculator.domain.workload_input import parse_workload
from calculator.models import PriceRow
from calculator.prices.cheaper_models import cheaper_models
from tests.calculator.stored import TODAY, price_row

HALF = Fraction(1, 2)
pytestmark = pytest.mark.django_db
WORK: dict[str, Any] = {
    "units_per_month": 100, "input_tokens": 5000, "output_tokens": 500, "input_price": 3, "output_price": 15,
}  # fmt: skip


@pytest.fixture(autouse=True)
def models() -> None:
    price_row("anthropic", "claude-sonnet-5", 3, 15, None)
    price_row("anthropic", "claude-haiku-5", 1, 5, None, cache_read_price=0.1)
    price_row("anthropic", "claude-haiku-3", 0.2, 1, None)
    price_row("anthropic", "claude-haiku-5-batch", 0.1, 0.5, None)
    price_row("openai", "gpt-9", 0.1, 0.5, None)


def beside(model: str = "anthropic/claude-sonnet-5", **inputs: Any) -> str | None:
    [found] = cheaper_models(parse_workload(WORK | inputs), {"": model}, TODAY).values()
    return None if found is None else found.name


def test_it_is_the_newest_cheaper_one_of_the_same_seller() -> None:
    assert beside() == "anthropic/claude-haiku-5"


def test_a_price_of_it_that_is_announced_is_said_beside_it() -> None:
    price_row("anthropic", "claude-haiku-5", 2, 10, "2096-12-15")

    [found] = cheaper_models(parse_workload(WORK), {"": "anthropic/claude-sonnet-5"}, TODAY).values()

    assert found is not None
    assert said_of({"": found}, HALF, numbers(parse_workload(WORK))) == (
        "50% by anthropic/claude-haiku-5, $1.00 in / $5.00 out per million tokens. "
        "From 15 December 2096 another price is announced: $2.00 in and $10.00 out"
    )


def test_of_the_cheapest_there_is_none() -> None:
    assert beside("anthropic/claude-haiku-3", input_price="0.2", output_price=1) is None


def test_a_price_that_was_agreed_may_be_lower_than_the_cheaper_models() -> None:
    assert beside(price_factor="0.3") == "anthropic/claude-haiku-3"


FURTHER = "Not charged here: a further price of calls above 4,999 tokens, $2.00 in and $9.00 out."


@pytest.mark.parametrize(
    "marked", [{"deprecated": True}, {"text": False}, {"context_window": 4999}, {"note": FURTHER}]
)
def test_one_given_up_one_of_another_meter_and_one_too_small_for_the_calls_are_passed_over(
    marked: dict[str, Any],
) -> None:
    PriceRow.objects.filter(model="claude-haiku-5").update(**marked)

    assert beside() == "anthropic/claude-haiku-3"


def test_a_seller_of_many_makers_models_stays_in_the_family() -> None:
    price_row("openrouter", "openai/gpt-8-mini", 0.01, 0.02, None)
    price_row("openrouter", "anthropic/claude-haiku-4", 1, 2, None)

    assert beside("openrouter/anthropic/claude-sonnet-5") == "openrouter/anthropic/claude-haiku-4"


def test_calls_above_its_threshold_are_taken_at_its_prices_above_it() -> None:
    long = {"long_context_threshold": 4000, "long_context_input_price": 2, "long_context_output_price": 8}
    PriceRow.objects.filter(model="claude-haiku-5").update(**long)

    [found] = cheaper_models(parse_workload(WORK), {"": "anthropic/claude-sonnet-5"}, TODAY).values()

    assert found is not None
    assert (found.price("input_price"), found.price("output_price")) == (2, 8)


def test_each_step_has_its_own_and_one_of_no_known_model_none() -> None:
    step = {name: value for name, value in WORK.items() if name != "units_per_month"}
    grown = step | {"calls": 3, "input_growth": 1000}
    PriceRow.objects.filter(model="claude-haiku-5").update(context_window=6000)
    workload = parse_workload({"units_per_month": 1, "steps": [step, step, grown]})

    found = cheaper_models(
        workload, dict.fromkeys(("steps.1.", "steps.3."), "anthropic/claude-sonnet-5"), TODAY
    )

    assert {prefix: each and each.name for prefix, each in found.items()} == {
        "steps.1.": "anthropic/claude-haiku-5",
        "steps.3.": "anthropic/claude-haiku-3",
    }
    assert cheaper_models(workload, {}, TODAY) == {}


@pytest.mark.parametrize(
    ("batch", "factors"),
    [
        ({}, (1, 1)),
        ({"batch_input_price": 0.5, "batch_output_price": 2.5}, (HALF, HALF)),
        ({"batch_input_price": 0.5, "batch_output_price": 2.5, "batch_cache_factor": 1}, (HALF, 1)),
    ],
)
def test_it_brings_its_own_batch_shares_along(
    batch: dict[str, float], factors: tuple[Fraction, Fraction]
) -> None:
    PriceRow.objects.filter(model="claude-haiku-5").update(**batch)

    [found] = cheaper_models(parse_workload(WORK), {"": "anthropic/claude-sonnet-5"}, TODAY).values()

    assert found is not None
    assert (found.batch_factor, found.batch_cache_factor) == factors


@pytest.mark.parametrize(("window", "found"), [(4999, {"steps.2."}), (5000, set()), (None, set())])
def test_calls_too_long_for_the_model_of_the_cheapest_step_do_not_go_to_it(
    window: int | None, found: set[str]
) -> None:
    """Whose own model nobody named would be taken there, at what that one pays."""
    PriceRow.objects.filter(model="claude-haiku-3").update(context_window=window)
    step = {name: value for name, value in WORK.items() if name != "units_per_month"}
    small = step | {"input_tokens": 100, "input_price": "0.2", "output_price": 1}
    workload = parse_workload({"units_per_month": 1, "steps": [small, step]})

    known = cheaper_models(workload, {"steps.1.": "anthropic/claude-haiku-3"}, TODAY)

    assert {prefix for prefix, other in known.items() if other is None and prefix != "steps.1."} == found
    routed = [lever.key for lever in pull_levers(workload, known).levers if lever.key == "routing"]
    assert bool(routed) is not bool(found)
