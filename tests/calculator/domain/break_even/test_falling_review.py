"""What another volume costs where the share reviewed falls with it: one rule at every door."""

from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from calculator.domain.break_even.falling_review import (
    FallingReview,
    at_its_review_rate,
    review_rate_at,
    with_falling_review,
)
from calculator.domain.break_even.spans import BY_TURNS, LOSES, PAYS
from calculator.domain.break_even.strip import strip_of
from calculator.domain.cost_lines import Estimate
from calculator.domain.costs import amounts, estimate, numbers
from calculator.domain.verdict import which_volumes_pay
from calculator.domain.what_if.ranges import ranged
from calculator.domain.what_if.sensitivity import tornado, total_of
from calculator.domain.what_if.uncertainty import Guess
from calculator.domain.what_if.volume_curve import scale_curve
from calculator.domain.workload import Workload
from calculator.domain.workload_input import parse_workload

HALF = Fraction(1, 2)
# Each ticket brings $11, and a review costs $20: six in ten reviewed are $1 too much for each.
REVIEWED: dict[str, Any] = {
    "unit_name": "ticket", "units_per_month": 100, "input_tokens": 0, "output_tokens": 0, "input_price": 1,
    "output_price": 1, "value_per_unit": 11, "review_rate": "0.6", "review_minutes": 30,
    "reviewer_hourly_cost": 40,
}  # fmt: skip


def falling(decay: Fraction = HALF, **inputs: Any) -> tuple[Workload, Estimate]:
    workload = parse_workload(REVIEWED | inputs)
    return workload, with_falling_review(workload, estimate(workload), decay)


def net_at(workload: Workload, volume: int, decay: Fraction) -> Fraction:
    """By the engine: the volume and the share reviewed there, put in as any other input."""
    base = numbers(workload)
    today = estimate(workload).units_per_month
    rate = review_rate_at(base["review_rate"], volume / today, decay)
    found = amounts({**base, "units_per_month": Fraction(volume), "review_rate": rate})
    return base["value_per_unit"] * base["acceptance_rate"] * volume - total_of(found)


def test_volumes_that_pay_on_the_curve_are_told() -> None:
    """Six in ten reviewed pay at no volume; of 120 it is (120/100)^-0.5 of that, below 11/20."""
    workload, found = falling()

    assert estimate(workload).paying_volumes == []
    [said] = which_volumes_pay(workload, found)
    assert said == (
        "As far as entered, with a share reviewed that falls as volume grows, it pays between 120 and 10,000 "
        "tickets per month, of volumes up to 10,000."
    )
    points = [point for point in scale_curve(workload, review_rate_decay=HALF) if point.units >= 1]
    assert {point.cost_per_unit <= 11 for point in points if point.units < 120} == {False}
    assert {point.cost_per_unit <= 11 for point in points if point.units > 120} == {True}


@pytest.mark.parametrize("staffed", [False, True])
def test_they_are_those_that_counting_finds(*, staffed: bool) -> None:
    random = Random(16)
    for _case in range(6):
        people = (
            {"reviews_per_reviewer": random.randint(3, 40), "reviewer_monthly_cost": random.randint(20, 300)}
            if staffed
            else {"review_minutes": random.randint(1, 60), "reviewer_hourly_cost": random.randint(1, 60)}
        )
        inputs: dict[str, Any] = {
            **{name: value for name, value in REVIEWED.items() if not name.startswith("review")},
            **people,
            "review_rate": str(random.randint(1, 10) / 10),
            "units_per_month": random.randint(1, 5),
            "value_per_unit": random.randint(1, 15),
            "upkeep_monthly": random.choice([0, 50, 400]),
            "infrastructure_step_units": random.randint(5, 90),
            "infrastructure_step_monthly": random.randint(0, 300),
            "error_rate": "0.2",
            "error_cost": random.choice([0, 8, 60]),
            "acceptance_rate": "0.9",
        }
        decay = Fraction(random.randint(1, 20), 10)
        workload = parse_workload(inputs)

        found = with_falling_review(workload, estimate(workload), decay).paying

        assert isinstance(found, FallingReview)
        last = found.looked_at
        pays = [net_at(workload, volume, decay) >= 0 for volume in range(1, last + 1)]
        starts = [place + 1 for place, each in enumerate(pays) if each and (not place or not pays[place - 1])]
        ends = [
            place + 1
            for place, each in enumerate(pays)
            if each and (place + 1 == last or not pays[place + 1])
        ]
        runs = list(zip(starts, ends, strict=True))
        assert found.more is (len(runs) > 20)
        assert list(found.runs or ()) == (runs if not found.more else [*runs[:19], runs[-1]])


