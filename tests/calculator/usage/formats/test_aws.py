"""Bedrock in the bill of AWS, in both of its dialects, and in its log of calls."""

import pytest

from tests.calculator.usage.conftest import Read
from tests.calculator.usage.formats.tables_of import by_kind, json_lines, table

CUR = "aws-cur2-bedrock.csv"
CALL = {
    "timestamp": "2026-10-05T00:00:01Z",
    "requestId": "r1",
    "operation": "Converse",
    "accountId": "1",
    "modelId": "eu.anthropic.claude-sonnet-4-6",
    "input": {"inputTokenCount": 10, "cacheReadInputTokenCount": 20, "cacheWriteInputTokenCount": 5},
    "output": {"outputTokenCount": 3},
}


@pytest.mark.parametrize(
    ("usage_type", "unit", "found"),
    [
        ("USE1-NovaPro-input-tokens-batch", "1K tokens", ("NovaPro", "input", "batch", "5000000")),
        ("USE1-NovaPro-output-tokens-flex", "1K tokens", ("NovaPro", "output", "flex", "5000000")),
        (
            "EUW1-qwen.qwen3-32b-mantle-input-tokens-standard",
            "1K tokens",
            ("qwen.qwen3-32b", "input", "standard", "5000000"),
        ),
        (
            "EUW1-NovaPro-cache-write-input-token-count",
            "1K tokens",
            ("NovaPro", "cache_write", "standard", "5000000"),
        ),
        (
            "EUW1-NovaPro-input-tokens-cross-region-global",
            "1K tokens",
            ("NovaPro", "input", "standard", "5000000"),
        ),
        ("EUW1-Guardrails-TextUnits", "TextUnits", (None, "other", "standard", "5000")),
    ],
)
def test_a_usage_type_of_amazon_says_model_kind_and_lane(
    read: Read, usage_type: str, unit: str, found: tuple
) -> None:
    [line] = read(table(CUR, {"line_item_usage_type": usage_type, "pricing_unit": unit}))["lines"]

    assert (line["model_raw"], line["kind"], line["lane"], line["quantity"]) == found


@pytest.mark.parametrize(
    ("usage_type", "found"),
    [
        ("EUW1-MP:EUW1_InputTokenCount_Batch-Units", ("input", "batch")),
        ("EUW1-MP:EUW1_CacheWriteInputTokenCount_Global-Units", ("cache_write", "standard")),
        ("EUW1-MP:EUW1_CacheWrite1hInputTokenCount-Units", ("cache_write_1h", "standard")),
        ("EUW1-MP:EUW1_output_tokens_global_standard-Units", ("output", "standard")),
    ],
)
def test_a_model_of_the_marketplace_stands_in_the_name_of_its_product(
    read: Read, usage_type: str, found: tuple
) -> None:
    [line] = read(table(CUR, {"line_item_usage_type": usage_type}, row=3))["lines"]

    assert line["model_raw"] == "Claude Sonnet 4.6"
    assert (line["kind"], line["lane"]) == found


def test_refunds_are_credits_and_fees_are_no_usage(read: Read) -> None:
    types = ["Usage", "Refund", "Credit", "Tax", "Fee", "DiscountedUsage"]
    found = read(table(CUR, *({"line_item_line_item_type": each} for each in types)))

    assert {kind: found["money"][kind]["USD"] for kind in ("billed", "credit", "tax", "other")} == {
        "billed": "8",
        "credit": "8",
        "tax": "4",
        "other": "4",
    }


def test_a_map_that_is_no_json_is_as_if_it_were_not_there(read: Read) -> None:
    [line] = read(table(CUR, {"product": "{broken", "resource_tags": "[1]"}), by=None)["lines"]

    assert (line["model_raw"], line["slice"]) == ("NovaPro", {"account": "000000000042"})


def test_a_call_of_the_log_is_read_without_its_cache_and_the_model_without_its_region(read: Read) -> None:
    found = read(json_lines(CALL, {**CALL, "requestId": "r2", "errorCode": "ThrottlingException"}, CALL))

    assert by_kind(found, "model_raw", "quantity") == {
        "input": ("claude-sonnet-4-6", "20"),
        "cache_read": ("claude-sonnet-4-6", "40"),
        "cache_write": ("claude-sonnet-4-6", "10"),
        "output": ("claude-sonnet-4-6", "6"),
        "other": ("claude-sonnet-4-6", "2"),
    }
    assert (found["calls"], found["failed"], found["set_aside"]) == (2, 1, {"duplicate": 1})


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("amazon.nova-pro-v1:0", "nova-pro-v1:0"),
        ("arn:aws:bedrock:eu-west-1:1:inference-profile/us.anthropic.claude-haiku-4-5", "claude-haiku-4-5"),
        ("arn:aws:bedrock:us-east-1::foundation-model/meta.llama4-v1:0", "llama4-v1:0"),
        ("claude", "claude"),
    ],
)
def test_a_model_is_named_without_where_it_runs(read: Read, model: str, name: str) -> None:
    assert list(read(json_lines({**CALL, "modelId": model}))["models"]) == [name]


def test_a_call_with_a_count_that_is_none_is_refused(read: Read) -> None:
    found = read(json_lines(CALL, {**CALL, "requestId": "r2", "output": {"outputTokenCount": "many"}}))

    assert found["refused"] == [
        {"row": 2, "column": "outputTokenCount", "value": "many", "reason": "not a number: 'many'"}
    ]
