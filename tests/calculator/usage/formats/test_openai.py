"""OpenAI by its API and its dashboard: cached tokens are inside of input, and nothing is counted twice."""

import json
from typing import Any

import pytest

from tests.calculator.usage.conftest import Read
from tests.calculator.usage.formats.tables_of import by_kind, table

USAGE, COST = "openai-dashboard-usage.csv", "openai-dashboard-cost.csv"
RESULT = {
    "input_tokens": 100,
    "input_cached_tokens": 40,
    "input_cache_write_tokens": 10,
    "output_tokens": 7,
    "input_text_tokens": 100,
    "input_audio_tokens": 0,
    "num_model_requests": 2,
    "model": "m",
    "batch": False,
}


def page(*results: dict[str, Any], **more: Any) -> str:
    return json.dumps(
        {"data": [{"start_time": 1790812800, "results": list(results)}], "has_more": False, **more}
    )


def test_input_is_without_what_was_cached_and_parts_by_modality_are_not_added(read: Read) -> None:
    found = read(page(RESULT))

    assert by_kind(found, "quantity") == {
        "input": "50",
        "cache_read": "40",
        "cache_write": "10",
        "output": "7",
        "other": "2",
    }
    assert found["calls"] == 2


def test_more_cached_than_input_is_refused(read: Read) -> None:
    found = read(page(RESULT, {**RESULT, "input_cached_tokens": 95}))

    assert [each["column"] for each in found["refused"]] == ["input_tokens"]


@pytest.mark.parametrize(
    ("fields", "lane"),
    [
        ({"batch": True}, "batch"),
        ({"service_tier": "flex"}, "flex"),
        ({"service_tier": "priority"}, "priority"),
        ({"service_tier": "default"}, "standard"),
        ({"batch": None}, "standard"),
    ],
)
def test_how_calls_were_made_is_read_from_batch_and_tier(read: Read, fields: dict, lane: str) -> None:
    assert {line["lane"] for line in read(page({**RESULT, **fields}))["lines"]} == {lane}


def test_money_of_the_api_is_by_line_item_with_the_kind_it_paid_for(read: Read) -> None:
    paid = {"amount": {"value": 0.06, "currency": "usd"}, "line_item": "m, cached input", "project_id": "p"}
    found = read(page(paid, {**paid, "line_item": "Web search tool calls"}))

    assert found["format"] == "openai-costs"
    assert [
        (line["model_raw"], line["kind"], line["quantity"], line["billed"]) for line in found["lines"]
    ] == [
        ("Web search tool calls", "other", None, "0.06"),
        ("m", "cache_read", None, "0.06"),
    ]
    assert found["tokens"]["input"] == "0"


@pytest.mark.parametrize(
    ("quantity", "unit", "tokens"),
    [("8720", "tokens", "8720"), ("8.72", "1000_tokens", "8720"), ("", "", None), ("0", "tokens", None)],
)
def test_a_cost_export_that_counts_tokens_is_read_with_them(
    read: Read, quantity: str, unit: str, tokens: str | None
) -> None:
    cells = {"quantity": quantity, "quantity_unit": unit, "line_item": "m, cached input", "amount_value": "1"}
    found = read(table(COST, cells, row=1))

    assert [
        (line["kind"], line["unit"], line["quantity"], line["billed"])
        for line in found["lines"]
        if line["model_raw"] == "m"
    ] == [("cache_read", "token", tokens, "1")]


def test_what_is_no_token_is_counted_as_what_it_is_and_is_no_seat(read: Read) -> None:
    searches = {"quantity": "3", "quantity_unit": "requests", "line_item": "web search tool calls"}
    found = read(table(COST, searches, {"line_item": "image generation", "quantity_unit": "images"}, row=1))

    units = {line["model_raw"]: line["unit"] for line in found["lines"]}
    assert (units["web search tool calls"], units["image generation"]) == ("search", "image")
    assert {line["quantity"] for line in found["lines"] if line["unit"] == "search"} == {"3"}


def test_thirty_decimals_are_added_without_loss(read: Read) -> None:
    small = {"amount_value": "0.000000000000000000000000000001"}
    found = read(table(COST, {"amount_value": "12345678.5"}, small, row=1))

    assert found["money"]["billed"] == {"USD": "12345678.500000000000000000000000000001"}


def test_a_count_of_requests_may_be_written_with_a_point_but_is_whole(read: Read) -> None:
    found = read(table(USAGE, {"num_model_requests": "2.0"}, {"num_model_requests": "2.5"}, row=1))

    assert (found["calls"], found["refused"][0]["reason"]) == (2, "not a whole number: '2.5'")


def test_slices_are_projects_by_the_id_that_both_files_have_beside_their_names_and_keys(read: Read) -> None:
    [line] = read(table(COST, {}, row=1), by=None)["lines"]

    assert line["slice"] == {"project": "proj_syn", "project_name": "Synthetic", "key": "key_syn1"}


@pytest.mark.parametrize("start", ["", "x", "1e99", "99999999999999999999"])
def test_a_time_that_is_none_is_refused(read: Read, start: str) -> None:
    assert read(table(USAGE, {"start_time": start}, row=1))["rows"]["refused"] == 1


@pytest.mark.parametrize(
    ("amount", "reason"), [("NaN", "not a number: 'NaN'"), ("", "empty"), ("-", "empty")]
)
def test_usage_whose_money_cannot_be_read_is_refused_and_no_day_without_spend(
    read: Read, amount: str, reason: str
) -> None:
    cells = {"quantity": "900000", "quantity_unit": "tokens", "line_item": "m, input", "amount_value": amount}
    found = read(table(COST, cells, row=1))

    assert (found["rows"]["set_aside"], found["rows"]["refused"]) == (0, 1)
    assert (found["refused"][0]["column"], found["refused"][0]["reason"]) == ("amount_value", reason)


@pytest.mark.parametrize("blank", ["", "NaN"])
def test_a_row_that_is_blank_in_all_that_counts_is_a_day_without_spend(read: Read, blank: str) -> None:
    cells = dict.fromkeys(("quantity", "quantity_unit", "line_item", "amount_value"), blank)
    found = read(table(COST, cells, row=1))

    assert (found["rows"]["set_aside"], found["rows"]["refused"]) == (1, 0)


def test_tokens_of_no_model_are_no_time_without_a_call(read: Read) -> None:
    found = read(
        table(
            USAGE, {"model": "", "input_tokens": "", "input_cached_tokens": "", "output_tokens": "900"}, row=1
        )
    )

    assert (found["tokens"]["output"], found["rows"]["set_aside"]) == ("900", 0)


@pytest.mark.parametrize("column", ["input_tokens", "output_tokens", "num_model_requests"])
def test_a_count_that_is_not_a_number_is_not_none(read: Read, column: str) -> None:
    found = read(table(USAGE, {column: "NaN"}, row=1))

    assert [(each["column"], each["reason"]) for each in found["refused"]] == [
        (column, "not a number: 'NaN'")
    ]


def test_money_of_the_api_that_is_not_a_number_is_refused(read: Read) -> None:
    paid = {"amount": {"value": float("nan"), "currency": "usd"}, "line_item": "m, input", "project_id": "p"}

    assert read(page(paid))["refused"][0]["reason"] == "not a number: 'NaN'"
