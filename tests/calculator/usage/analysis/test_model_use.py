"""Prices out of what each kind cost, with batch apart where it can be."""

from fractions import Fraction
from typing import Any

import pytest

from calculator.usage.analysis.bill import UsageLine
from calculator.usage.analysis.model_use import (
    BATCH_AT_LIST,
    BATCH_INSIDE,
    BATCH_OF_MONEY,
    BATCH_OF_TOKENS,
    CACHE_INSIDE,
    ModelUse,
    uses_of,
)
from tests.calculator.usage.analysis.bills import GPT

MILLION = Fraction(10**6)


def line(kind: str, billed: Any, quantity: Any = 1, **fields: Any) -> UsageLine:
    return UsageLine(
        **{
            "month": "2026-10",
            "model": "m",
            "kind": kind,
            "unit": "token",
            "quantity": None if quantity is None else Fraction(quantity) * MILLION,
            "billed": None if billed is None else Fraction(billed),
            "currency": "USD",
            "money_kind": "billed",
            **fields,
        }
    )


def use(*lines: UsageLine) -> tuple[ModelUse, list[str]]:
    found, notes = ModelUse("m", list(lines)), dict[str, None]()
    found.price_by({"m": GPT}, notes)
    return found, list(notes)


def test_a_price_is_what_a_kind_cost_by_how_much_there_was() -> None:
    found, notes = use(
        line("input", 6, 2), line("output", 15), line("cache_write_5m", 4), line("cache_write", 2)
    )

    assert found.prices == {"input": 3, "output": 15, "cache_write": 3}
    assert notes == []


def test_other_lanes_than_batch_are_the_mean_of_what_they_cost() -> None:
    found, _notes = use(line("input", 2), line("input", 4, lane="priority"))

    assert (found.prices, found.batch_share) == ({"input": 3}, 0)


def test_batch_is_apart_by_money_at_standard_prices() -> None:
    found, notes = use(line("input", 3), line("output", 12), line("input", 3, 2, lane="batch"))

    assert (found.prices["input"], found.batch_share, found.batch_factor) == (
        3,
        Fraction(6, 21),
        Fraction(1, 2),
    )
    assert notes == [BATCH_OF_MONEY.format(model="m", share="28.6%", of_input="66.7%")]


@pytest.mark.parametrize("batch", [line("output", 5, lane="batch"), line("input", 5, lane="batch")])
def test_batch_without_a_standard_price_or_above_it_is_inside_of_the_mean(batch: UsageLine) -> None:
    found, notes = use(line("input", 3), batch)

    assert found.batch_share == 0
    assert sum(found.prices.get(kind, 0) * found.of(kind) for kind in ("input", "output")) == 8 * MILLION
    share = "50.0%"
    assert notes == [BATCH_INSIDE.format(model="m", share=share)]


def test_cached_tokens_without_money_have_their_part_of_the_inputs_by_the_list() -> None:
    found, notes = use(line("input", 9, 4), line("cache_read", None, 2), line("output", 8))

    # Four million at $2 and two at $0.50 are $9 at list prices: the factor is 1; twice the money, 2.
    assert found.prices == {"input": 2, "cache_read": Fraction(1, 2), "output": 8}
    assert [note.partition(" Both prices")[2] for note in notes] == [
        " are those of the list: the file has $9.00 for both, which is what they come to at list prices."
    ]
    dearer, _notes = use(line("input", 18, 4), line("cache_read", None, 2), line("output", 8))
    assert dearer.prices == {"input": 4, "cache_read": 1, "output": 8}
    assert dearer.money == 26


def test_cached_tokens_of_a_model_on_no_list_have_the_price_of_input() -> None:
    notes: dict[str, None] = {}
    found = ModelUse("m", [line("input", 3, 2), line("cache_read", None), line("output", 8)])

    found.price_by({}, notes)

    assert found.prices == {"input": 1, "cache_read": 1, "output": 8}
    assert list(notes) == [CACHE_INSIDE]


def test_money_of_whole_calls_scales_the_list() -> None:
    found, _notes = use(
        line("input", None),
        line("output", None),
        line("other", 9, unit="request", quantity=0, calls=5, failed=1),
    )

    assert found.prices == {
        kind: price * Fraction(9, 10)
        for kind, price in (GPT | {"cache_write": GPT["input"], "cache_write_1h": GPT["input"]}).items()
    }
    assert (found.calls, found.money) == (4, 9)


def test_models_come_by_money_and_calls_without_a_model_are_the_only_ones() -> None:
    calls = line("other", 0, unit="request", model="", calls=7)

    assert [
        each.model for each in uses_of([line("input", 1, model="a"), line("input", 2, model="b"), calls])
    ] == ["b", "a"]
    assert [each.calls for each in uses_of([line("input", 1), calls])] == [7]


def fee(billed: Any, **fields: Any) -> UsageLine:
    return line("other", billed, None, model="", **fields)


def test_money_of_no_model_is_in_the_price_of_none_that_has_its_own() -> None:
    refund, both = fee(-5), [fee(50), line("input", 1, model="")]

    assert [each.money for each in uses_of([line("input", 2), refund])] == [2]
    assert [each.money for each in uses_of([line("input", None), refund])] == [-5]
    assert [each.money for each in uses_of([line("input", 2), *both])] == [53]
    assert [each.money for each in uses_of([refund, line("input", 2, model="")])] == [-3]


def test_batch_of_a_usage_file_is_apart_by_what_it_costs_at_list_prices() -> None:
    found, notes = use(line("input", None, 3), line("output", None, 1), line("input", None, 1, lane="batch"))

    # Four million at $2 and one at $8 are $16 at list prices, $2 of it batch.
    assert (found.batch_share, found.batch_factor, found.prices) == (Fraction(1, 8), None, {})
    assert notes == [BATCH_AT_LIST.format(model="m", share="12.5%", of_input="25.0%", factor="50.0%")]


def test_batch_of_a_model_on_no_list_is_a_share_of_its_tokens() -> None:
    lines = [line("input", None, 3), line("output", None, 4), line("input", None, 1, lane="batch")]
    found, notes = ModelUse("m", lines), dict[str, None]()

    found.price_by({}, notes)

    assert found.batch_share == Fraction(1, 8)
    assert list(notes) == [BATCH_OF_TOKENS.format(model="m", share="12.5%")]


def test_batch_in_a_bill_without_prices_of_kinds_is_at_half_the_list_and_adds_up() -> None:
    whole = line("output", None, 1)
    found, _notes = use(line("input", 15, 3), whole, line("input", None, 1, lane="batch"))

    # $16 at list prices, of which $2 batch at half: $15 were paid for what is $15.
    assert (found.prices["input"], found.prices["output"], found.batch_share) == (2, 8, Fraction(1, 8))
