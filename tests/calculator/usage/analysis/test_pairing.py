"""Two views of one month, put together and never added up."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.usage.analysis.bill import UsageLine
from calculator.usage.analysis.pairing import (
    DISAGREE,
    NOT_STATED,
    STATED,
    are_a_pair,
    doubts_on,
    paired,
    paired_in,
)
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


def test_a_slice_that_pays_other_prices_than_the_rest_has_the_money_that_the_cost_states() -> None:
    found, agree = paired_in(*views({"a": 10, "b": 30}, {"a": 61, "b": 20}), {"key": "a"})

    assert ([(each.quantity, each.billed) for each in found], agree) == ([(10, 61)], True)


def test_a_slice_of_batch_calls_has_its_own_money_where_the_cost_knows_no_lanes() -> None:
    usage, costs = views({"a": 10, "b": 10}, {"a": 30, "b": 15})
    usage[1] = replace(usage[1], lane="batch")

    paid = {key: sum(each.billed or 0 for each in paired_in(usage, costs, {"key": key})[0]) for key in "ab"}

    assert paid == {"a": 30, "b": 15}


def test_money_that_the_cost_places_nowhere_goes_to_the_parts_that_have_none() -> None:
    usage, costs = views({"a": 10, "b": 30, "c": 60}, {"a": 5, "": 12})
    usage[2] = replace(usage[2], lane="batch")

    found = {key: paired_in(usage, costs, {"key": key}) for key in "abc"}

    assert {key: (lines[0].billed, agree) for key, (lines, agree) in found.items()} == {
        "a": (5, True),
        "b": (6, False),
        "c": (6, False),
    }


def test_a_cost_that_counts_other_tokens_of_a_slice_than_the_usage_states_its_money_all_the_same() -> None:
    usage, costs = views({"a": 10, "b": 30}, {"a": 20, "b": 20})
    costs = [replace(each, quantity=Fraction(20)) for each in costs]

    found, agree = paired_in(usage, costs, {"key": "a"})

    assert ([each.billed for each in found], agree) == ([20], False)
    assert doubts_on(usage, costs, {"key": "a"}) == (STATED,)


def test_one_part_that_either_view_calls_otherwise_is_the_same() -> None:
    found, agree = paired_in(*views({"a": 10}, {"Alpha": 7}), {"key": "a"})

    assert ([each.billed for each in found], agree) == ([7], True)


PAIRS_OF_SAMPLES = [
    ("openai-usage-completions.json", "openai-dashboard-cost.csv"),
    ("openai-dashboard-usage.csv", "openai-dashboard-cost.csv"),
    ("anthropic-usage-report.json", "anthropic-cost-report.json"),
    ("anthropic-usage-report.json", "anthropic-console-cost.csv"),
    ("bedrock-invocation-log.json.gz", "aws-cur2-bedrock.csv"),
]


@pytest.mark.parametrize("names", PAIRS_OF_SAMPLES)
def test_the_slices_of_a_pair_of_samples_add_up_to_its_whole_bill(names: tuple[str, str]) -> None:
    assert_whole(*(lines_of(name, by=None) for name in names))


@given(st.data())
def test_the_slices_of_a_made_up_pair_add_up_to_its_whole_bill(data: st.DataObject) -> None:
    """Parts and lanes that one view knows alone, tokens that the cost counts otherwise, money for nothing."""
    number = st.integers(1, 99).map(Fraction)
    words = st.fixed_dictionaries({}, optional=dict.fromkeys(("key", "project"), st.sampled_from("ab")))
    both = {
        "model": st.sampled_from(["m", "n"]),
        "lane": st.sampled_from(["standard", "batch"]),
        "kind": st.sampled_from(["input", "output"]),
        "slice": words,
    }
    usage = st.builds(line, **both, quantity=number)
    cost = st.builds(line, **both, quantity=st.none() | number, billed=number)
    assert_whole(data.draw(st.lists(usage, max_size=6)), data.draw(st.lists(cost, max_size=6)))


def assert_whole(usage: list[UsageLine], costs: list[UsageLine]) -> None:
    """By each word that lines may be chosen by: its parts, and what has no such word, are all of the bill."""
    whole = [each for lines in paired(usage, costs) for each in lines]
    assert whole or not usage
    for name in {"key"} | {name for each in (*usage, *costs) for name in each.slice}:
        parts = {each.slice.get(name, "") for each in (*usage, *costs)}
        found = [each for part in parts for each in paired_in(usage, costs, {name: part})[0]]
        assert totals(found) == totals(whole)


def totals(lines: list[UsageLine]) -> dict[tuple[str, str, str], tuple[Fraction, ...]]:
    """What was billed and used of each model and kind; amounts of 0 are as if they were not there."""
    found: dict[tuple[str, str, str], tuple[Fraction, ...]] = {}
    for each in lines:
        key, zero = (each.model, each.kind, each.unit), (Fraction(0),) * 3
        more = (each.billed or Fraction(0), each.on_list or Fraction(0), each.quantity or Fraction(0))
        found[key] = tuple(one + other for one, other in zip(found.get(key, zero), more, strict=True))
    return {key: amounts for key, amounts in found.items() if any(amounts)}


@pytest.mark.parametrize(
    ("costs", "money", "doubt"),
    [
        ({"": 81}, Fraction(81, 4), DISAGREE),
        ({"Alpha": 40, "Beta": 41}, Fraction(81, 4), DISAGREE),
        ({"a": 81}, 81, STATED),
        ({"b": 81}, None, NOT_STATED),
        ({"b": 80, "c": 1}, None, NOT_STATED),
    ],
)
def test_a_slice_shares_no_money_that_the_cost_states_for_a_part_of_the_usage(
    costs: dict[str, int], money: Fraction | None, doubt: str
) -> None:
    both = views({"a": 10, "b": 30}, costs)

    found, agree = paired_in(*both, {"key": "a"})

    assert ([(each.quantity, each.billed) for each in found], agree) == ([(10, money)], False)
    assert doubts_on(*both, {"key": "a"}) == (doubt,)


def test_a_part_of_which_the_cost_counts_the_tokens_of_the_usage_is_known_alike() -> None:
    """$43.40 of one project, and tokens of two."""
    usage, costs = views({"a": 10, "b": 30}, {"b": 43})
    costs = [replace(each, quantity=Fraction(30)) for each in costs]

    found, agree = paired_in(usage, costs, {"key": "b"})

    assert ([each.billed for each in found], agree) == ([43], True)


def test_formats_say_which_cached_tokens_they_would_not_tell() -> None:
    assert not_told("openai-dashboard-cost") == {"cache_read", "cache_write"}
    assert not_told("openai-usage") == {"cache_write"}
    assert not_told("anthropic-usage-report") == frozenset()


def test_what_was_added_up_says_where_each_of_its_lines_is_and_who_paid_for_it() -> None:
    """The sums behind an input are all of them, of whatever key or part."""
    used = [line(quantity=Fraction(n), slice={"key": f"k{n}"}, place=n) for n in range(1, 5)]
    paid = [line(billed=Fraction(n), slice={"project": f"p{n}"}, place=10 + n) for n in range(2)]

    [found], _left = paired(used, paid)
    [own], _alike = paired_in(used, paid, {"key": "k3"})

    assert (found.quantity, found.places, found.paid_by) == (10, {1, 2, 3, 4}, {10, 11})
    assert (own.quantity, own.places, own.paid_by) == (3, {3}, {10, 11})


def test_very_many_lines_are_added_without_copying_the_places_of_all_before() -> None:
    used = [line(quantity=Fraction(1), place=n) for n in range(20_000)]

    [found], _left = paired(used, [])

    assert found.places == set(range(20_000))
