"""The engine: every golden case, an independent computation, and what must hold for any workload."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.domain.cost_lines import LINES, Estimate
from calculator.domain.costs import estimate
from calculator.domain.formulas.lines import explain
from calculator.domain.what_if.volume_curve import twelve_months
from calculator.domain.workload_input import parse_workload
from tests.calculator.by_hand import ByHand
from tests.calculator.workloads import agents, workloads

GOLDEN = [
    json.loads(line)
    for name in ("golden_costs.jsonl", "golden_costs2.jsonl")
    for line in (Path(__file__).parents[1] / name).read_text().splitlines()
]
CONVERSATION: dict[str, Any] = {
    "input_tokens": 5000,
    "output_tokens": 2000,
    "input_price": 3,
    "output_price": 15,
    "units_per_month": 1000,
}


PRICES = ("input_price", "output_price")


def cost(**fields: object) -> Estimate:
    return estimate(parse_workload(CONVERSATION | fields))


def monthly(found: Estimate) -> dict[str, Fraction]:
    return {line.key: line.monthly for line in found.lines}


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["title"])
def test_a_golden_case_comes_out_exactly(case: dict[str, Any]) -> None:
    found = estimate(parse_workload(case["workload"])).as_json()

    lines = {line["key"]: line for line in found["lines"]}  # type: ignore[attr-defined]
    expected = case["estimate"]
    for key, amount in expected["lines"].items():
        assert abs(Fraction(lines[key]["monthly"]) - Fraction(amount)) < Fraction(1, 10**12), key
    # A line that is newer than the case costs it nothing, and is no part of what was entered.
    newer = {key: line for key, line in lines.items() if key not in expected["lines"]}
    assert [key for key, line in newer.items() if line["entered"] or Fraction(line["monthly"])] == []
    for name, number in expected.items():
        if name == "lines":
            continue
        if name == "paying_volumes":
            assert found[name] == number
            continue
        assert (found[name] is None) == (number is None), name
        if number is not None:
            assert abs(Fraction(str(found[name])) - Fraction(number)) < Fraction(1, 10**12), name


@given(st.one_of(workloads(), agents()))
def test_any_workload_equals_the_slow_computation(workload: dict[str, Any]) -> None:
    by_hand = ByHand(workload)

    found = estimate(parse_workload(workload))

    assert monthly(found) == by_hand.lines()
    assert found.token_cost_per_unit == by_hand.attempt()
    assert found.attempts_per_unit == by_hand.attempts()
    assert found.total_monthly == by_hand.total()
    assert found.variable_cost_per_unit == by_hand.variable()
    assert found.net_monthly == by_hand.net()
    assert found.saving_against_human_monthly == by_hand.saving_against_human()
    assert found.total_yearly == by_hand.year()
    assert found.visible == by_hand.visible()
    assert found.billed == by_hand.visible() + by_hand.lines()["retries"]
    assert found.payback_months == by_hand.payback()


@given(agents())
def test_what_capacity_does_and_what_a_review_avoids_equal_the_slow_computation(
    workload: dict[str, Any],
) -> None:
    by_hand, found = ByHand(workload), estimate(parse_workload(workload))
    run_on_it = by_hand.run_on_capacity()
    tokens = by_hand.units * by_hand.attempts() * run_on_it
    seconds = by_hand.instances() * by_hand.get("capacity_hours") * 3600
    could = seconds * by_hand.get("capacity_tokens_per_second")
    capacity = by_hand.lines()["capacity"]

    assert found.capacity_utilisation == (tokens / could if could and run_on_it else None)
    assert found.capacity_cost_per_million_tokens == (
        capacity / tokens * 10**6 if capacity and tokens and run_on_it else None
    )
    one_less = by_hand.errors(Fraction(0)) - by_hand.errors(Fraction(1))
    if found.avoided_error_cost_per_review is not None and by_hand.units:
        assert found.avoided_error_cost_per_review == one_less / by_hand.units


@given(st.one_of(workloads(), agents()))
def test_lines_sum_to_the_total_and_split_into_fixed_and_variable(workload: dict[str, Any]) -> None:
    found = estimate(parse_workload(workload))

    assert sum(line.monthly for line in found.lines) == found.total_monthly
    assert found.fixed_monthly + found.variable_cost_per_unit * found.units_per_month == found.total_monthly
    if found.total_monthly:
        assert sum(line.share or 0 for line in found.lines) == 1
        assert (found.visible_share or 0) + (found.hidden_share or 0) == 1


def net_at(workload: dict[str, Any], volume: int) -> Fraction:
    """What is left of a month with so many units, calculated by hand."""
    other = {
        name: value for name, value in workload.items() if name not in {"units_per_day", "days_per_month"}
    }
    return ByHand(other | {"units_per_month": volume}).net() or Fraction(0)


@given(st.one_of(workloads(), agents()))
def test_runs_of_paying_volumes_begin_and_end_where_a_month_by_hand_does(workload: dict[str, Any]) -> None:
    found = estimate(parse_workload(workload))

    for first, last in (found.paying and found.paying.runs) or ():
        assert net_at(workload, first) >= 0
        assert first == 0 or net_at(workload, first - 1) < 0
        if last is not None:
            assert net_at(workload, last) >= 0 > net_at(workload, last + 1)
    if found.break_even_units is not None:
        later = found.break_even_units + int(found.units_per_month)
        assert net_at(workload, later) >= 0


@given(st.one_of(workloads(), agents()))
def test_break_even_review_rate_is_the_last_one_that_pays(workload: dict[str, Any]) -> None:
    by_hand = ByHand(workload)

    rate = estimate(parse_workload(workload)).break_even_review_rate

    if rate is not None:
        value = by_hand.get("value_per_unit") * by_hand.accepted()
        now = by_hand.get("review_rate")
        others = by_hand.total() - by_hand.review(now) - by_hand.errors(now)
        at_rate = value - others - by_hand.review(rate) - by_hand.errors(rate)
        assert at_rate == 0 if 0 < rate < 1 else True
        assert at_rate <= 0 if rate == 0 else at_rate >= 0


@given(st.one_of(workloads(), agents()))
def test_zero_units_give_null_and_no_error(workload: dict[str, Any]) -> None:
    volume = {"units_per_month": 0, "units_per_day": 0}
    asked = {name: value for name, value in workload.items() if name not in volume} | {"units_per_month": 0}

    found = estimate(parse_workload(asked))

    assert found.cost_per_unit is None
    assert found.cost_per_accepted_unit is None
    assert found.cost_per_handled_unit is None
    assert found.break_even_value_per_unit is None
    assert found.break_even_review_rate is None
    # Seats and instances are paid for whatever is done with them.
    assert (found.hidden_per_visible_dollar is None) == (not found.visible)
    assert found.total_monthly == found.fixed_monthly
    assert found.variable_cost_per_unit is not None


def test_linear_lines_double_with_volume_and_fixed_ones_stay() -> None:
    parts = {"vector_db_per_unit": "0.003", "retry_rate": "0.1", "upkeep_monthly": 700, "build_cost": 1200}

    once, twice = monthly(cost(**parts)), monthly(cost(**parts, units_per_month=2000))

    assert [twice[key] / once[key] for key in ("tokens", "retries", "vector_db")] == [2, 2, 2]
    assert [twice[key] for key in ("upkeep", "build")] == [once[key] for key in ("upkeep", "build")]


def test_review_cost_grows_with_units_and_reaches_the_cost_of_a_unit() -> None:
    reviewed = cost(review_rate="0.1", review_minutes=6, reviewer_hourly_cost=48)

    assert monthly(reviewed)["human_review"] == 480
    assert reviewed.cost_per_unit == Fraction("0.045") + Fraction("0.48")


def test_reviewers_on_the_payroll_come_in_whole_people() -> None:
    staffing = {"review_rate": "0.1", "reviews_per_reviewer": 100, "reviewer_monthly_cost": 10000}

    assert monthly(cost(**staffing))["human_review"] == 10000
    assert monthly(cost(**staffing, units_per_month=1001))["human_review"] == 20000
    assert monthly(cost(**staffing, units_per_month=0))["human_review"] == 0


def test_cached_tokens_are_part_of_the_input_and_not_on_top_of_it() -> None:
    all_cached = cost(cache_read_share=1, cache_read_price="0.3", output_tokens=0, units_per_month=1)

    assert all_cached.total_monthly == Fraction("0.0015")


def test_a_cache_without_its_price_says_so_and_pays_the_long_context_price_above_the_threshold() -> None:
    long = {
        "long_context_threshold": 1000,
        "long_context_input_price": 6,
        "long_context_output_price": 30,
        "cache_read_share": "0.5",
    }

    found = cost(**long)

    assert found.token_cost_per_unit == Fraction(5000 * 6 + 2000 * 30, 10**6)
    assert [note.field for note in found.notes] == ["cache_read_price"]


def test_a_line_counts_as_entered_when_any_of_its_costs_is_given_even_as_zero() -> None:
    found = cost(retry_rate=0, review_rate="0.2", tools_monthly=0, build_months=6, days_per_month=20)

    assert {line.key for line in found.lines if line.entered} == {
        "tokens",
        "retries",
        "human_review",
        "tools",
    }
    assert found.complete is False


def test_lines_keep_their_order_and_what_a_vendor_of_ai_bills_is_visible() -> None:
    found = cost()

    assert tuple(line.key for line in found.lines) == LINES
    assert [line.key for line in found.lines if line.visible] == ["tokens", "seats", "capacity"]


def test_a_retry_rate_of_one_uses_every_retry_and_never_succeeds() -> None:
    found = cost(retry_rate=1, max_retries=3)

    assert found.attempts_per_unit == 4
    assert found.never_succeeds_share == 1


def test_break_even_review_rate_is_null_when_review_costs_nothing_or_is_staffed() -> None:
    staffing = {"reviews_per_reviewer": 100, "reviewer_monthly_cost": 10000}

    assert cost(value_per_unit=1, review_rate="0.1").break_even_review_rate is None
    assert cost(value_per_unit=1, review_rate="0.1", **staffing).break_even_review_rate is None
    by_minute = cost(value_per_unit=1, review_minutes=6, reviewer_hourly_cost=48)
    assert by_minute.break_even_review_rate == Fraction("0.955") / Fraction("4.8")


@pytest.mark.parametrize("months", ["0.001", "0.5", "1"])
def test_no_month_has_more_of_a_build_than_it_costs(months: str) -> None:
    inputs = {**CONVERSATION, **dict.fromkeys(PRICES, 0), "build_cost": 12_000, "build_months": months}
    found = estimate(parse_workload(inputs))
    year = [month.total for month in twelve_months(parse_workload(inputs))]

    assert (found.total_monthly, found.total_yearly, year) == (12_000, 12_000, [12_000, *[0] * 11])
    assert ByHand(inputs).year() == 12_000
    [build] = [each for each in explain(parse_workload(inputs), found) if each.key == "build"]
    assert (build.formula, build.substituted) == ("build cost", "$12,000")
