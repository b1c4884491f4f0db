"""Documents are held back until one says what they are, and read from then on."""

import json

import pytest

from calculator.usage import documents
from calculator.usage.files import UnreadableError
from tests.calculator.usage.conftest import Read

RESULT = {"input_tokens": 5, "output_tokens": 1, "num_model_requests": 1, "model": "m"}
EMPTY = {"start_time": 1790812800, "results": []}
FULL = {"start_time": 1790812800, "results": [RESULT]}


def test_empty_days_before_the_first_call_are_held_back(read: Read) -> None:
    found = read(json.dumps({"data": [EMPTY, EMPTY, FULL, EMPTY], "has_more": True}))

    assert (found["format"], found["calls"]) == ("openai-usage", 1)
    assert found["notes"] == ["has_more: more pages exist, this file is one of several"]


def test_lines_before_the_first_good_one_are_refused_with_it(read: Read) -> None:
    line = {"data": [FULL]}
    found = read(
        "nonsense}{}\n".replace("nonsense}{}", "{nonsense}") + json.dumps(line) + "\n" + json.dumps(line)
    )

    assert (found["rows"]["taken"], found["rows"]["refused"]) == (2, 1)
    assert found["refused"][0]["row"] == 1


def test_a_document_that_never_says_what_it_is_is_refused_early(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "MOST_UNDECIDED", 5)

    with pytest.raises(UnreadableError, match="JSON of no export"):
        read(json.dumps({"data": [EMPTY] * 10 + [FULL]}, indent=1))


def test_a_single_line_with_lists_in_it_is_one_row_and_no_page(read: Read) -> None:
    line = {
        "request_id": "r",
        "startTime": "2026-10-05",
        "model": "m",
        "spend": 1,
        "prompt_tokens": 1,
        "completion_tokens": 1,
        "request_tags": ["bot"],
        "choices": [1, 2, 3],
    }

    assert read(json.dumps(line))["rows"] == {"read": 1, "taken": 1, "set_aside": 0, "refused": 0}
