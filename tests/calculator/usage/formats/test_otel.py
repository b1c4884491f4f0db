"""OpenTelemetry: calls of models only, by new names and old, numbers as text and as numbers."""

from typing import Any

import pytest

from tests.calculator.usage.conftest import Read
from tests.calculator.usage.formats.tables_of import json_lines


def span(trace: str = "t1", /, **attributes: Any) -> dict[str, Any]:
    given = {"gen_ai.operation.name": "chat", "gen_ai.request.model": "asked", **attributes}
    return {
        "traceId": trace,
        "startTimeUnixNano": "1791158401000000000",
        "attributes": [
            {"key": name, "value": {"intValue" if isinstance(value, int) else "stringValue": value}}
            for name, value in given.items()
        ],
    }


def batch(*spans: dict[str, Any]) -> dict[str, Any]:
    service = {"attributes": [{"key": "service.name", "value": {"stringValue": "bot"}}]}
    return {"resourceSpans": [{"resource": service, "scopeSpans": [{"spans": list(spans)}]}]}


NEW: dict[str, Any] = {
    "gen_ai.usage.input_tokens": 100,
    "gen_ai.usage.output_tokens": 10,
    "gen_ai.usage.cache_read.input_tokens": 60,
    "gen_ai.usage.cache_creation.input_tokens": 20,
}
OLD: dict[str, Any] = {
    "gen_ai.usage.prompt_tokens": 100,
    "gen_ai.usage.completion_tokens": 10,
    "gen_ai.usage.cache_read_input_tokens": 60,
    "gen_ai.usage.cache_creation_input_tokens": 20,
}


@pytest.mark.parametrize("names", [NEW, OLD, {name: str(count) for name, count in NEW.items()}])
def test_input_is_without_both_caches_whatever_the_names_are(read: Read, names: dict[str, Any]) -> None:
    tokens = read(json_lines(batch(span(**names))))["tokens"]

    assert [tokens[kind] for kind in ("uncached", "cache_read", "cache_write", "output")] == [
        "20",
        "60",
        "20",
        "10",
    ]


@pytest.mark.parametrize("operation", ["invoke_agent", "execute_tool", "create_agent", ""])
def test_agents_and_tools_are_set_aside(read: Read, operation: str) -> None:
    found = read(json_lines(batch(span(**NEW), span(**{**NEW, "gen_ai.operation.name": operation}))))

    assert (found["tokens"]["input"], found["rows"]["set_aside"]) == ("100", 1)


@pytest.mark.parametrize("operation", ["chat", "generate_content", "text_completion", "embeddings"])
def test_calls_of_models_are_counted(read: Read, operation: str) -> None:
    assert read(json_lines(batch(span(**{**NEW, "gen_ai.operation.name": operation}))))["calls"] == 1


def test_a_model_is_that_which_answered_and_a_conversation_is_a_unit(read: Read) -> None:
    found = read(
        json_lines(
            batch(
                span("t1", **NEW, **{"gen_ai.response.model": "answered", "gen_ai.conversation.id": "c"}),
                span("t2", **NEW, **{"gen_ai.response.model": "answered", "gen_ai.conversation.id": "c"}),
                span("t3", **NEW),
            )
        ),
        by=None,
    )

    assert (sorted(found["models"]), found["units_seen"]) == (["answered", "asked"], 2)
    assert found["lines"][0]["slice"] == {"service": "bot"}


@pytest.mark.parametrize(
    "document",
    [
        {"resourceSpans": [None, 3, {"resource": 1, "scopeSpans": [{"spans": [None, {"attributes": 5}]}]}]},
        {"resourceSpans": [{"scopeSpans": [{"spans": [{"attributes": [{"key": 1, "value": 2}, "x"]}]}]}]},
    ],
)
def test_spans_of_another_shape_are_refused_and_break_nothing(read: Read, document: dict[str, Any]) -> None:
    found = read(json_lines(batch(span(**NEW)), document))

    assert (found["rows"]["taken"], found["rows"]["refused"]) == (1, 1)


def test_a_trace_in_one_document_is_read_in_pieces_as_lines_are(read: Read) -> None:
    import json

    whole = {"resourceSpans": batch(span(**NEW))["resourceSpans"] * 3}

    assert read(json.dumps(whole, indent=1))["lines"] == read(json_lines(*[batch(span(**NEW))] * 3))["lines"]
