"""Anthropic by its API and its console: cents in one, dollars in the other, cached tokens beside input."""

import json
from typing import Any

import pytest

from tests.calculator.usage.conftest import Read
from tests.calculator.usage.expected import SAMPLES
from tests.calculator.usage.formats.tables_of import by_kind, table

CONSOLE = "anthropic-console-cost.csv"
TOKENS = (
    "usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,"
    "usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,"
    "usage_output_tokens,web_search_count\n"
)


def page(**result: Any) -> str:
    return json.dumps(
        {"data": [{"starting_at": "2026-10-01T00:00:00Z", "results": [result]}], "has_more": False}
    )


def test_the_console_counts_tokens_by_kind_and_searches_beside(read: Read) -> None:
    found = read(TOKENS + "2026-03-31 02:00,claude-x,bot,Default,batch,≤ 200k,10,20,30,40,50,6\n", by=None)

    assert found["format"] == "anthropic-console-tokens"
    assert by_kind(found, "quantity", "lane") == {
        "input": ("10", "batch"),
        "cache_write_5m": ("20", "batch"),
        "cache_write_1h": ("30", "batch"),
        "cache_read": ("40", "batch"),
        "output": ("50", "batch"),
        "other": ("6", "batch"),
    }
    assert (found["tokens"]["cache_write"], found["tokens"]["cache_write_1h"]) == ("50", "30")
    assert found["lines"][0]["slice"] == {"workspace": "Default", "key": "bot"}
    assert (found["months"], found["calls"]) == (["2026-03"], None)


def test_an_amount_of_the_api_is_in_cents_and_one_of_the_console_in_dollars(read: Read) -> None:
    cents = read(page(amount="123.45", currency="USD", cost_type="tokens", token_type="output_tokens"))
    dollars = read(table(CONSOLE, {"cost_usd": "123.45"}))

    assert cents["money"]["billed"] == {"USD": "1.2345"}
    assert dollars["money"]["billed"] == {"USD": "123.45"}


@pytest.mark.parametrize(
    ("token_type", "kind"),
    [
        ("uncached_input_tokens", "input"),
        ("cache_read_input_tokens", "cache_read"),
        ("cache_creation.ephemeral_5m_input_tokens", "cache_write_5m"),
        ("cache_creation.ephemeral_1h_input_tokens", "cache_write_1h"),
        ("output_tokens", "output"),
        (None, "other"),
    ],
)
def test_money_is_for_a_kind_of_token_without_how_many(read: Read, token_type: str | None, kind: str) -> None:
    [line] = read(page(amount="1", cost_type="tokens", token_type=token_type, model="m"))["lines"]

    assert (line["kind"], line["quantity"], line["billed"]) == (kind, None, "0.01")


def test_an_amount_that_is_missing_is_refused(read: Read) -> None:
    found = read(page(amount=None, cost_type="tokens"))

    assert [each["column"] for each in found["refused"]] == ["amount"]
    assert read(table(CONSOLE, {"cost_usd": ""}))["refused"][0]["column"] == "cost_usd"


def test_the_priority_tier_is_a_lane_of_its_own(read: Read) -> None:
    found = read(page(uncached_input_tokens=5, output_tokens=1, service_tier="priority", model="m"))

    assert {line["lane"] for line in found["lines"]} == {"priority"}


@pytest.mark.parametrize(
    ("kind", "named"),
    [
        ("input_cache_write_24h", "input_cache_write_24h"),
        ("M9 jane@evil.example", "(text of 20 characters)"),
    ],
)
def test_a_kind_of_token_that_nobody_knows_is_named_with_its_money(read: Read, kind: str, named: str) -> None:
    text = (SAMPLES / "anthropic-console-cost.csv").read_text().replace("input_no_cache", kind)

    found = read(text, name="cost.csv")

    before = read((SAMPLES / "anthropic-console-cost.csv").read_text(), name="cost.csv")
    assert found["money"] == before["money"]
    [said] = set(found["notes"]) - set(before["notes"])
    assert said.startswith(f"kind of token “{named}” is not known here: its 0.")
    assert said.endswith(" USD count, but give no price")
    assert "jane" not in str(found)
