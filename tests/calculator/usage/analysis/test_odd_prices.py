"""Prices of a bill that can hardly be right."""

from fractions import Fraction

import pytest

from calculator.usage.analysis.bill import UsageLine
from calculator.usage.analysis.model_use import ModelUse
from calculator.usage.analysis.odd_prices import Gap, OddPrice, odd_prices

OF_DAYS = "The usage is of a/b, the cost of c/d."
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


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (
            Gap("2026-10", ("1000",), ("1050",), Fraction(105, 100), "m"),
            "The usage counts 1000 tokens of m, the cost 1050: prices from both are 5.0% too high.",
        ),
        (
            Gap("2026-10", ("1000",), ("900",), Fraction(9, 10), ""),
            "The usage counts 1000 tokens of no model, the cost 900: prices from both are 10.0% too low.",
        ),
        (Gap("2026-10", ("a", "b"), ("c", "d"), None), OF_DAYS),
        (
            Gap("2026-10", ("a", "b"), ("c", "d"), Fraction(1)),
            f"{OF_DAYS} These are as many days: if all are alike, prices from both are right.",
        ),
        (
            Gap("2026-10", ("a", "b"), ("c", "d"), Fraction(31, 30)),
            f"{OF_DAYS} If all days are alike: prices from both are 3.3% too high.",
        ),
    ],
)
def test_a_gap_says_both_sides_and_how_far_prices_are_off(gap: Gap, said: str) -> None:
    assert gap.in_words() == said
