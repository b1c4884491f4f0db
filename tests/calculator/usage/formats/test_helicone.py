"""Helicone: three kinds of input beside each other, and bodies that nobody looks at."""

import csv
import io
from typing import Any

import pytest

from tests.calculator.usage.conftest import Read
from tests.calculator.usage.formats.tables_of import by_kind, json_lines

BASE = {
    "request_id": "r1",
    "request_created_at": "2026-10-05 01:00:00+00",
    "response_status": 200,
    "request_model": "m",
    "prompt_tokens": 10,
    "prompt_cache_read_tokens": 20,
    "prompt_cache_write_tokens": 5,
    "completion_tokens": 3,
    "costUSD": 0.25,
    "request_properties": {"app": "bot", "Helicone-Session-Id": "s1"},
    "request_body": {"messages": "SECRET"},
}


def base(**fields: Any) -> dict[str, Any]:
    return {**BASE, **fields}


def test_the_three_kinds_of_input_are_added_and_not_taken_apart(read: Read) -> None:
    found = read(json_lines(base()), by=None)

    assert by_kind(found, "quantity") == {
        "input": "10",
        "cache_read": "20",
        "cache_write": "5",
        "output": "3",
        "other": "1",
    }
    assert found["money"] == {"estimated": {"USD": "0.25"}}
    assert (found["units_seen"], found["lines"][0]["slice"]) == (1, {"app": "bot"})


@pytest.mark.parametrize(("status", "failed"), [(200, 0), (399, 0), (400, 1), (529, 1), (-3, 1), (None, 0)])
def test_errors_and_cancelled_calls_have_failed(read: Read, status: int | None, failed: int) -> None:
    assert read(json_lines(base(response_status=status)))["failed"] == failed


def test_a_request_that_stands_there_twice_is_taken_once(read: Read) -> None:
    assert read(json_lines(base(), base(), base(request_id="r2")))["set_aside"] == {"duplicate": 1}


@pytest.mark.parametrize("cost", [None, ""])
def test_no_cost_is_none_and_not_nothing(read: Read, cost: str | None) -> None:
    found = read(json_lines(base(costUSD=cost)))

    assert (found["money"], found["notes"]) == ({}, ["no cost in rows with usage: unknown, not 0"])


def test_a_table_says_the_same(read: Read) -> None:
    held = io.StringIO(newline="")
    row = base(request_properties='{"app": "bot", "Helicone-Session-Id": "s1"}')
    written = csv.DictWriter(held, row)
    written.writeheader()
    written.writerow(row)

    assert read(held.getvalue())["lines"] == read(json_lines(base()))["lines"]
