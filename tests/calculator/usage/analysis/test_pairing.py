"""Two views of one month, put together and never added up."""

from fractions import Fraction
from typing import Any

import pytest

from calculator.usage.analysis.bill import UsageLine
from calculator.usage.analysis.pairing import are_a_pair, paired, paired_in
from calculator.usage.formats import not_told
from tests.calculator.usage.analysis.bills import lines_of


def line(**fields: Any) -> UsageLine:
    return UsageLine(**{"month": "2026-10", "model": "m", "kind": "input", "unit": "token", **fields})


@pytest.mark.parametrize(
    ("one", "other", "pair"),
    [
        ("openai-usage", "openai-dashboard-cost", True),
        ("anthropic-console-cost", "anthropic-console-tokens", True),
        ("aws-cur2", "bedrock-invocation-log", True),
        ("openai-usage", "openai-dashboard-usage", False),
        ("openai-usage", "anthropic-cost-report", False),
        ("focus", "openai-costs", False),
        ("openai-usage", "openai-usage", False),
    ],
)
def test_usage_and_cost_of_one_vendor_are_a_pair(one: str, other: str, pair: bool) -> None:
    assert are_a_pair(one, other) is pair
    assert are_a_pair(other, one) is pair


def test_quantities_get_their_money_by_model_lane_and_kind() -> None:
    found, left = paired(lines_of("anthropic-usage-report.json"), lines_of("anthropic-cost-report.json"))

    assert left == []
    prices = {
        (each.model, each.lane, each.kind): each.billed / each.quantity * 10**6
        for each in found
        if each.unit == "token" and each.billed and each.quantity
    }
    assert prices["claude-sonnet-4-6", "standard", "cache_write_1h"] == 6
    assert prices["claude-sonnet-4-6", "batch", "output"] == Fraction("7.5")
    [search] = [each for each in found if each.unit == "search"]
    assert (search.quantity, search.billed) == (50, Fraction("0.5"))


def test_tokens_are_not_counted_twice_and_money_without_use_is_left() -> None:
    usage = [line(quantity=Fraction(10), slice={"key": "a"}), line(quantity=Fraction(5), slice={"key": "b"})]
    costs = [
        line(billed=Fraction(3), currency="USD", money_kind="billed"),
        line(kind="output", billed=Fraction(1)),
    ]

    found, left = paired(usage, costs)

    assert [(each.quantity, each.billed, each.slice) for each in found] == [(15, 3, {})]
    assert [(each.kind, each.billed) for each in left] == [("output", 1)]


def test_a_model_that_is_called_otherwise_in_the_cost_is_led_to_its_usage() -> None:
    found, left = paired(
        [line(quantity=Fraction(10))], [line(model="Model M", billed=Fraction(3))], {"Model M": "m"}
    )

    assert ([each.billed for each in found], left) == ([3], [])


def test_tokens_that_a_cost_export_counts_too_are_not_added_to_those_of_usage() -> None:
    costs = [line(kind="cache_read", quantity=Fraction(4), billed=Fraction(1))]

    assert [each.quantity for each in paired([line(quantity=Fraction(10))], costs)[1]] == [None]
    assert [each.quantity for each in paired([], costs)[1]] == [4]


def views(usage: dict[str, int], costs: dict[str, int]) -> tuple[list[UsageLine], list[UsageLine]]:
    """Tokens and money of each key."""
    return (
        [line(quantity=Fraction(number), slice={"key": key}) for key, number in usage.items()],
        [line(billed=Fraction(number), slice={"key": key}) for key, number in costs.items()],
    )


def test_a_slice_that_both_views_know_alike_has_its_own_money() -> None:
    found, agree = paired_in(*views({"a": 10, "b": 30}, {"a": 21, "b": 60}), {"key": "a"})

    assert ([(each.quantity, each.billed) for each in found], agree) == ([(10, 21)], True)


@pytest.mark.parametrize("costs", [{"a": 81}, {"a": 61, "b": 20}, {"b": 81}])
def test_where_the_views_disagree_on_a_slice_it_has_its_share_of_the_whole(costs: dict[str, int]) -> None:
    found, agree = paired_in(*views({"a": 10, "b": 30}, costs), {"key": "a"})

    assert ([(each.quantity, each.billed) for each in found], agree) == ([(10, Fraction(81, 4))], False)


def test_formats_say_which_cached_tokens_they_would_not_tell() -> None:
    assert not_told("openai-dashboard-cost") == {"cache_read", "cache_write"}
    assert not_told("openai-usage") == {"cache_write"}
    assert not_told("anthropic-usage-report") == frozenset()
