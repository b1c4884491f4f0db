"""LiteLLM by call and by day; both caches are inside of input, in older versions only what was read."""

import json
from typing import Any

import pytest

from tests.calculator.usage.conftest import Read
from tests.calculator.usage.formats.tables_of import json_lines, line

BASE = line("litellm-spend-logs.jsonl")


def used(**counts: Any) -> dict[str, Any]:
    return {**BASE, "metadata": {"usage_object": counts}}


def test_both_caches_are_taken_off_input(read: Read) -> None:
    call = used(prompt_tokens_details={"cached_tokens": 3000}, cache_creation_input_tokens=500)

    assert read(json_lines(call))["tokens"] == {
        "input": "5000",
        "uncached": "1500",
        "cache_read": "3000",
        "cache_write": "500",
        "cache_write_1h": "0",
        "output": "400",
        "reasoning": "0",
    }


def test_writes_that_cannot_be_inside_stand_beside_as_in_older_versions(read: Read) -> None:
    found = read(
        json_lines(used(prompt_tokens_details={"cached_tokens": 3000}, cache_creation_input_tokens=2500))
    )

    assert (found["tokens"]["uncached"], found["tokens"]["cache_write"]) == ("2000", "2500")
    assert found["notes"] == ["cache writes stand beside input here, as in older versions: both counted"]


def test_reads_that_cannot_be_inside_are_refused(read: Read) -> None:
    found = read(json_lines(BASE, used(prompt_tokens_details={"cached_tokens": 5001})))

    assert [each["column"] for each in found["refused"]] == ["prompt_tokens"]


@pytest.mark.parametrize("metadata", [json.dumps(BASE["metadata"]), BASE["metadata"]])
def test_metadata_may_be_an_object_or_its_text(read: Read, metadata: object) -> None:
    assert read(json_lines({**BASE, "metadata": metadata}))["tokens"]["cache_read"] == "3000"


@pytest.mark.parametrize("metadata", ["", "{}", "null", None, {"usage_object": None}])
def test_no_metadata_mean_no_cache(read: Read, metadata: object) -> None:
    assert read(json_lines({**BASE, "metadata": metadata}))["tokens"]["uncached"] == "5000"


@pytest.mark.parametrize("metadata", ["{", "[]", 5, {"usage_object": []}])
def test_metadata_of_another_shape_refuse_their_row(read: Read, metadata: object) -> None:
    assert read(json_lines({**BASE, "metadata": metadata}))["rows"]["refused"] == 1


def test_a_spend_log_as_a_table_says_the_same(read: Read) -> None:
    columns = [
        "request_id",
        "startTime",
        "model",
        "spend",
        "prompt_tokens",
        "completion_tokens",
        "status",
        "session_id",
    ]
    text = ",".join(columns) + "\n" + ",".join(str(BASE[name]) for name in columns) + "\n"

    found = read(text)

    assert (found["format"], found["tokens"]["input"], found["units_seen"]) == (
        "litellm-spend-logs",
        "5000",
        1,
    )


def test_the_first_tag_and_the_group_of_models_are_its_slice(read: Read) -> None:
    def slice_of(tags: object) -> Any:
        return read(json_lines({**BASE, "request_tags": tags}), by=None)["lines"][0]["slice"]

    assert slice_of('["bot", "b"]') == slice_of(["bot"]) == {"group": "main", "app": "bot"}
    assert slice_of("[") == slice_of(3) == {"group": "main"}


def test_no_spend_is_none_and_not_nothing(read: Read) -> None:
    day = "date,model,spend,prompt_tokens,completion_tokens,api_requests\n2026-10-01,m,{},{},0,1\n"

    for found in (
        read(json_lines({**BASE, "spend": None})),
        read(json_lines({**BASE, "spend": ""})),
        read(day.format("", 100)),
    ):
        assert (found["money"], found["notes"]) == ({}, ["no cost in rows with usage: unknown, not 0"])
    assert read(day.format("0", 100))["money"] == {"estimated": {"USD": "0"}}
    assert read(day.format("", 0))["notes"] == []


def test_days_as_a_table_and_from_the_api_say_the_same(read: Read) -> None:
    metrics = {
        "prompt_tokens": 100,
        "completion_tokens": 10,
        "cache_read_input_tokens": 60,
        "spend": 0.5,
        "cache_creation_input_tokens": 20,
        "api_requests": 5,
        "failed_requests": 1,
    }
    table = (
        ",".join(["date", "model", *metrics])
        + "\n2026-10-01,m,"
        + ",".join(map(str, metrics.values()))
        + "\n"
    )
    day = {"date": "2026-10-01", "metrics": {**metrics, "spend": 0.5}}
    broken_down = {**day, "breakdown": {"models": {"m": {"metrics": metrics}}}}

    as_table, by_model = read(table), read(json.dumps({"results": [broken_down]}))

    assert as_table["format"] == by_model["format"] == "litellm-daily"
    assert as_table["lines"] == by_model["lines"]
    assert (as_table["tokens"]["uncached"], as_table["calls"], as_table["failed"]) == ("20", 5, 1)
    assert read(json.dumps({"results": [day]}))["tokens"] == as_table["tokens"]
