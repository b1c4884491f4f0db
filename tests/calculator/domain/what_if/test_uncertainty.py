"""What is a fact, what moves together, and how far by default."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.domain.cost_lines import PER_UNIT_PAIRS
from calculator.domain.costs import numbers
from calculator.domain.presets import BY_KEY
from calculator.domain.what_if.uncertainty import (
    Guess,
    Together,
    apart,
    assumed_ranges,
    is_fact,
    moves_with,
    stays_whole,
)
from calculator.domain.workload_input import parse_workload
from tests.calculator.workloads import agents, workloads

DESK = BY_KEY["support-desk"].workload


def test_a_price_a_contract_a_salary_and_a_calendar_are_no_guesses() -> None:
    """N25."""
    drawn = {guess.field for guess in assumed_ranges(DESK)}

    known = {
        "input_price", "output_price", "cache_read_price", "build_months", "reviewer_hourly_cost",
        "infrastructure_monthly", "observability_per_unit",
    }  # fmt: skip
    assert drawn & known == set()
    assert {"units_per_month", "input_tokens", "review_rate", "upkeep_monthly"} <= drawn


@given(st.one_of(workloads(), agents()))
def test_of_any_workload_only_what_is_not_known_is_varied_by_a_fifth(inputs: dict[str, Any]) -> None:
    workload = parse_workload(inputs)

    for guess in assumed_ranges(workload):
        assert not is_fact(guess.field)
        if stays_whole(numbers(workload), guess.field):
            assert guess.low.denominator == guess.high.denominator == 1
            assert guess.low <= guess.base < guess.high
            assert all(abs(end - guess.base) <= guess.base / 5 + 1 for end in (guess.low, guess.high))
            continue
        assert guess.low == guess.base * Fraction(4, 5)
        assert guess.base < guess.high <= guess.base * Fraction(6, 5) or guess.high == guess.base == 1


@pytest.mark.parametrize(
    ("name", "together"),
    [
        ("steps.2.calls", Together("size")),
        ("output_tokens", Together("size")),
        ("acceptance_rate", Together("quality", against=True)),
        ("units_per_month", Together("units_per_month")),
    ],
)
def test_inputs_are_related_in_a_step_as_outside_one(name: str, together: Together) -> None:
    assert moves_with(name) == together


def test_a_share_is_assumed_up_to_all_and_a_number_beyond() -> None:
    desk = parse_workload(DESK.as_json() | {"acceptance_rate": "0.9"})
    guesses = {each.field: each for each in assumed_ranges(desk)}

    assert guesses["acceptance_rate"] == Guess(
        "acceptance_rate", Fraction(72, 100), Fraction(9, 10), Fraction(1)
    )
    assert guesses["units_per_month"] == Guess(
        "units_per_month", Fraction(14_400), Fraction(18_000), Fraction(21_600)
    )


CALLS = {"input_tokens": 9, "output_tokens": 1, "input_price": 1, "output_price": 1}


@pytest.mark.parametrize(
    ("inputs", "name", "ends"),
    [
        ({"units_per_month": 18_004}, "units_per_month", (14_403, 21_605)),
        ({"units_per_month": 5}, "units_per_month", (4, 6)),
        ({"units_per_month": 4}, "units_per_month", (Fraction("3.2"), Fraction("4.8"))),
        ({"seats": 3, "seat_monthly": 1}, "seats", (2, 4)),
        ({"seats": 1, "seat_monthly": 1}, "seats", (1, 2)),
        ({"seats": "2.5", "seat_monthly": 1}, "seats", (2, 3)),
        ({"capacity_instances": 12, "capacity_hourly": 1}, "capacity_instances", (10, 14)),
        ({"steps": [CALLS | {"calls": 8, "input_growth": 5}]}, "steps.1.calls", (6, 10)),
        ({"steps": [CALLS | {"calls": 8}]}, "steps.1.calls", (Fraction("6.4"), Fraction("9.6"))),
    ],
)
def test_what_is_counted_in_pieces_moves_by_whole_ones(
    inputs: dict[str, Any], name: str, ends: tuple[Fraction, Fraction]
) -> None:
    """A number of calls alone may be an average; calls whose input grows are made one by one."""
    tokens = {} if "steps" in inputs else {"input_tokens": 1, "output_tokens": 1}
    prices = {} if "steps" in inputs else {"input_price": 1, "output_price": 1}
    values = numbers(parse_workload({"units_per_month": 10} | tokens | prices | inputs))

    assert (apart(values, name, Fraction(4, 5)), apart(values, name, Fraction(6, 5))) == ends


def test_each_plain_line_is_as_sure_as_the_next() -> None:
    assert [name for pair in PER_UNIT_PAIRS for name in pair if not is_fact(name)] == []
