"""What a fixed number of instances can do bounds the volumes that pay, and is told beside curves."""

import pytest

from calculator.domain.break_even.strip import strip_of
from calculator.domain.capacity import most_units
from calculator.domain.costs import estimate, numbers
from calculator.domain.verdict import which_volumes_pay
from calculator.domain.what_if.volume_words import kept_at_every_volume
from calculator.domain.workload import Workload
from calculator.domain.workload_input import parse_workload
from tests.truth.known import ZEROS

WORK: dict[str, object] = {
    **ZEROS,
    "unit_name": "claim",
    "units_per_month": 100_000,
    "input_tokens": 5000,
    "output_tokens": 500,
    "capacity_instances": 1,
    "capacity_hourly": 10,
    "capacity_tokens_per_second": 1000,
    "value_per_unit": "0.1",
}
"""$7,300 a month for 2,628 million tokens."""


def work(**other: object) -> Workload:
    return parse_workload(WORK | other)


def most(workload: Workload) -> int | None:
    return most_units(numbers(workload), estimate(workload).attempts_per_unit)


@pytest.mark.parametrize(
    ("other", "units"),
    [
        ({}, 477_818),
        ({"capacity_instances": 3}, 1_433_454),
        ({"retry_rate": 1, "max_retries": 1}, 238_909),
        ({"capacity_tokens_per_second": None}, None),
        ({"capacity_units_per_instance": 50_000}, None),
        ({"input_price": 1, "output_price": 1}, None),
        ({"input_tokens": 0, "output_tokens": 0}, None),
    ],
)
def test_a_fixed_number_of_instances_sustains_so_many_units(
    other: dict[str, object], units: int | None
) -> None:
    assert most(work(**other)) == units


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (
            {},
            (
                "Pays between 73,000 and 477,818 claims per month. The instances can do 477,818 per month at "
                "most."
            ),
        ),
        (
            {"upkeep_monthly": None},
            (
                "As far as entered, it pays between 73,000 and 477,818 claims per month. The instances can "
                "do 477,818 per month at most."
            ),
        ),
        (
            {"value_per_unit": "0.01"},
            "No volume pays that the instances can do: they do 477,818 claims per month at most.",
        ),
        ({"capacity_tokens_per_second": None}, "Pays from 73,000 claims per month on."),
    ],
)
def test_no_volume_is_said_to_pay_that_the_instances_cannot_do(other: dict[str, object], said: str) -> None:
    workload = work(**other)

    assert which_volumes_pay(workload, estimate(workload)) == (said,)


def test_the_strip_ends_where_the_instances_do() -> None:
    workload = work()

    strip = strip_of(estimate(workload), "claim", most=most(workload))

    assert strip is not None
    assert [(row.volumes, row.outcome) for row in strip.rows] == [
        ("0 to 72,999", "does not pay"),
        ("73,000 to 477,818", "pays"),
    ]


def test_a_curve_says_what_stays_as_it_is_at_every_volume() -> None:
    workload = work(seats=40, seat_monthly=30)

    assert list(kept_at_every_volume(workload, estimate(workload))) == [
        "Seats are counted as 40 at every volume: more work may need more of them.",
        (
            "Instances are counted as 1 at every volume: above 477,818 per month they cannot do the work, "
            "and more of them would cost more."
        ),
    ]
