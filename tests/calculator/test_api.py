"""The JSON API of the calculator."""

import json
from typing import Any

import pytest
from django.test import Client

from calculator.api import EstimateOut
from calculator.domain.cost_lines import NUMBER_OUTPUTS, OPTIONAL_LINES, PER_UNIT_LINES
from calculator.models import PriceRow
from tests.calculator.stored import price_row

pytestmark = pytest.mark.django_db
WORKLOAD: dict[str, Any] = {"input_tokens": 5000, "output_tokens": 2000, "units_per_day": 100}
PRICES = {"input_price": 3, "output_price": "15"}


def post(client: Client, body: object) -> tuple[int, dict[str, Any]]:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    response = client.post("/api/v1/estimates", raw, content_type="application/json")
    return response.status_code, response.json()


def test_a_workload_comes_back_as_an_estimate(client: Client) -> None:
    status, found = post(client, WORKLOAD | PRICES)

    assert status == 200
    assert (found["total_monthly"], found["cost_per_handled_unit"]) == ("99", None)
    assert (
        set(found)
        == {*NUMBER_OUTPUTS, "break_even_units", "paying_volumes", "complete", "not_entered"}
        | {"capacity_most_units", "lines", "notes", "verdict", "formulas", "bounds", "prices", "not_included"}
        == set(EstimateOut.model_fields)
    )


def test_what_was_not_entered_is_told_apart_from_zero(client: Client) -> None:
    """A line nobody entered is $0 in a sum of numbers: the answer says that it is no amount."""
    zeros = {
        **dict.fromkeys((f"{key}_monthly" for key in PER_UNIT_LINES), 0),
        **dict.fromkeys(("retry_rate", "review_rate", "infrastructure_monthly", "build_cost"), 0),
    }

    _status, bare = post(client, WORKLOAD | PRICES)
    _status, short = post(client, WORKLOAD | PRICES | zeros)
    _status, whole = post(client, WORKLOAD | PRICES | zeros | {"upkeep_monthly": 0})

    assert [(found["complete"], found["not_entered"]) for found in (short, whole)] == [
        (False, ["upkeep"]),
        (True, []),
    ]
    assert bare["not_entered"] == [line["key"] for line in bare["lines"] if not line["entered"]
                                   and line["key"] not in OPTIONAL_LINES]  # fmt: skip


def test_each_output_comes_with_its_formula_in_words_and_numbers(client: Client) -> None:
    _status, found = post(client, WORKLOAD | PRICES | {"value_per_unit": 1})

    said = {each["key"]: each for each in found["formulas"]}
    assert said["cost_per_unit"] == {
        "key": "cost_per_unit",
        "name": "Cost of one unit, at least",
        "formula": "total per month ÷ units per month",
        "figures": "$99.00 ÷ 2,200",
        "printed": "$0.045",
    }
    assert {"net_monthly", "margin_per_unit", "total_yearly"} <= set(said)


def test_a_model_is_priced_by_the_table_on_the_day_asked(client: Client) -> None:
    price_row("openai", "o3", 10, 40, "2025-04-16")
    price_row("openai", "o3", 2, 8, "2025-06-10")
    million = {
        "input_tokens": 1_000_000,
        "output_tokens": 100_000,
        "units_per_month": 1,
        "model": "openai/o3",
    }

    before = post(client, million | {"priced_on": "2025-06-09"})
    after = post(client, million | {"priced_on": "2025-06-10"})

    assert [before[1]["total_monthly"], after[1]["total_monthly"]] == ["14", "2.8"]


def test_prices_of_the_list_come_with_their_dates_and_the_inputs_they_filled(client: Client) -> None:
    """The day and the source of a price stand beside the figure, as on the page."""
    price_row("openai", "o3", 2, 8, "2025-06-10")
    listed = client.get("/api/v1/models").json()["models"]
    step, model = {"input_tokens": 1000, "output_tokens": 100}, {"model": "openai/o3"}

    _status, alone = post(client, WORKLOAD | model | {"output_price": "7"})
    _status, stepped = post(client, {"units_per_month": 10, "steps": [step | PRICES, step | model]})
    _status, typed = post(client, WORKLOAD | PRICES)

    assert (listed[0]["checked_on"], listed[0]["effective_from"]) != (None, None)
    assert [(each["listed"], "output_price" in each["inputs"]) for each in alone["prices"]] == [
        (listed[0], False)
    ]
    assert [(each["listed"], each["inputs"][-1]) for each in stepped["prices"]] == [
        (listed[0], "steps.2.output_price")
    ]
    assert typed["prices"] == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (WORKLOAD | PRICES | {"review_rate": 1.2}, "review_rate"),
        (WORKLOAD | PRICES | {"colour": 1}, "colour"),
        (WORKLOAD | {"model": "nobody/knows"}, "model"),
        (WORKLOAD | {"model": 5}, "model"),
        (WORKLOAD | PRICES | {"priced_on": "2025-06-09"}, "priced_on"),
        (b"nonsense", "__all__"),
        (b"\xff", "__all__"),
        (b"[1]", "__all__"),
        (b'{"input_tokens": 1, "input_tokens": 2}', "__all__"),
        (b'{"unit_name": "' + b"x" * 70_000 + b'"}', "__all__"),
        (b" " * 10_000_000, "__all__"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_with_422(client: Client, body: object, field: str) -> None:
    status, found = post(client, body)

    assert status == 422
    assert list(found) == ["errors"]
    assert field in found["errors"]


def test_models_come_with_dates_and_sources_one_row_each(client: Client) -> None:
    price_row("openai", "o3", 10, 40, "2025-04-16")
    price_row("openai", "o3", 2, 8, "2025-06-10")
    price_row("openai", "o9", 2, 8, "2999-01-01")

    found = client.get("/api/v1/models").json()["models"]

    assert [(row["model"], row["input_price"], row["effective_from"]) for row in found] == [
        ("openai/o3", "2", "2025-06-10")
    ]
    checked_on = PriceRow.objects.earliest("pk").checked_on
    assert checked_on is not None
    assert found[0]["checked_on"] == checked_on.isoformat()
    assert found[0]["source_url"] == "https://example.com/prices"


def test_models_can_be_searched(client: Client) -> None:
    price_row("openai", "o3", 10, 40, None)
    price_row("anthropic", "claude", 3, 15, None)

    found = client.get("/api/v1/models", {"q": "anth cla"}).json()["models"]

    assert [row["model"] for row in found] == ["anthropic/claude"]


def test_too_many_requests_are_told_so(client: Client) -> None:
    statuses = [post(client, WORKLOAD | PRICES)[0] for _ in range(121)]

    assert (statuses[0], statuses[-1]) == (200, 429)
