"""One visible share, told in the same digits everywhere, and all other shares so that they add up with it."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from calculator.domain.costs import estimate
from calculator.domain.shares import (
    hidden_percent,
    largest_of,
    largest_percent,
    line_percentages,
    line_shares,
    visible_percent,
)
from calculator.domain.workload_input import parse_workload
from runrate.core.numbers import half_up, percent, percentage
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
        ("1000000", "under 0.1%", "over 99.9%"),
        ("0.0001", "over 99.9%", "under 0.1%"),
    ],
)
def test_what_is_visible_and_what_is_hidden_add_up_as_printed(others: str, visible: str, hidden: str) -> None:
    found = estimate(parse_workload(TOKENS | {"upkeep_monthly": others}))

    assert (visible_percent(found), hidden_percent(found)) == (visible, hidden)


@pytest.mark.parametrize(
    ("others", "lines"),
    [
        ("1000000", ["under 0.1%", "over 99.9%"]),
        ("0.0001", ["over 99.9%", "under 0.1%"]),
        ("3", ["33.3%", "66.7%"]),
    ],
)
def test_a_line_is_printed_by_the_same_rule_as_the_two_sides(others: str, lines: list[str]) -> None:
    found = estimate(parse_workload(TOKENS | {"upkeep_monthly": others}))

    shares = dict(zip([line.key for line in found.listed], line_shares(found), strict=True))
    assert [shares["tokens"], shares["upkeep"]] == lines == [visible_percent(found), hidden_percent(found)]
    assert largest_percent(found) == (lines[0] if others == "0.0001" else lines[1])
    assert shares["build"] == "0.0%"


def test_nothing_has_no_shares() -> None:
    found = estimate(parse_workload(TOKENS | {"units_per_month": 0}))

    assert (visible_percent(found), hidden_percent(found)) == ("–", "–")


@given(workloads())
def test_the_lines_above_the_waterline_add_up_to_the_one_visible_share(inputs: dict[str, Any]) -> None:
    found = estimate(parse_workload(inputs))
    shares = dict(zip(found.listed, line_percentages(found), strict=True))

    if found.visible_share is not None:
        seen = sum((share for line, share in shares.items() if line.visible), Decimal(0))
        told = visible_percent(found)
        if told not in {"under 0.1%", "over 99.9%"}:
            assert percentage(seen.quantize(Decimal("0.1"))) == told
        assert seen == half_up(found.visible_share * 100, 1)
        assert sum(shares.values()) == 100


@given(workloads())
def test_the_largest_line_has_one_share_alone_and_among_the_others(inputs: dict[str, Any]) -> None:
    found = estimate(parse_workload(inputs))
    largest = largest_of(found)

    if largest is not None and largest.share is not None:
        told = dict(zip(found.listed, map(percentage, line_percentages(found)), strict=True))[largest]
        nearly_all = told == "100.0%" and largest.share < 1
        assert largest_percent(found) == ("over 99.9%" if nearly_all else told)
        # Half up, but where the two sides of the waterline are a tie and cannot both be rounded up.
        ties = {percentage(half_up(largest.share * 100 - Fraction(less, 20), 1)) for less in (0, 1)}
        assert told in ties if largest.share * 2000 % 2 == 1 else told == percent(largest.share)


def test_a_share_that_needs_a_tenth_for_the_sum_takes_it_from_smaller_lines() -> None:
    """55.94% of 37,185 was told as 56.0% in one place and as 55.9% in another."""
    others = dict.fromkeys(("tools_monthly", "infrastructure_monthly"), "6.01")
    lines = {"upkeep_monthly": "55.94", "vector_db_monthly": "14.02", "observability_monthly": "10.01"}
    free = {"input_price": 0, "output_price": 0, "integrations_monthly": "8.01"}
    found = estimate(parse_workload(TOKENS | lines | others | free))

    assert largest_percent(found) == "55.9%"
    assert sum(line_percentages(found)) == 100
