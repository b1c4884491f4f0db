"""How amounts are said where they turn: a dollar, a thousand, one in the reader's own currency."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from assessment.domain.savings import Gain
from runrate.reports.domain.currency import Exchange
from runrate.reports.domain.evaluation import Scenario, dollars, read, span
from runrate.reports.domain.inputs import Costed, Source
from tests.reports.readers import DAY, sheet, source, workload

A_MONTH: dict[str, Any] = {"input_tokens": 0, "output_tokens": 0, "input_price": 0, "output_price": 0}


def costing(monthly: object, *, rate: str = "1") -> Scenario:
    """A scenario of so many dollars per month for two units, in a currency of its own."""
    inputs = workload({**A_MONTH, "units_per_month": 2, "upkeep_monthly": monthly})
    exchange = Exchange("EUR", Decimal(rate), date(2026, 11, 1))
    scenario = read(Source(DAY, None, Costed(inputs, exchange=exchange))).scenario
    assert scenario is not None
    return scenario


@pytest.mark.parametrize(
    ("monthly", "shown"), [("0.999", "$0.1234"), ("1", "$0.12"), ("1.5", "$0.12"), ("2", "$0.12")]
)
def test_an_amount_has_cents_from_a_dollar_a_month_on(monthly: str, shown: str) -> None:
    assert costing(monthly).amount(Fraction("0.1234")) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [("0.125", "€0.25"), ("0.0625", "€0.125"), ("0.5", "€1.00"), ("0.5625", "€1.13")],
)
def test_an_amount_below_one_of_the_readers_currency_is_said_as_a_price(value: str, shown: str) -> None:
    assert costing(5, rate="2").exchanged(Fraction(value)) == shown


def test_without_a_currency_there_is_nothing_to_exchange() -> None:
    scenario = read(source(None, workload())).scenario

    assert scenario is not None
    with pytest.raises(ValueError, match=r"^This scenario is in dollars\.$"):
        scenario.exchanged(1)


def test_a_report_needs_one_half_at_least() -> None:
    with pytest.raises(ValueError, match=r"^A report needs an assessment, a scenario, or both\.$"):
        read(Source(DAY))
    assert read(source(sheet(2))).scenario is None
    assert read(source(None, workload())).assessment is None


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0", "$0"),
        ("0.57", "$0.57"),
        ("0.996", "$1"),
        ("9.99", "$10"),
        ("10.4", "$10"),
        ("-0.57", "−$0.57"),
        ("0.0003", "$0.0003"),
    ],
)
def test_a_saving_has_cents_below_one_dollar(value: str, shown: str) -> None:
    assert dollars(Fraction(value)).replace("-", "−") == shown


@pytest.mark.parametrize(
    ("low", "base", "high", "shown"),
    [
        ("20", "30", "40", "$20 to $40"),
        ("40", "30", "20", "$20 to $40"),
        ("20", "40", "30", "$20 to $40"),
        ("20", "20", "30", "$20 to $30"),
        ("20", "20.2", "20.4", "$20"),
    ],
)
def test_a_span_runs_from_the_lowest_case_to_the_highest(low: str, base: str, high: str, shown: str) -> None:
    assert span(Gain(Fraction(low), Fraction(base), Fraction(high))) == shown
