"""One visible share, told in the same digits everywhere, and all other shares so that they add up with it."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from calculator.domain.costs import estimate
from calculator.domain.shares import hidden_percent, line_percentages, visible_percent
from calculator.domain.workload_input import parse_workload
from runrate.core.numbers import half_up, percentage
from tests.calculator.workloads import workloads

TOKENS = {
    "units_per_month": 1000,
    "input_tokens": 1000,
    "output_tokens": 100,
    "input_price": 1,
    "output_price": 5,
}
"""$1.50 a month."""


@pytest.mark.parametrize(
    ("others", "visible", "hidden"),
    [
        ("22.5", "6.3%", "93.7%"),  # 6.25 and 93.75: each alone would round up
        ("3", "33.3%", "66.7%"),
        ("0", "100.0%", "0.0%"),
        ("1000000", "0.0%", "100.0%"),
    ],
)
def test_what_is_visible_and_what_is_hidden_add_up_as_printed(others: str, visible: str, hidden: str) -> None:
    found = estimate(parse_workload(TOKENS | {"upkeep_monthly": others}))

    assert (visible_percent(found), hidden_percent(found)) == (visible, hidden)


def test_nothing_has_no_shares() -> None:
    found = estimate(parse_workload(TOKENS | {"units_per_month": 0}))

    assert (visible_percent(found), hidden_percent(found)) == ("–", "–")


@given(workloads())
def test_the_lines_above_the_waterline_add_up_to_the_one_visible_share(inputs: dict[str, Any]) -> None:
    found = estimate(parse_workload(inputs))
    shares = dict(zip(found.listed, line_percentages(found), strict=True))

    if found.visible_share is not None:
        seen = sum((share for line, share in shares.items() if line.visible), Decimal(0))
        assert percentage(seen.quantize(Decimal("0.1"))) == visible_percent(found)
        assert seen == half_up(found.visible_share * 100, 1)
        assert sum(shares.values()) == 100
