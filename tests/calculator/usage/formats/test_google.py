"""Google's billing export: net is cost with its credits, the month is the invoice's."""

from typing import Any

import pytest

from tests.calculator.usage.conftest import Read
from tests.calculator.usage.formats.tables_of import json_lines, line

BASE = line("gcp-billing-export.jsonl")


def changed(**fields: Any) -> dict[str, Any]:
    return {**BASE, **fields}


def sku(description: str) -> dict[str, Any]:
    return changed(sku={"id": "x", "description": description})


@pytest.mark.parametrize(
    ("description", "found"),
    [
        ("Gemini 2.5 Flash GA Text Input - Predictions", ("Gemini 2.5 Flash", "input", "standard")),
        ("Gemini 2.5 Pro Batch Text Output", ("Gemini 2.5 Pro", "output", "batch")),
        ("Gemini 2.5 Flash GA Input Text Caching", ("Gemini 2.5 Flash", "cache_read", "standard")),
        (
            "Gemini 2.5 Flash GA Thinking Text Output - Predictions",
            ("Gemini 2.5 Flash", "output", "standard"),
        ),
        ("Vector search node", (None, "other", "standard")),
    ],
)
def test_a_sku_says_model_kind_and_lane(read: Read, description: str, found: tuple) -> None:
    [line] = read(json_lines(sku(description)))["lines"]

    assert (line["model_raw"], line["kind"], line["lane"]) == found


def test_what_is_stored_in_the_cache_is_paid_by_the_hour_and_is_no_token(read: Read) -> None:
    stored = sku("Gemini 2.5 Flash GA Text Input Caching Storage") | {"usage": {"amount": 5, "unit": "h"}}
    found = read(json_lines(stored))

    assert found["tokens"]["input"] == "0"
    assert [(each["unit"], each["quantity"]) for each in found["lines"]] == [("hour", "5")]
    assert found["money"]["cache_storage"] == {"EUR": "2.7"}


def test_credits_stand_beside_the_cost_of_their_row(read: Read) -> None:
    found = read(json_lines(changed(credits=[{"amount": -0.2}, {"amount": "-0.30"}])))

    [line] = found["lines"]
    assert (line["billed"], line["credit"]) == ("2.7", "-0.5")
    assert found["money_rows"]["taken"] == {"EUR": "2.2"}


def test_a_month_is_the_invoices_where_it_says_one(read: Read) -> None:
    found = read(json_lines(changed(invoice={"month": "202609"}), changed(invoice={"month": "x"})))

    assert found["months"] == ["2026-09", "2026-10"]
    assert found["period"] == {
        "first": "2026-10-05",
        "last": "2026-10-05",
        "zone": "invoice month (Pacific time)",
    }


def test_rounding_and_adjustments_are_no_usage(read: Read) -> None:
    found = read(json_lines(changed(cost_type="rounding_error"), changed(cost_type="adjustment")))

    assert found["money"] == {"other": {"EUR": "5.4"}}


@pytest.mark.parametrize(
    "odd", [{"service": None, "sku": 3, "usage": [], "cost": 1, "invoice": "x"}, {"labels": 5}]
)
def test_rows_of_another_shape_are_set_aside_or_refused_and_break_nothing(read: Read, odd: dict) -> None:
    found = read(json_lines(BASE, {**BASE, **odd}))

    assert found["rows"]["read"] == 2
