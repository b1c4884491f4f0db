"""Which volumes pay: cases calculated by hand, and the steps that a workload has."""

from decimal import Decimal
from fractions import Fraction
from math import ceil

import pytest

from calculator.domain.break_even.search import MOST_RUNS, Run, StepCost
from calculator.domain.break_even.volumes import TOO_MANY_STARTS, paying_volumes, step_costs
from calculator.domain.costs import estimate, numbers
from calculator.domain.workload_input import parse_workload
from tests.calculator.domain.break_even.counting import blocks, not_searched, pays

type Steps = tuple[StepCost, ...]
FREE = {"input_tokens": 0, "output_tokens": 0, "input_price": 0, "output_price": 0, "units_per_month": 2000}


@pytest.mark.parametrize(
    ("steps", "fixed", "margin", "runs"),
    [
        # Seats alone: $34,632 per month, a day worth $37.50.
        ((), 34632, "37.5", [(924, None)]),
        # Two instances kept, each good for 50,000 units.
        ((blocks(50000, 2190, 2),), 0, "0.2", [(21900, None)]),
        ((), 0, "2.559", [(0, None)]),
        ((), 1000, "0.955", [(1048, None)]),
        # A small support team at a value of $8: the 2,201st ticket starts a second reviewer.
        ((blocks(2200, 10000),), 3500, "7.955", [(1698, 2200), (2955, None)]),
        ((blocks(1000, 50000),), 0, "44.73", []),
        ((blocks(1000, 2000),), 0, 3, [(667, 1000), (1334, None)]),
        (
            (blocks(1000, 2500),),
            40,
            3,
            [(847, 1000), (1680, 2000), (2514, 3000), (3347, 4000), (4180, 5000), (5014, None)],
        ),
        ((blocks(400, 300),), 700, 2, [(650, None)]),
        # What this replaces said 847 where it loses four times more, the last time up to 5,076.
        (
            (blocks(1000, 2500),),
            0,
            "2.955",
            [(847, 1000), (1693, 2000), (2539, 3000), (3385, 4000), (4231, 5000), (5077, None)],
        ),
        # A support desk whose first 40,000 tickets start a block, which no ticket at all does not.
        ((blocks(40000, 1100),), 5900, "1.3791", [(5076, None)]),
        # Each application signed by a reviewer who manages 400 of them.
        ((blocks(400, 9500),), Fraction(62000, 3), "48.14", [(1022, 1200), (1219, None)]),
    ],
)
def test_runs_of_paying_volumes_worked_out_by_hand(
    steps: Steps, fixed: int | Fraction, margin: str, runs: list[tuple[int, int | None]]
) -> None:
    found = paying_volumes(steps, fixed=Fraction(fixed), margin_per_unit=Fraction(margin))

    assert list(found.runs or ()) == runs
    assert found.break_even_units == (runs[-1][0] if runs else None)


@pytest.mark.parametrize(
    ("steps", "fixed", "margin", "runs"),
    [
        ((), 0, 0, [(0, None)]),
        ((), 5, 0, []),
        ((), 0, -1, []),
        ((blocks(10, 5),), 0, -1, []),
        ((blocks(10, 0),), 5, 1, [(5, None)]),
        ((blocks(Fraction(1, 3), 2),), 0, 6, [(0, None)]),
        ((blocks(Fraction(1, 3), 2),), 0, 7, [(0, None)]),
        ((blocks(Fraction(1, 3), 2),), 10, 7, [(10, None)]),
        ((blocks(7, 2),), 0, 2, [(0, None)]),
        ((blocks(7, 3),), 0, 2, [(2, None)]),
        ((blocks(1, 2, 3),), 0, 2, [(3, None)]),
        ((blocks(10, 8, 1), blocks(10, 0, 9)), 0, 1, [(8, 10), (16, 20), (24, 30), (32, None)]),
    ],
)
def test_nothing_fixed_nothing_earned_and_blocks_of_less_than_a_unit(
    steps: Steps, fixed: int, margin: int, runs: list[tuple[int, int | None]]
) -> None:
    assert list(pays(*steps, fixed=fixed, margin=margin).runs or ()) == runs


def test_where_full_blocks_just_break_even_there_is_no_end_of_runs_and_none_for_good() -> None:
    found = pays(blocks(6, 6), blocks(Fraction(4, 3), 4, 6), margin=4)

    assert found.runs == tuple(Run(volume, volume) for volume in range(12, 12 + 12 * MOST_RUNS, 12))
    assert (found.more, found.break_even_units) == (True, None)


