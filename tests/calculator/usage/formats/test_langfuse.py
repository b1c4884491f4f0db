"""Langfuse: only generations are calls, and their parts stand beside input and output."""

import csv
import io
import json
from typing import Any

import pytest

from tests.calculator.usage.conftest import Read
from tests.calculator.usage.formats.tables_of import json_lines, line

BASE = line("langfuse-observations.jsonl", row=1)


def used(**details: int) -> dict[str, Any]:
    return {**BASE, "usage_details": details}


def test_parts_stand_beside_and_reasoning_is_put_back_into_output(read: Read) -> None:
    tokens = read(json_lines(BASE))["tokens"]

    assert (tokens["uncached"], tokens["cache_read"], tokens["output"], tokens["reasoning"]) == (
        "1000",
        "3000",
        "400",
        "100",
    )


@pytest.mark.parametrize("cost", [None, ""])
def test_no_cost_is_none_and_not_nothing(read: Read, cost: str | None) -> None:
    found = read(json_lines({**BASE, "total_cost": cost}))

    assert (found["money"], found["notes"]) == ({}, ["no cost in rows with usage: unknown, not 0"])


def test_parts_inside_of_input_are_known_by_the_total(read: Read) -> None:
    found = read(
        json_lines(used(input=4000, input_cached_tokens=3000, output=400, output_reasoning=100, total=4400))
    )

    assert (found["tokens"]["uncached"], found["tokens"]["output"]) == ("1000", "400")
    assert found["notes"] == [
        "input and output hold their parts here, unlike in most exports: the totals say so"
    ]


@pytest.mark.parametrize("name", ["input_cached_tokens", "cache_read_input_tokens", "input_cache_read"])
def test_keys_of_several_libraries_are_known(read: Read, name: str) -> None:
    assert read(json_lines(used(input=1, output=1, **{name: 7})))["tokens"]["cache_read"] == "7"


@pytest.mark.parametrize("type_", ["SPAN", "EVENT", "TOOL", ""])
def test_what_is_no_call_of_a_model_is_set_aside(read: Read, type_: str) -> None:
    found = read(json_lines(BASE, {**BASE, "type": type_}))

    assert found["set_aside"] == {f"no call of a model: {type_.lower() or '–'}": 1}


def test_a_table_holds_details_as_text(read: Read) -> None:
    held = io.StringIO(newline="")
    row = {**BASE, "usage_details": json.dumps(BASE["usage_details"])}
    written = csv.DictWriter(held, row)
    written.writeheader()
    written.writerow(row)

    assert read(held.getvalue())["lines"] == read(json_lines(BASE))["lines"]


def test_a_call_without_a_session_is_a_unit_by_its_trace(read: Read) -> None:
    traces = enumerate(("a", "a", "b"))
    calls = ({**BASE, "id": f"o{n}", "session_id": "", "trace_id": trace} for n, trace in traces)

    found = read(json_lines(*calls))

    assert found["units_seen"] == 2
