"""The command line's JSON is a stranger's data: as it is written, or refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from calculator.usage.exports import read_file
from calculator.usage.files import UnreadableError
from calculator.usage.reading import Options
from calculator.usage.summary import as_json
from calculator.usage.summary_input import is_summary
from tests.calculator.usage.analysis.bills import answer_of
from tests.calculator.usage.conftest import Read

AWS = answer_of("aws-cur2-bedrock.csv", by=("app",))


def test_an_answer_is_known_by_how_it_begins() -> None:
    assert is_summary(json.dumps(AWS).encode())
    assert not is_summary(b'{"files": 1, "format": 2}')
    assert not is_summary(b'{"file": "a", "error": "This file is empty."}')


def test_slices_and_months_may_be_chosen_from_it_again(read: Read) -> None:
    text = json.dumps(AWS)

    assert {json.dumps(line["slice"]) for line in read(text, by=None)["lines"]} == {'{"app": "ticket-bot"}'}
    assert {json.dumps(line["slice"]) for line in read(text)["lines"]} == {"{}"}
    assert read(text, months=frozenset({"2026-09"}))["lines"] == []


def test_kinds_of_cached_tokens_that_a_file_did_not_tell_are_not_told_by_its_sums(read: Read) -> None:
    assert read(json.dumps(AWS))["not_told"] == []
    assert read(json.dumps({**AWS, "not_told": ["cache_write"]}))["not_told"] == ["cache_write"]


def test_lines_that_fall_together_are_added_up(read: Read) -> None:
    two = {**AWS, "lines": [*AWS["lines"], *AWS["lines"]]}

    found = read(json.dumps(two))

    assert len(found["lines"]) == len(AWS["lines"])
    assert int(found["tokens"]["input"]) == 2 * int(AWS["tokens"]["input"])


def test_half_an_emoji_and_signs_that_turn_text_are_left_out(read: Read) -> None:
    """A tool that cuts a name in the middle of an emoji writes half of it; no page can be sent with that."""
    line = {**AWS["lines"][0], "model_raw": "a\ud800b\u202ec", "slice": {"app": "\udc00x\ny", "k\ud800": "v"}}

    (found,) = read(json.dumps({**AWS, "lines": [line]}), by=None)["lines"]

    assert (found["model_raw"], found["slice"]) == ("abc", {"app": "x y", "k": "v"})


def test_several_answers_in_a_file_are_several_files(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    path.write_text(f"{json.dumps(AWS)}\n\n{json.dumps({**AWS, 'file': 'b.csv'})}\n")

    assert [reading.file for reading in read_file(path)] == ["aws-cur2-bedrock.csv", "b.csv"]


def test_files_that_the_command_line_could_not_read_are_counted_and_the_others_are_read(
    tmp_path: Path,
) -> None:
    path = tmp_path / "answers.json"
    unread = json.dumps({"file": "EXPECTED.md", "error": "This is no table."})
    path.write_text("\n".join([unread, json.dumps(AWS), unread, json.dumps({**AWS, "file": "b.csv"})]))

    found = [(each.file, list(each.sums.notes)) for each in read_file(path)]

    said = "files that the command line could not read, and that are not in here: 2"
    assert [(name, said in notes) for name, notes in found] == [
        ("aws-cur2-bedrock.csv", False),
        ("b.csv", True),
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"format": "../../x"},
        {"format": None},
        {"rows": {"read": 9, "taken": 9, "set_aside": 1, "refused": 0}},
        {"rows": {"read": -1, "taken": -1}},
        {"period": {"first": "soon", "last": "2026-10-31", "zone": "UTC"}},
        {"lines": [{**AWS["lines"][0], "month": "2026-13"}]},
        {"lines": [{**AWS["lines"][0], "kind": "gold"}]},
        {"lines": [{**AWS["lines"][0], "lane": "fast"}]},
        {"lines": [{**AWS["lines"][0], "unit": "litre"}]},
        {"lines": [{**AWS["lines"][0], "kind": "tax", "unit": "token", "quantity": "5"}]},
        {"lines": [{**AWS["lines"][0], "kind": "other", "unit": "token", "quantity": "5"}]},
        {"lines": [{**AWS["lines"][0], "money_kind": "gift"}]},
        {"lines": [{**AWS["lines"][0], "quantity": "many"}]},
        {"lines": [{**AWS["lines"][0], "calls": 1, "failed": -5}]},
        {"lines": [{**AWS["lines"][0], "calls": 1, "failed": 2}]},
        {"days": [{"day": "x"}]},
        {"units": [{"month": "2026-10", "units": 1.5}]},
        {"money": {"billed": {"USD": "lots"}}},
        {"lines": 5},
        {"units": "x"},
        {"money": []},
        {"notes": 5},
        {"not_told": ["cache_write", "x"]},
    ],
)
def test_what_the_command_line_does_not_write_is_refused(read: Read, change: dict[str, Any]) -> None:
    with pytest.raises(UnreadableError, match="Line 1 is not as the command line writes it"):
        read(json.dumps({**AWS, **change}))


@pytest.mark.parametrize("change", [{"days": None}, {"units": None}, {"money": None}, {"notes": None}])
def test_parts_without_a_value_are_as_if_they_were_not_there(read: Read, change: dict[str, Any]) -> None:
    assert read(json.dumps({**AWS, **change}))["format"] == "aws-cur2"


def test_numbers_are_exact_on_the_way_back(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    exact = "12345678901234567890.000000000000000000000000000001"
    path.write_text(json.dumps({**AWS, "lines": [{**AWS["lines"][-1], "billed": exact}] * 2}))

    [reading] = read_file(path, Options())

    assert as_json(reading)["lines"][0]["billed"] == "24691357802469135780.000000000000000000000000000002"


@pytest.mark.parametrize("money", [{"billed": {"USD": "999"}}, {"billed": {"EUR": "5"}}, {}])
def test_what_was_paid_is_what_the_lines_come_to_whatever_the_file_says(
    read: Read, money: dict[str, Any]
) -> None:
    assert set(AWS["money"]) == {"billed", "credit", "list", "tax"}
    assert read(json.dumps({**AWS, "money": money}))["money"] == AWS["money"]
    assert read(json.dumps({**AWS, "lines": []}))["money"] == {}


@pytest.mark.parametrize(
    "name", ["gcp-billing-export.jsonl", "azure-cost-details-mca.csv", "focus-1.3-saas-eur.csv"]
)
def test_money_set_aside_reasons_and_refused_rows_come_back_as_they_were_printed(
    read: Read, name: str
) -> None:
    printed = answer_of(name)
    rows = printed["rows"]
    printed |= {
        "set_aside": {"a seat": 2, "a test": 1},
        "rows": {**rows, "read": rows["taken"] + 4, "set_aside": 3, "refused": 1},
        "refused": [{"row": 4, "column": "cost", "value": "x1", "reason": "not a number: 'x1'"}],
    }

    found = read(json.dumps(printed))

    assert {key: found[key] for key in ("set_aside", "refused", "money")} == {
        key: printed[key] for key in ("set_aside", "refused", "money")
    }


def test_reasons_that_do_not_come_to_the_rows_set_aside_are_one(read: Read) -> None:
    rows = {**AWS["rows"], "read": AWS["rows"]["taken"] + 3, "set_aside": 3, "refused": 0}

    found = read(json.dumps({**AWS, "rows": rows, "set_aside": {"a seat": 1}}))

    assert found["set_aside"] == {"set aside by the command line": 3}