@pytest.mark.parametrize(
    ("steps", "first"),
    [
        # 7 is the first multiple of 7 that outgrows nothing; 36 the first of 6 above 35.
        ((blocks(7, 7),), 7),
        ((blocks(6, 6), blocks(7, 0, 6)), 6),
        ((blocks(Fraction(1, 3), 1), blocks(6, 6, 7)), 42),
        ((blocks(6, 6, 6),), 36),
    ],
)
def test_full_blocks_that_just_break_even_begin_where_the_minimum_is_used_up(
    steps: Steps, first: int
) -> None:
    margin = sum((step.cost / step.every for step in steps), Fraction(0))

    runs = paying_volumes(steps, fixed=Fraction(0), margin_per_unit=margin).runs

    assert runs is not None
    assert runs[0] == Run(first, first)


def test_blocks_of_a_single_unit_that_just_break_even_are_one_run_and_all_of_it() -> None:
    found = pays(blocks(1, 2, 3), margin=2)

    assert (found.runs, found.more) == ((Run(3, None),), False)


def test_runs_are_spelled_as_pairs_and_not_at_all_where_the_search_is_too_long() -> None:
    assert pays(blocks(7, 3), margin=2).as_json() == [[2, None]]
    assert pays(margin=-1).as_json() == []
    assert not_searched().as_json() is None


def test_the_tenth_line_of_ones_own_is_a_step_too() -> None:
    own = [{"name": "Rent", "monthly": 1}] * 9 + [{"name": "Block", "step_units": 30, "step_monthly": 2}]

    assert step_costs(numbers(parse_workload({**FREE, "other_lines": own}))) == (
        StepCost(Fraction(30), Fraction(2), line="other_10"),
    )


def test_nothing_is_searched_before_somebody_asks() -> None:
    found = not_searched()

    assert vars(found).keys() == {"steps", "fixed", "margin_per_unit"}


def test_what_starts_with_a_unit_is_named_by_its_steps() -> None:
    small, large = (
        StepCost(Fraction(100), Fraction(1), line="infrastructure"),
        StepCost(Fraction(200), Fraction(1), 2, line="capacity"),
    )
    found = paying_volumes((small, large), fixed=Fraction(0), margin_per_unit=Fraction(1))

    assert [found.starting_at(volume) for volume in (1, 100, 101, 102, 201, 401)] == [
        (small,),
        (),
        (small,),
        (),
        (small,),
        (small, large),
    ]


def test_a_workload_has_steps_of_blocks_reviewers_instances_and_lines_of_ones_own() -> None:
    workload = parse_workload(
        {
            **FREE,
            "infrastructure_step_units": 1000,
            "infrastructure_step_monthly": 300,
            "review_rate": "0.3",
            "reviews_per_reviewer": 220,
            "reviewer_monthly_cost": 10_000,
            "capacity_instances": 2,
            "capacity_hourly": 3,
            "capacity_hours": 720,
            "capacity_units_per_instance": 50_000,
            "other_lines": [
                {"name": "Runs", "monthly": 400},
                {"name": "Licences", "step_units": 3000, "step_monthly": 250},
            ],
        }
    )

    assert step_costs(numbers(workload)) == (
        StepCost(Fraction(1000), Fraction(300), line="infrastructure"),
        StepCost(Fraction(2200, 3), Fraction(10_000), line="human_review"),
        StepCost(Fraction(50_000), Fraction(2160), 2, "capacity"),
        StepCost(Fraction(3000), Fraction(250), line="other_2"),
    )


@pytest.mark.parametrize(
    "nothing",
    [
        {},
        {"infrastructure_step_units": 1000, "infrastructure_step_monthly": 0},
        {"review_rate": 0, "reviews_per_reviewer": 220, "reviewer_monthly_cost": 10_000},
        {"capacity_instances": 2, "capacity_hourly": 3},
    ],
)
def test_what_costs_nothing_or_the_same_at_each_volume_is_no_step(nothing: dict[str, object]) -> None:
    assert step_costs(numbers(parse_workload({**FREE, **nothing}))) == ()


def test_what_is_fixed_does_not_depend_on_todays_volume() -> None:
    stepped = {"infrastructure_step_units": 1000, "infrastructure_step_monthly": 2500, "upkeep_monthly": 40}

    runs = {
        estimate(parse_workload({**FREE, **stepped, "value_per_unit": 3, "units_per_month": units})).paying
        for units in (0, "0.5", 900, 1000, 1001, 123_456)
    }

    assert [found and found.break_even_units for found in runs] == [5014]


def test_a_program_is_told_beside_its_null_what_was_not_worked_out() -> None:
    steps = not_searched().steps
    own = [
        {"name": f"Block {step.every}", "step_units": int(step.every), "step_monthly": int(step.cost)}
        for step in steps
    ]
    enough = ceil(sum((step.cost / step.every for step in steps), Fraction(0)) * 10**6)
    workload = {
        **FREE,
        "other_lines": own,
        "upkeep_monthly": 3500,
        "value_per_unit": str(enough / Decimal(10**6)),
    }

    sent = estimate(parse_workload(workload)).as_json()

    assert (sent["paying_volumes"], sent["break_even_units"]) == (None, None)
    assert sent["notes"] == [{"field": "units_per_month", "message": TOO_MANY_STARTS}]
