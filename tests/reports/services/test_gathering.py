"""From rows to a source: what a scenario and a submission bring into a report."""

from typing import Any
from uuid import uuid4

import pytest

from calculator.domain.workload_input import parse_workload
from calculator.models import Scenario
from calculator.prices.pricing import Priced, price_inputs
from calculator.scenarios.services import save_scenario
from runrate.accounts.models import User
from runrate.reports.domain.compose import compose
from runrate.reports.domain.currency import Exchange
from runrate.reports.domain.input_reading import parse_source
from runrate.reports.services.gathering import gather
from tests.calculator.stored import price_row
from tests.reports.euros import EUROS
from tests.reports.readers import DAY, SMALL


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kept", "found"),
    [
        ({"currency": "EUR", "exchange_rate": EUROS.rate, "exchange_rate_on": EUROS.day}, EUROS),
        ({"currency": "EUR", "exchange_rate": None, "exchange_rate_on": None}, None),
        ({"currency": "XYZ", "exchange_rate": EUROS.rate, "exchange_rate_on": EUROS.day}, None),
        ({"currency": "USD", "exchange_rate": EUROS.rate, "exchange_rate_on": EUROS.day}, None),
    ],
)
def test_a_report_takes_the_currency_of_its_scenario(
    alice: User, kept: dict[str, Any], found: Exchange | None
) -> None:
    inputs = {name: str(value) for name, value in SMALL.items()}
    scenario = Scenario.objects.create(owner=alice, name="Desk", inputs=inputs, **kept)

    costed = gather(made_on=DAY, submission=None, scenario=scenario).costed

    assert costed is not None
    assert costed.exchange == found
    assert [note.message for note in costed.notes if note.field == "currency"] == (
        ["XYZ is no known currency, so every sum stands in dollars."] if kept["currency"] == "XYZ" else []
    )


@pytest.mark.django_db
def test_a_report_says_of_each_step_whose_model_its_price_is(alice: User) -> None:
    price_row("openai", "o3", 2, 8, "2025-06-10")
    price_row("anthropic", "sonnet", 3, 15, "2025-06-10")
    tokens = {"input_tokens": 1000, "output_tokens": 100}
    steps = [tokens | {"model": "openai/o3"}, tokens | {"model": "anthropic/sonnet", "output_price": "9"}]
    priced = price_inputs({"units_per_month": 5, "steps": steps}, DAY)
    scenario = save_scenario(
        id=uuid4(), user=alice, name="Agent", workload=parse_workload(priced.inputs), priced=priced, preset=""
    )

    costed = gather(made_on=DAY, submission=None, scenario=scenario).costed

    assert costed is not None
    assert costed.origins["steps.1.output_price"].startswith("price of openai/o3, checked 2026-11-24")
    assert costed.origins["steps.2.input_price"].startswith("price of anthropic/sonnet, checked 2026-11-24")
    assert costed.origins["steps.2.output_price"] == "you entered"


@pytest.mark.django_db
def test_a_report_of_twenty_typed_steps_and_a_line_of_ones_own_that_is_the_largest(alice: User) -> None:
    step = {
        "input_tokens": 10,
        "output_tokens": 1,
        "input_price": 1,
        "output_price": 2,
        "cache_read_price": 1,
    }
    inputs = {
        "units_per_month": 5,
        "steps": [step | {"name": f"step {number}"} for number in range(20)],
        "other_lines": [{"name": "Lawyers", "monthly": 90_000}, {"name": "Only a name"}],
    }
    workload = parse_workload(inputs)
    scenario = save_scenario(
        id=uuid4(), user=alice, name="Agent", workload=workload, priced=Priced({}), preset=""
    )

    source = gather(made_on=DAY, submission=None, scenario=scenario)
    summary = compose(parse_source(source.as_json())).summary

    assert len(scenario.origins) > 100
    assert "The largest line is Lawyers: $90,000.00 per month" in summary.found[0]
    assert "Only a name" in " ".join(summary.found)
