"""Cursor's events, as a file in dollars and from the API in cents."""

import json
from typing import Any

import pytest

from tests.calculator.usage.conftest import Read
from tests.calculator.usage.formats.tables_of import by_kind, table

NAME = "cursor-usage-events.csv"


@pytest.mark.parametrize(
    ("cost", "money"),
    [
        ("0.04", {"billed": {"USD": "0.04"}}),
        ("$1.5", {"billed": {"USD": "1.5"}}),
        ("Included", {}),
        ("Free", {}),
        ("-", {}),
    ],
)
def test_a_cost_is_a_number_or_a_word_that_is_no_cost(read: Read, cost: str, money: dict[str, Any]) -> None:
    assert read(table(NAME, {"Cost": cost}))["money"] == money


def test_a_cost_of_any_other_word_is_refused(read: Read) -> None:
    found = read(table(NAME, {}, {"Cost": "lots"}))

    assert [each["column"] for each in found["refused"]] == ["Cost"]


@pytest.mark.parametrize(("kind", "failed"), [("On-Demand", 0), ("Errored, No Charge", 1), ("Aborted", 1)])
def test_a_kind_may_hold_a_comma_and_says_whether_a_call_failed(read: Read, kind: str, failed: int) -> None:
    assert read(table(NAME, {"Kind": kind}))["failed"] == failed


def test_the_api_gives_cents(read: Read) -> None:
    event = {
        "timestamp": "1791158401000",
        "model": "m",
        "kind": "Usage-based",
        "chargedCents": 4.5,
        "userEmail": "a@b.c",
        "tokenUsage": {"inputTokens": 1, "outputTokens": 2, "cacheWriteTokens": 3, "cacheReadTokens": 4},
    }
    found = read(
        json.dumps({"usageEvents": [event, {**event, "chargedCents": None}], "totalUsageEventsCount": 2})
    )

    assert (found["format"], found["money"], found["calls"]) == (
        "cursor-usage-events-api",
        {"billed": {"USD": "0.045"}},
        2,
    )
    assert by_kind(found, "quantity")["cache_write"] == "6"
    assert "a@b.c" not in json.dumps(found)
