"""Counting: every row once, money of each outcome, and when a file is not to be used."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from calculator.usage import reading as readings
from calculator.usage.cells import RefusedError
from calculator.usage.files import UnreadableError
from calculator.usage.lines import Item, Money, SetAside, Sums
from calculator.usage.reading import Reading
from tests.calculator.usage.conftest import Read
from tests.calculator.usage.formats.tables_of import json_lines, line, table


def reading(months: frozenset[str] = frozenset()) -> Reading:
    return Reading("a.csv", "focus", "UTC", Sums(), months)


def item(amount: str = "1", currency: str = "USD") -> Item:
    return Item(datetime(2026, 10, 5, tzinfo=UTC), money=(Money("billed", currency, Decimal(amount)),))


REFUSED = RefusedError("a", "b", "c")


def test_rows_of_other_months_are_set_aside_with_their_money() -> None:
    found = reading(frozenset({"2026-09"}))
    found.put(item("2.5"), rows=3)

    assert (found.taken, found.set_aside, found.set_aside_money) == (
        0,
        {"another month": 3},
        {"USD": Decimal("2.5")},
    )


def test_reasons_beyond_a_number_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "MOST_REASONS", 2)
    found = reading()
    for number in range(5):
        found.put(SetAside(f"not AI: {number}"))

    assert found.set_aside == {"not AI: 0": 1, "not AI: 1": 1, "others": 3}


def test_twenty_refused_rows_are_shown_and_all_are_counted() -> None:
    found = reading()
    for place in range(30):
        found.refuse(place, REFUSED, {"a": "Amount"})

    assert (len(found.refused), found.refusals) == (20, 30)
    assert found.refused[0] == {"row": 0, "column": "Amount", "value": "b", "reason": "c"}


@pytest.mark.parametrize(("read", "stops"), [(0, True), (9, False)])
def test_a_file_whose_rows_are_mostly_refused_is_not_read_on(
    read: int, stops: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readings, "MANY_REFUSED", 4)
    found = reading()
    found.read = read
    for place in range(1, 4):
        found.refuse(place, REFUSED, {})

    if stops:
        with pytest.raises(UnreadableError, match="Most rows of this file cannot be read: c"):
            found.refuse(4, REFUSED, {})
    else:
        found.refuse(4, REFUSED, {})
        assert found.refusals == 4


@pytest.mark.parametrize(("refused", "usable"), [("1", True), ("1.02", False), ("-1", True), ("-2", False)])
def test_a_file_of_which_more_than_a_hundredth_of_the_money_is_refused_is_not_used(
    refused: str, usable: bool
) -> None:
    found = reading()
    found.put(item("99"))
    found.refuse(2, REFUSED, {}, ("USD", Decimal(refused)))

    assert found.usable is usable


def test_each_currency_is_asked_by_itself() -> None:
    found = reading()
    found.put(item("1000"))
    found.refuse(2, REFUSED, {}, ("EUR", Decimal("0.01")))

    assert found.usable is False


@pytest.mark.parametrize(("rows", "usable"), [(99, False), (100, True)])
def test_rows_whose_money_nobody_knows_count_by_their_number(rows: int, usable: bool) -> None:
    found = reading()
    found.put(item(), rows=rows)
    found.refuse(2, REFUSED, {})
    found.read = rows

    assert found.usable is usable


def test_a_file_of_which_everything_is_refused_is_not_used_and_an_empty_one_may_be() -> None:
    found = reading()
    assert found.usable is True

    found.refuse(2, REFUSED, {}, ("USD", Decimal(0)))
    assert found.usable is False


KINDS = ("input", "output", "cache_read", "cache_write")
FREE = "github-copilot-ai-usage.csv"


def test_rows_of_net_nothing_with_most_of_the_tokens_are_not_left_out_in_silence(read: Read) -> None:
    """A plan holds them: the money that is missing is 0, what was used is not."""
    plain = {"net_amount": "1", "quantity": "1", "input": "1000"}
    lost = {"net_amount": "0", "quantity": "x", "input": "9000000"}
    found = read(table(FREE, *[plain] * 200, lost))

    assert (found["rows"]["refused"], found["usable"]) == (1, False)
    little = read(table(FREE, *[plain] * 200, lost | dict.fromkeys(KINDS, "1")))
    assert (little["rows"]["refused"], little["usable"]) == (1, True)


def test_rows_of_net_nothing_of_which_no_tokens_are_known_count_by_their_number(read: Read) -> None:
    plain, lost = {"net_amount": "1"}, {"net_amount": "0", "date": "yesterday"}

    assert read(table(FREE, *[plain] * 40, lost))["usable"] is False
    assert read(table(FREE, *[plain] * 200, lost))["usable"] is True


def test_tokens_of_a_refused_line_of_json_count_too(read: Read) -> None:
    small = line("litellm-spend-logs.jsonl") | {"cache_hit": "False"}
    lines = [small | {"request_id": str(number)} for number in range(200)]
    lost = small | {"request_id": "x", "spend": "?", "prompt_tokens": 900_000_000}

    assert read(json_lines(*lines, lost))["usable"] is False
    assert read(json_lines(*lines, lost | {"prompt_tokens": small["prompt_tokens"]}))["usable"] is True
