"""Steps side by side: the cost of each for one unit, its share, and contracted prices beside the list's."""

import re

import pytest
from django.test import Client

from calculator.domain.workload_input import parse_workload
from calculator.prices.list_prices import ListPrices
from calculator.web.step_table import contract, step_rows
from tests.calculator.pages import page, text
from tests.calculator.stored import price_row

PRICES = {"input_price": "3", "output_price": "15"}
BIG = {"name": "Decide", "calls": 2, "input_tokens": 8000, "output_tokens": 1000, **PRICES}
SMALL = {"calls": 4, "input_tokens": 3000, "output_tokens": 300, "input_price": "1", "output_price": "5"}
GROWS = {**SMALL, "calls": 3, "input_growth": 1000, "cache_read_share": "0.25"}


def test_each_step_has_its_cost_for_a_unit_and_its_share_of_all() -> None:
    workload = parse_workload({"units_per_month": 10, "steps": [BIG, SMALL, GROWS]})

    found = step_rows(workload, {"steps.2.": ListPrices("openai/o3", {})})

    assert [(row.number, row.name, row.model, row.calls, row.cost, row.share) for row in found] == [
        (1, "Decide", "", "2", "$0.0780", "69.3%"),
        (2, "", "openai/o3", "4", "$0.0180", "16.0%"),
        (3, "", "", "3", "$0.0165", "14.7%"),
    ]
    assert [(row.input_tokens, row.cached, row.growth) for row in found[1:]] == [
        ("3,000", "0.0%", ""),
        ("3,000", "25.0%", "1,000"),
    ]


def test_one_call_of_one_model_has_no_table_of_steps() -> None:
    workload = parse_workload({"units_per_month": 10, "input_tokens": 1, "output_tokens": 1, **PRICES})

    assert step_rows(workload, {}) == ()


@pytest.mark.parametrize(
    ("factor", "said"),
    [
        ({"price_factor": "0.78"}, "List $3.00 / $15.00, yours $2.34 / $11.70 per million tokens."),
        ({"price_factor": 1}, ""),
        ({}, ""),
    ],
)
def test_a_contracted_price_stands_beside_that_of_the_list(factor: dict[str, object], said: str) -> None:
    tokens = {"units_per_month": 10, "input_tokens": 1, "output_tokens": 1}

    assert contract(parse_workload({**tokens, **PRICES, **factor})) == said
    stepped = parse_workload({"units_per_month": 10, "steps": [{**BIG, **factor}]})
    assert step_rows(stepped, {})[0].contract == said


@pytest.mark.django_db
def test_a_step_of_the_page_names_its_model_and_says_what_its_prices_rest_on_once(client: Client) -> None:
    price_row("openai", "o3", 2, 8, "2025-06-10", batch_input_price=None)
    step = {
        "model": "openai/o3",
        "calls": "1",
        "input_tokens": "10",
        "output_tokens": "1",
        "batch_share": "1",
    }
    query = {f"steps.{number}.{name}": said for number in (1, 2) for name, said in step.items()}

    html = text(page(client, units_per_month="10", **query))

    assert "1. openai/o3" in html
    assert html.count("The price list names no batch price for this model") == 1
    assert "Steps 1, 2: batch price as a share of the price" in html


@pytest.mark.django_db
def test_a_typed_price_at_a_contracted_share_is_said_alike_in_the_table_and_the_note(client: Client) -> None:
    price_row("openai", "gpt-4o", "2.5", 10, "2024-05-13")
    own = {"model": "openai/gpt-4o", "input_price": "2", "price_factor": "0.78"}
    own |= {"input_tokens": "10", "output_tokens": "1"}
    query = {f"steps.1.{name}": said for name, said in own.items()}

    stepped = text(page(client, units_per_month="10", **query))
    flat = text(page(client, units_per_month="10", **own))

    for html in (stepped, flat):
        assert "List $2.50, yours $1.56 per million tokens." in html
        assert "List $2.50 / $10.00, yours $1.56 / $7.80 per million tokens." in html
        assert set(re.findall(r"List (\$[0-9.]+)", html)) == {"$2.50"}


def test_a_replaced_list_price_that_was_not_kept_is_not_made_up() -> None:
    workload = parse_workload({"units_per_month": 10, "steps": [{**BIG, "price_factor": "0.5"}]})
    listed = ListPrices("openai/o3", {"output_price": "15"})

    assert step_rows(workload, {"steps.1.": listed})[0].contract == ""
