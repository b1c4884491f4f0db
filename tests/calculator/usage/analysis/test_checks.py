"""Tokens at list prices against money: what a factor may mean."""

from fractions import Fraction
from typing import Any

import pytest

from calculator.usage.analysis.bill import UsageLine
from calculator.usage.analysis.checks import checks_of_lines, price_checks, row_check
from tests.calculator.usage.analysis.bills import LISTED, lines_of
from tests.calculator.usage.conftest import read_one
from tests.calculator.usage.expected import EXPECTED, SAMPLES

PRICES = {"m": {"input": Fraction(2), "output": Fraction(8)}}


def line(billed: Any, **fields: Any) -> UsageLine:
    return UsageLine(
        **{
            "month": "2026-10",
            "model": "m",
            "kind": "input",
            "unit": "token",
            "quantity": Fraction(10**6),
            "billed": Fraction(billed),
            "currency": "USD",
            "money_kind": "billed",
            **fields,
        }
    )


@pytest.mark.parametrize(
    ("billed", "passed", "said"),
    [
        ("2", True, "the same"),
        ("2.0005", True, "less than 0.1% apart"),
        ("1.8", True, "10.0% less"),
        ("2.2", True, "10.0% more"),
        ("200", False, "money may be in cents"),
        ("0.02", False, "money may be in hundreds"),
        ("2000", False, "tokens may be counted in thousands"),
        ("0.002", False, "tokens may be a thousand times too many"),
        ("2.7", False, "money is more than tokens at list prices: tokens or a price are missing"),
        (
            "1.5",
            False,
            "money is less than tokens at list prices: a discount, or cached tokens counted twice",
        ),
    ],
)
def test_a_factor_between_money_and_tokens_is_put_in_words(billed: str, passed: bool, said: str) -> None:
    [check] = price_checks([line(billed)], PRICES)

    assert (check.subject, check.expected, check.passed, check.message) == ("m", 2, passed, said)


def test_money_of_another_currency_has_no_check_until_its_rate_is_known() -> None:
    beside = line(4, quantity=None, kind="other", currency="EUR")
    other, both = line(2, model="x"), {"m": PRICES["m"], "x": PRICES["m"]}
    lines = [line(2, quantity=Fraction(4 * 10**6)), beside, other]

    without, rated = (
        checks_of_lines(lines, lambda _names: both, rates) for rates in ({}, {"EUR": Fraction(3, 2)})
    )

    assert [each.subject for each in without] == ["x"]
    assert [(each.subject, each.found, each.message) for each in rated] == [
        ("m", 8, "the same"),
        ("x", 2, "the same"),
    ]


def test_batch_calls_are_compared_at_half() -> None:
    [check] = price_checks([line(1, lane="batch")], PRICES)

    assert (check.expected, check.passed) == (1, True)


def test_models_without_a_price_or_money_are_not_compared() -> None:
    assert (
        price_checks([line(1, model="x"), line(0), line(1, model="", kind="other", unit="other")], PRICES)
        == []
    )


def test_money_of_the_sample_agrees_with_its_tokens() -> None:
    [check] = price_checks(lines_of("openrouter-activity.csv"), LISTED)

    assert (check.expected, check.found, check.passed) == (Fraction("0.02254"), Fraction("0.02254"), True)


@pytest.mark.parametrize("name", EXPECTED)
def test_every_row_of_a_sample_is_counted_once(name: str) -> None:
    assert row_check(read_one(SAMPLES / name)).passed


def test_a_row_that_is_missing_is_noticed() -> None:
    reading = read_one(SAMPLES / "cursor-usage-events.csv")
    reading.read += 1

    assert row_check(reading).passed is False
