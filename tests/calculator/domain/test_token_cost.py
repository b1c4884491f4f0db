"""One attempt, call by call: tiers, caches, batch, fees and contracted prices, against sums by hand."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.domain.costs import numbers
from calculator.domain.token_cost import (
    FLAT,
    STEPS,
    attempt_cost,
    attempt_tokens,
    call_tokens,
    price_classes,
    steps_of,
)
from calculator.domain.workload_input import parse_workload

ONE: dict[str, Any] = {"input_tokens": 0, "output_tokens": 0, "input_price": 0, "output_price": 0}
GROWING: dict[str, Any] = {
    "calls": 20,
    "input_tokens": 8000,
    "input_growth": 12_000,
    "output_tokens": 1000,
    "input_price": 3,
    "output_price": 15,
    "long_context_threshold": 200_000,
    "long_context_input_price": 6,
    "long_context_output_price": "22.5",
}
GPT_4O: dict[str, Any] = {
    "input_tokens": 100_000,
    "output_tokens": 1000,
    "input_price": "2.5",
    "output_price": 10,
    "cache_read_price": "1.25",
    "cache_read_share": "0.9",
    "batch_share": 1,
}


def attempt(**fields: object) -> Fraction:
    return attempt_cost(numbers(parse_workload({"units_per_month": 1} | fields)))


def test_growing_calls_are_priced_each_in_its_own_tier() -> None:
    """N13."""
    by_call = sum(
        (
            Fraction(tokens * (6 if tokens > 200_000 else 3), 10**6)
            + Fraction(1000, 10**6) * (Fraction("22.5") if tokens > 200_000 else 15)
            for tokens in range(8000, 8000 + 20 * 12_000, 12_000)
        ),
        Fraction(0),
    )

    assert attempt(steps=[GROWING]) == by_call == Fraction("9.6585")


def test_calls_taken_as_equal_miss_the_cliff_that_growing_ones_reach() -> None:
    mean = GROWING | {"calls_per_unit": 20, "input_tokens": 2_440_000, "output_tokens": 20_000}
    flat = {name: value for name, value in mean.items() if name not in {"calls", "input_growth"}}

    assert attempt(**flat) == Fraction("7.62")


@pytest.mark.parametrize(
    ("cached", "cost"),
    [({"batch_cache_factor": 1}, "0.13"), ({}, "0.07375"), ({"batch_factor": 1}, "0.1475")],
)
def test_a_batch_call_leaves_cached_tokens_at_their_own_rate(cached: dict[str, Any], cost: str) -> None:
    """N10."""
    assert attempt(**GPT_4O, **cached) == Fraction(cost)


@pytest.mark.parametrize(
    ("price", "cost"), [({"long_context_cache_read_price": "0.25"}, "0.225"), ({}, "0.195")]
)
def test_cached_tokens_above_the_threshold_have_their_own_price(price: dict[str, Any], cost: str) -> None:
    """N11."""
    gemini = {
        "input_tokens": 300_000,
        "output_tokens": 1000,
        "input_price": "1.25",
        "output_price": 10,
        "cache_read_share": "0.8",
        "cache_read_price": "0.125",
        "long_context_threshold": 200_000,
        "long_context_input_price": "2.5",
        "long_context_output_price": 15,
    }

    assert attempt(**gemini, **price) == Fraction(cost)


def test_a_write_for_an_hour_costs_its_own_price_or_that_of_any_write() -> None:
    write = ONE | {"input_tokens": 37_175, "input_price": 10, "cache_write_1h_share": 1}

    assert attempt(**write, cache_write_1h_price=20) == Fraction("0.7435")
    assert attempt(**write, cache_write_price="12.5") == Fraction("0.4646875")
    assert attempt(**write) == Fraction("0.37175")


def test_fees_and_searches_are_part_of_what_the_contract_discounts() -> None:
    work = {"input_tokens": 108, "output_tokens": 3256, "input_price": 2, "output_price": 8}
    fees = {"call_fee": 5, "calls_per_unit": 2, "searches_per_unit": 74, "search_price": 5}

    assert attempt(**work, **fees) == Fraction("0.026264") + Fraction("0.01") + Fraction("0.37")
    assert attempt(**work, **fees, price_factor="0.5") == Fraction("0.203132")


def test_a_search_of_a_step_is_counted_with_each_of_its_calls() -> None:
    step = ONE | {"calls": 3, "searches": 2, "search_price": 10, "call_fee": 1}

    assert attempt(steps=[step]) == Fraction(3 * 2 * 10 + 3, 1000)


def test_tokens_of_an_attempt_are_those_of_all_its_calls() -> None:
    v = numbers(parse_workload({"units_per_month": 1, "steps": [GROWING, ONE | {"output_tokens": 7}]}))

    assert attempt_tokens(v) == sum(range(8000, 8000 + 20 * 12_000, 12_000)) + 20 * 1000 + 7
    assert [names["calls"] for names in steps_of(v)] == ["steps.1.calls", "steps.2.calls"]
    assert (price_classes(v, STEPS[0]), price_classes(v, STEPS[1])) == ((False, True), (False,))
    assert call_tokens(v, STEPS[0]).long_output == 3000


def test_flat_fields_alone_have_no_steps() -> None:
    v = numbers(parse_workload(ONE | {"units_per_month": 1, "input_tokens": 5, "output_tokens": 6}))

    assert list(steps_of(v)) == []
    assert (attempt_tokens(v), call_tokens(v, FLAT)) == (11, (5, 6, 0, 0))


@given(
    calls=st.integers(1, 60),
    first=st.integers(0, 300_000),
    growth=st.integers(0, 40_000),
    threshold=st.integers(0, 400_000),
)
def test_the_closed_form_is_the_sum_over_all_calls(
    calls: int, first: int, growth: int, threshold: int
) -> None:
    """N13."""
    step = GROWING | {
        "calls": calls,
        "input_tokens": first,
        "input_growth": growth,
        "long_context_threshold": threshold,
    }
    each = [first + growth * number for number in range(calls)]

    found = call_tokens(numbers(parse_workload({"units_per_month": 1, "steps": [step]})), STEPS[0])

    short = [tokens for tokens in each if tokens <= threshold]
    assert (found.plain_input, found.long_input) == (sum(short), sum(each) - sum(short))
    assert (found.plain_output, found.long_output) == (1000 * len(short), 1000 * (calls - len(short)))


def test_one_step_costs_what_the_flat_fields_cost_for_floats_too() -> None:
    """N24."""
    flat = numbers(parse_workload(GPT_4O | {"units_per_month": 1}))
    step = numbers(parse_workload({"steps": [GPT_4O], "units_per_month": 1}))

    assert attempt_cost(flat) == attempt_cost(step)
    assert attempt_cost({name: float(value) for name, value in step.items()}) == pytest.approx(0.07375)


MILLIONS: dict[str, Any] = {
    "input_tokens": 1_000_000,
    "output_tokens": 1_000_000,
    "input_price": 10,
    "output_price": 20,
}


def test_the_units_of_a_cheaper_model_are_sent_as_batch_as_the_others_are() -> None:
    routed = {"routed_share": "0.25", "routed_input_price": 2, "routed_output_price": 6}
    batch = {"batch_share": "0.5", "batch_factor": "0.4"}

    # A half at four tenths leaves seven tenths of either model's price.
    assert attempt(**MILLIONS, **routed, **batch) == Fraction("0.7") * (Fraction("0.75") * 30 + 2)


def test_above_the_threshold_a_write_for_an_hour_costs_what_any_write_does_there() -> None:
    long = {
        "long_context_threshold": 1,
        "long_context_input_price": 30,
        "long_context_output_price": 0,
        "long_context_cache_write_price": 50,
        "cache_write_price": 7,
        "cache_write_1h_share": "0.5",
    }

    assert attempt(**MILLIONS, **long) == 15 + 25
    assert attempt(**MILLIONS, **long, cache_write_1h_price=9) == 15 + Fraction("4.5")


@pytest.mark.parametrize(
    ("tokens_in", "tokens_out", "classes"),
    [(0, 0, ()), (5, 0, (False,)), (0, 5, (False,)), (11, 0, (True,)), (11, 5, (True,))],
)
def test_a_step_has_the_price_classes_of_the_tokens_that_it_has(
    tokens_in: int, tokens_out: int, classes: tuple[bool, ...]
) -> None:
    step = GROWING | {
        "calls": 1,
        "input_growth": 0,
        "input_tokens": tokens_in,
        "output_tokens": tokens_out,
        "long_context_threshold": 10,
    }
    v = numbers(parse_workload({"units_per_month": 1, "steps": [step]}))

    assert price_classes(v, STEPS[0]) == classes
    assert attempt_tokens(v) == tokens_in + tokens_out


def test_flat_calls_above_the_threshold_are_long_all_of_them() -> None:
    flat = numbers(
        parse_workload(
            MILLIONS
            | {"units_per_month": 1, "calls_per_unit": 2, "long_context_threshold": 499_999}
            | {"long_context_input_price": 1, "long_context_output_price": 1}
        )
    )

    assert call_tokens(flat, FLAT) == (0, 0, 1_000_000, 1_000_000)
