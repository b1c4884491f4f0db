"""Each sample gives every figure that was calculated for it by hand."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from calculator.usage.files import UnreadableError
from calculator.usage.summary import as_json
from tests.calculator.usage.conftest import Read, read_one
from tests.calculator.usage.expected import EXPECTED, SAMPLES


def rounded(text: str | None, places: int) -> str | None:
    if text is None:
        return None
    return str(Decimal(text).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))


@pytest.fixture(scope="module")
def found() -> dict[str, dict[str, Any]]:
    return {name: as_json(read_one(SAMPLES / name)) for name in EXPECTED}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_gives_its_tokens_by_kind_and_their_shares(found: dict[str, Any], name: str) -> None:
    expected, given = EXPECTED[name], found[name]
    uncached, read, written, output = expected["tokens"]

    assert given["format"] == expected["format"]
    assert given["rows"] == {
        "read": expected["rows"][0],
        "taken": expected["rows"][0] - expected["rows"][1],
        "set_aside": expected["rows"][1],
        "refused": 0,
    }
    assert {
        kind: None if amount is None else int(amount)
        for kind, amount in given["tokens"].items()
        if kind != "cache_write_1h"
    } == {
        "input": uncached + (read or 0) + (written or 0),
        "uncached": None if read is None else uncached,
        "cache_read": read,
        "cache_write": written,
        "output": output,
        "reasoning": expected["reasoning"],
    }
    shares = tuple(
        rounded(given["shares"][share], 6)
        for share in ("cache_read_share", "cache_write_share", "batch_share_of_input")
    )
    assert shares == (expected["shares"] or (None, None, None))
    assert {model: rounded(share, 4) for model, share in given["models"].items()} == expected["models"]


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_gives_its_money_to_the_last_digit(found: dict[str, Any], name: str) -> None:
    money = {kind: amounts for kind, amounts in found[name]["money"].items() if kind != "effective"}

    assert money == EXPECTED[name]["money"]


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_gives_its_calls_and_units_or_says_that_it_knows_none(
    found: dict[str, Any], name: str
) -> None:
    given, expected = found[name], EXPECTED[name]
    per_call, per_unit = given["per_call"], given["per_unit"]

    assert (
        given["calls"]
        and (
            given["calls"],
            given["failed"],
            rounded(given["error_rate"], 6),
            rounded(per_call["input"], 3),
            rounded(per_call["output"], 3),
        )
    ) == expected["calls"]
    assert (
        given["units_seen"]
        and (
            given["units_seen"],
            rounded(per_unit["calls"], 4),
            rounded(per_unit["input"], 2),
            rounded(per_unit["output"], 2),
        )
    ) == expected["units"]
    assert tuple(given["notes"]) == expected["notes"]
    assert given["months"] == ["2026-10"]


def test_rows_that_cannot_be_used_are_named_and_the_others_are_taken(found: dict[str, Any]) -> None:
    given = as_json(read_one(SAMPLES / "bad-rows-focus.csv"))

    assert given["rows"] == {"read": 7, "taken": 3, "set_aside": 0, "refused": 4}
    assert [(each["row"], each["column"], each["reason"]) for each in given["refused"]] == [
        (3, "BilledCost", "not a number: 'abc'"),
        (4, "ChargePeriodStart", "not an ISO date: '05/10/2026'"),
        (5, None, "32 cells, the header has 35"),
        (6, "BilledCost", "not a number: '1.234,56'"),
    ]
    lines = {line["currency"]: (line["billed"], line["quantity"]) for line in given["lines"]}
    assert lines == {"EUR": ("4", "2000000"), "USD": ("6", "3000000")}
    assert given["notes"] == ["2 currencies in one file (EUR, USD): shown apart, never added"]
    assert given["usable"] is False
    assert given["money_rows"]["refused"] == {"EUR": "5"}


def test_both_caches_written_for_an_hour_and_for_minutes_are_kept_apart(found: dict[str, Any]) -> None:
    assert found["anthropic-usage-report.json"]["tokens"]["cache_write_1h"] == "200000"


@pytest.mark.parametrize("name", EXPECTED)
def test_all_money_and_all_rows_of_a_sample_are_accounted_for(found: dict[str, Any], name: str) -> None:
    given, counted = found[name], found[name]["rows"]

    assert counted["read"] == counted["taken"] + counted["set_aside"] + counted["refused"]
    in_lines: dict[str, Decimal] = {}
    for line in given["lines"]:
        for column in ("billed", "credit"):
            if line[column] is not None:
                held = in_lines.get(line["currency"], Decimal(0))
                in_lines[line["currency"]] = held + Decimal(line[column])
    taken = {currency: Decimal(amount) for currency, amount in given["money_rows"]["taken"].items()}
    if name.startswith("azure"):
        assert taken.pop("USD") == sum(Decimal(line["billed_usd"]) for line in given["lines"])
    assert in_lines == taken


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty."),
        (b" \n", "This file is empty."),
        (b"\xef\xbb\xbf", "This file is empty."),
        (b"a,b\n1,2\n", "The columns of this file are those of no export that is known here: a, b."),
        (b'{"a": 1}', "This is JSON of no export that is known here."),
        (b"[1, 2]", "This is JSON of no export that is known here."),
        (b'{"data": [', "This file is not JSON to its end."),
        ("a,b".encode("utf-16"), "This text is UTF-16: save it as “CSV UTF-8”."),
        ("date,größe\n".encode("cp1252"), "This text is not UTF-8: save it as “CSV UTF-8”."),
    ],
)
def test_what_is_no_export_is_refused_whole_in_words(read: Read, content: bytes, said: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(content)

    assert str(refused.value) == said