def test_it_stays_as_it_is_without_a_decay_a_review_a_value_or_units() -> None:
    for decay, inputs in (
        (Fraction(0), {}),
        (HALF, {"review_rate": 0}),
        (HALF, {"value_per_unit": None}),
        (HALF, {"units_per_month": 0}),
    ):
        workload = parse_workload({n: v for n, v in {**REVIEWED, **inputs}.items() if v is not None})
        found = estimate(workload)

        assert with_falling_review(workload, found, decay) is found


@pytest.mark.parametrize(
    ("inputs", "nowhere"),
    [({}, False), ({"upkeep_monthly": 10**6}, False), ({"tools_per_unit": 12}, True)],
)
def test_no_volume_pays_only_where_a_unit_without_review_costs_more_than_it_brings(
    inputs: dict[str, Any], *, nowhere: bool
) -> None:
    """Beyond the volumes that were looked at fewer and fewer are reviewed."""
    paying = falling(**inputs)[1].paying

    assert paying is not None
    assert paying.pays_nowhere is nowhere
    assert (paying.runs == ()) is bool(inputs)


def test_where_no_volume_looked_at_pays_that_is_said_of_these() -> None:
    assert which_volumes_pay(*falling(upkeep_monthly=10**6)) == (
        "With a share reviewed that falls as volume grows, no volume up to 10,000 tickets per month pays.",
    )
    assert which_volumes_pay(*falling(error_cost=0, error_rate=0)) != ()


def test_the_strip_ends_where_nobody_looked() -> None:
    drawn = strip_of(falling()[1], "ticket")

    assert drawn is not None
    assert [(row.volumes, row.outcome) for row in drawn.rows] == [
        ("0 to 119", LOSES),
        ("120 to 10,000", PAYS),
    ]


def test_the_strip_says_of_what_is_not_listed_that_it_goes_by_turns_and_of_the_end_that_it_loses() -> None:
    workload, found = falling(
        Fraction(2),
        units_per_month=50,
        review_rate="0.01",
        infrastructure_step_units=90,
        infrastructure_step_monthly=989,
    )
    drawn = strip_of(found, workload.unit_name)

    assert drawn is not None
    assert found.paying is not None
    assert found.paying.more
    assert [(row.volumes, row.outcome) for row in drawn.rows[-3:]] == [
        ("1,891 to 4,945", BY_TURNS),
        ("4,946 to 4,950", PAYS),
        ("4,951 to 5,000", LOSES),
    ]


def test_swings_of_volume_take_the_share_that_is_reviewed_there() -> None:
    workload = parse_workload(REVIEWED)
    swings = {swing.field: swing for swing in tornado(workload, review_rate_decay=HALF)}

    totals = [11 * volume - net_at(workload, volume, HALF) for volume in (80, 120)]
    assert [swings["units_per_month"].total_low, swings["units_per_month"].total_high] == totals
    as_before = {swing.field: swing for swing in tornado(workload)}
    assert swings["review_minutes"] == as_before["review_minutes"]


def test_draws_of_volume_take_it_too() -> None:
    workload = parse_workload(REVIEWED)
    guesses = [Guess("units_per_month", Fraction(50), Fraction(100), Fraction(10_000))]

    kept, fewer = (ranged(workload, guesses, seed=1, draws=200, decay=each) for each in (Fraction(0), HALF))

    assert kept.pays == 0
    assert fewer.pays is not None
    assert fewer.pays > HALF
    assert fewer.hangs_on is not None
    assert fewer.hangs_on.fields == ("units_per_month",)


def test_today_and_a_share_that_was_moved_itself_stay_as_they_were_given() -> None:
    base = {**numbers(parse_workload(REVIEWED)), "review_rate": Fraction(1, 4)}

    assert at_its_review_rate(base, Fraction(100), HALF) is base
    assert at_its_review_rate(base, Fraction(400), HALF)["review_rate"] == HALF


def test_a_search_of_too_many_stretches_is_no_answer() -> None:
    workload, found = falling(units_per_month=10**8, review_rate="0.5", reviewer_hourly_cost=0)
    flat = replace(found)

    assert flat.paying is not None
    assert flat.paying.runs == ((1, 10**10),)
    crowded = falling(
        units_per_month=10**8,
        infrastructure_step_units=1000,
        infrastructure_step_monthly=10_999,
        review_minutes="0.0001",
    )
    assert crowded[1].paying is not None
    assert crowded[1].paying.runs is None
    assert workload.unit_name == "ticket"
    assert which_volumes_pay(*crowded) == (
        "From which volume it pays was not calculated: its blocks start at too many different volumes.",
    )
