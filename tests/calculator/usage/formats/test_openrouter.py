"""OpenRouter by call, by day and by its API."""

import json

import pytest

from tests.calculator.usage.conftest import Read
from tests.calculator.usage.formats.tables_of import by_kind, table

CALLS = "openrouter-activity.csv"
NO_CACHE = ["no column of cached tokens in this format: cache shares unknown"]


def test_a_call_costs_its_total_and_what_a_cache_saved_is_not_taken_off_again(read: Read) -> None:
    found = read(table(CALLS, {}))

    assert found["money"] == {"billed": {"USD": "0.0075"}}
    assert by_kind(found, "quantity", "billed") == {
        "input": ("1000", None),
        "cache_read": ("3000", None),
        "output": ("500", None),
        "other": ("1", "0.0075"),
    }


@pytest.mark.parametrize("saved", ["-0.0045", "0", "", "0.001"])
def test_a_saving_of_the_cache_is_read_and_changes_nothing(read: Read, saved: str) -> None:
    found = read(table(CALLS, {"cost_cache": saved}))

    assert (found["money"], found["refused"]) == ({"billed": {"USD": "0.0075"}}, [])
    assert "cost_cache" not in found["columns_not_read"]


def test_a_saving_that_is_no_number_refuses_its_row(read: Read) -> None:
    found = read(table(CALLS, {}, {"generation_id": "other", "cost_cache": "1,5x"}))

    assert [(row["row"], row["column"]) for row in found["refused"]] == [(3, "cost_cache")]


@pytest.mark.parametrize(("cost", "tokens"), [("0", "0"), ("0.01", "1500")])
def test_a_cancelled_call_counts_its_tokens_only_where_it_was_billed(
    read: Read, cost: str, tokens: str
) -> None:
    found = read(table(CALLS, {"cancelled": "true", "cost_total": cost}))

    total = sum(int(found["tokens"][kind]) for kind in ("uncached", "output"))
    assert (str(total), found["calls"], found["failed"]) == (tokens, 1, 1)


def test_a_call_that_stands_there_twice_is_taken_once_and_its_money_too(read: Read) -> None:
    found = read(table(CALLS, {}, {}, {"generation_id": "other"}))

    assert found["set_aside"] == {"duplicate": 1}
    assert found["money_rows"] == {"taken": {"USD": "0.015"}, "set_aside": {"USD": "0.0075"}, "refused": {}}


def test_days_know_no_cached_tokens_and_say_so(read: Read) -> None:
    header = "Date,Slug,Usage,BYOK Usage,Requests,Prompt Tokens,Completion Tokens,Reasoning Tokens\n"
    found = read(header + "2026-10-01,openai/gpt-4.1,1.25,0,10,1000,200,50\n")

    assert (found["format"], found["calls"], found["notes"]) == ("openrouter-daily", 10, NO_CACHE)
    assert (found["tokens"]["input"], found["tokens"]["output"], found["tokens"]["reasoning"]) == (
        "1000",
        "200",
        "50",
    )


def test_the_api_says_the_same_of_a_day(read: Read) -> None:
    day = {
        "date": "2026-10-01",
        "model": "openai/gpt-4.1",
        "usage": 1.25,
        "byok_usage_inference": 0,
        "requests": 10,
        "prompt_tokens": 1000,
        "completion_tokens": 200,
        "reasoning_tokens": 50,
    }
    found = read(json.dumps({"data": [day]}))

    assert (found["format"], found["calls"], found["notes"]) == ("openrouter-activity-api", 10, NO_CACHE)
    assert (found["money"], list(found["models"])) == ({"billed": {"USD": "1.25"}}, ["openai/gpt-4.1"])


@pytest.mark.parametrize("cost", ["", "NaN"])
def test_a_call_whose_cost_cannot_be_read_is_refused_and_not_free(read: Read, cost: str) -> None:
    found = read(table(CALLS, {"cost_total": cost}))

    assert [each["column"] for each in found["refused"]] == ["cost_total"]
