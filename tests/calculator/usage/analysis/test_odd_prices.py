"""Prices of a bill that can hardly be right."""

from fractions import Fraction

import pytest

from calculator.usage.analysis.bill import UsageLine
from calculator.usage.analysis.model_use import ModelUse
from calculator.usage.analysis.odd_prices import OddPrice, odd_prices

LISTED = {"m": {"input": Fraction(3)}}


def use(price: str) -> ModelUse:
    line = UsageLine(month="2026-10", model="m", kind="input", unit="token", quantity=Fraction(1))
    return ModelUse("m", [line], {"input": Fraction(price)})


@pytest.mark.parametrize(
    ("price", "odd"), [("30", False), ("30.1", True), ("0.3", False), ("0.29", True), ("3", False)]
)
def test_a_price_more_than_ten_times_off_the_list_is_odd(price: str, odd: bool) -> None:
    expected = [OddPrice("m", "input", Fraction(price), Fraction(3))] if odd else []

    assert odd_prices([use(price)], LISTED) == expected


def test_a_price_of_a_model_on_no_list_is_compared_with_nothing() -> None:
    assert odd_prices([use("825")], {}) == []


def test_an_odd_price_is_told_with_both_numbers() -> None:
    assert OddPrice("m", "input", Fraction(825), Fraction(5)).in_words() == (
        "Input price of m: $825.00 per million tokens by this bill, $5.00 on the price list. They are more "
        "than 10 times apart: money and tokens may be of different work, or of different units."
    )
