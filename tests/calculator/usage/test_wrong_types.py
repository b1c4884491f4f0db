"""Amounts inside of something of another kind refuse their row: none is taken for nothing."""

import json
from typing import Any

import pytest

from tests.calculator.usage.conftest import Read
from tests.calculator.usage.expected import SAMPLES
from tests.calculator.usage.formats.tables_of import json_lines, line, table

WRONG: tuple[Any, ...] = ([1], 5, "text", "{'input': 5}", '{"input": 5', True)
LANGFUSE, LITELLM, GOOGLE = (
    "langfuse-observations.jsonl",
    "litellm-spend-logs.jsonl",
    "gcp-billing-export.jsonl",
)


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize(
    ("name", "field", "row"),
    [(LANGFUSE, "usage_details", 1), (LITELLM, "metadata", 0), (GOOGLE, "usage", 0), (GOOGLE, "credits", 0)],
)
def test_a_wrong_type_where_amounts_belong_refuses_its_row(
    read: Read, name: str, field: str, row: int, wrong: Any
) -> None:
    first = line(name, row)
    id = {"id": "x", "request_id": "x"}  # no duplicate of the first
    found = read(json_lines(first, first | id | {field: wrong}))

    assert (found["rows"]["read"], found["rows"]["refused"], found["refused"][0]["column"]) == (2, 1, field)


@pytest.mark.parametrize("nothing", [None, {}])
@pytest.mark.parametrize(
    ("name", "field"), [(LANGFUSE, "usage_details"), (LITELLM, "metadata"), (GOOGLE, "usage")]
)
def test_what_is_not_there_stays_absent(read: Read, name: str, field: str, nothing: Any) -> None:
    assert read(json_lines(line(name, 1) | {field: nothing}))["rows"]["refused"] == 0


def test_metadata_of_any_length_keep_the_cached_tokens_in_them(read: Read) -> None:
    used = {"usage_object": {"prompt_tokens_details": {"cached_tokens": 9}}, "x": "y" * 30_000}
    changed = {"prompt_tokens": 10, "cache_hit": "False", "metadata": json.dumps(used)}

    assert read(json_lines(line(LITELLM) | changed))["tokens"]["cache_read"] == "9"


@pytest.mark.parametrize("wrong", [[5], 5, "5"])
def test_writes_of_another_kind_refuse_their_result(read: Read, wrong: Any) -> None:
    page = json.loads((SAMPLES / "anthropic-usage-report.json").read_text())
    count = sum(len(bucket["results"]) for bucket in page["data"])
    page["data"][0]["results"][0]["cache_creation"] = wrong

    found = read(json.dumps(page))

    assert (found["rows"]["read"], found["rows"]["refused"]) == (count, 1)


@pytest.mark.parametrize("wrong", [{}, {"uncached_input_tokens": 1}, [5], 5])
def test_results_of_another_kind_are_counted_and_refused(read: Read, wrong: Any) -> None:
    page = json.loads((SAMPLES / "anthropic-usage-report.json").read_text())
    count = sum(len(bucket["results"]) for bucket in page["data"])
    page["data"].append({**page["data"][0], "results": wrong})

    found = read(json.dumps(page))

    assert found["rows"] == {"read": count + 1, "taken": count, "set_aside": 0, "refused": 1}


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("anthropic-console-cost.csv", "cost_usd"),
        ("anthropic-console-cost.csv", "list_price_usd"),
        ("aws-cur2-bedrock.csv", "line_item_unblended_cost"),
        ("azure-cost-details-mca.csv", "costInBillingCurrency"),
        ("azure-cost-details-mca.csv", "quantity"),
        ("cursor-usage-events.csv", "Output Tokens"),
        ("focus-1.0-aws-bedrock.csv", "BilledCost"),
        ("focus-1.0-aws-bedrock.csv", "ConsumedQuantity"),
        ("github-copilot-ai-usage.csv", "net_amount"),
        ("github-copilot-ai-usage.csv", "output"),
        ("openai-dashboard-cost.csv", "amount_value"),
        ("openai-dashboard-usage.csv", "output_tokens"),
        ("openrouter-activity.csv", "cost_total"),
    ],
)
def test_an_amount_that_is_not_a_number_refuses_its_row_in_every_table(
    read: Read, name: str, column: str
) -> None:
    found = read(table(name, {column: "NaN"}, row=1 if name.startswith("openai") else 0))

    assert found["refused"][0]["reason"] == "not a number: 'NaN'"


@pytest.mark.parametrize(("name", "field"), [(LITELLM, "spend"), (LANGFUSE, "total_cost"), (GOOGLE, "cost")])
def test_an_amount_that_is_not_a_number_refuses_its_line_of_json(read: Read, name: str, field: str) -> None:
    found = read(json_lines(line(name, 1) | {field: float("nan")}))

    assert found["refused"][0]["reason"] == "not a number: 'NaN'"
