"""What a fixed number of instances can do bounds the volumes that pay, and is told beside curves."""

from fractions import Fraction

import pytest

from calculator.domain.break_even.strip import strip_of
from calculator.domain.capacity import doable, most_units
from calculator.domain.costs import estimate, numbers
from calculator.domain.formulas.answers import answer_as_json
from calculator.domain.formulas.outcomes import outcomes
from calculator.domain.verdict import which_volumes_pay
from calculator.domain.what_if import curves
from calculator.domain.what_if.scale_words import scale_title
from calculator.domain.what_if.volume_curve import can_be_done, scale_curve, twelve_months
from calculator.domain.what_if.volume_words import kept_at_every_volume, month_cells
from calculator.domain.workload import Workload
from calculator.domain.workload_input import parse_workload
from calculator.files.exports import as_csv
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
        ({"capacity_units_per_instance": 500_000}, 10_512_000),
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

    strip = strip_of(estimate(workload), "claim", bound=doable(numbers(workload), Fraction(1)))

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


def test_no_volume_of_a_curve_has_a_cost_that_the_instances_cannot_do() -> None:
    workload = work()

    points = scale_curve(workload)
    drawn, title = curves.scale_curve(points, "claim"), scale_title(points, "claim", complete=True)

    assert [int(point.units) for point in can_be_done(curves.decades(points))] == [1000, 10_000, 100_000]
    assert max(point.units for point in can_be_done(points)) <= 477_818 < max(p.units for p in points)
    assert drawn is not None
    assert drawn.description.rpartition("; ")[2].startswith("100,000: $0.073")
    assert [len(each.split()) for each in (drawn.costs, drawn.shares)] == [len(can_be_done(points))] * 2
    assert title.endswith(" from a hundredth of today's volume to all the instances can do")


def test_an_estimate_that_cannot_be_done_has_its_curve_as_far_as_the_instances_go() -> None:
    points = scale_curve(work(units_per_month=500_000))

    done = can_be_done(points)
    assert done == list(points[: len(done)])
    assert [point.within for point in points] == [*[True] * len(done), *[False] * (len(points) - len(done))]
    assert 0 < len(done) < len(points)


def test_a_volume_of_break_even_has_beside_it_what_the_instances_can_do() -> None:
    workload = work()
    found = estimate(workload)

    answer = answer_as_json(workload, found)
    row = next(each for each in outcomes(workload, found) if each.key == "break_even_units")

    assert (answer["break_even_units"], answer["capacity_most_units"]) == ("73000", "477818")
    assert row.formula.endswith("; the instances can do 477,818 claims per month at most")
    assert "capacity_most_units,477818," in as_csv(workload)
    unbounded = work(capacity_tokens_per_second=None)
    assert answer_as_json(unbounded, estimate(unbounded))["capacity_most_units"] is None


LETTERS: dict[str, object] = {
    "unit_name": "letter",
    "units_per_month": 30_000,
    "input_tokens": 3000,
    "capacity_hourly": 4,
    "capacity_units_per_instance": 60_000,
    "capacity_tokens_per_second": 50,
}
"""One instance sustains 37,542 of the 60,000 after which the second one starts; three do too little."""


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("0.06", "No volume pays that the instances can do: they do 75,085 letters per month at most."),
        (
            "0.1",
            (
                "Pays between 29,200 and 37,542 letters per month and between 60,001 and 75,085. The "
                "instances can do 75,085 per month at most."
            ),
        ),
    ],
)
def test_instances_that_start_with_volume_bound_what_pays_too(value: str, said: str) -> None:
    workload = work(**LETTERS, value_per_unit=value)

    assert which_volumes_pay(workload, estimate(workload)) == (said,)


def test_the_strip_and_the_curve_leave_out_what_instances_cannot_do_between_their_starts() -> None:
    workload = work(**LETTERS)
    found = estimate(workload)

    strip = strip_of(found, "letter", bound=doable(numbers(workload), Fraction(1)))
    done = can_be_done(scale_curve(workload))

    assert strip is not None
    assert [(row.volumes, row.outcome) for row in strip.rows] == [
        ("0 to 29,199", "does not pay"),
        ("29,200 to 37,542", "pays"),
        ("37,543 to 60,000", "more than the instances can do"),
        ("60,001 to 75,085", "pays"),
    ]
    assert all(not 37_542 < point.units <= 60_000 for point in done)
    assert done[-1].units == 75_085
    assert list(kept_at_every_volume(workload, found)) == [
        (
            "One instance sustains 37,542 letters per month, fewer than the 60,000 after which another one "
            "starts: between these, and above 75,085, the instances cannot do the work."
        )
    ]


@pytest.mark.parametrize(("retries", "least"), [(0, "$0.07778"), ("0.05", "$0.08186")])
def test_a_curve_ends_at_the_cost_of_all_that_the_instances_can_do(retries: object, least: str) -> None:
    kept = {"capacity_instances": 2, "capacity_units_per_instance": None, "units_per_month": 3000}
    workload = work(**LETTERS | kept, retry_rate=retries)

    title = scale_title(scale_curve(workload), "letter", complete=True)

    assert title.startswith(f"One letter costs {least} to ")


def test_months_that_the_instances_cannot_do_are_marked_and_the_year_is_a_least_one() -> None:
    months = twelve_months(work(units_per_month=300_000), growth=Fraction(3, 10))

    assert [month_cells(month, "$7,300", "$21,900") for month in (months[1], months[2], months[11])] == [
        ("390,000", "$7,300", "$21,900"),
        ("507,000 (more than the instances can do)", "at least $7,300", "at least $21,900"),
        ("5,376,481 (more than the instances can do)", "at least $7,300", "at least $21,900"),
    ]
    assert all(month.sure for month in twelve_months(work(units_per_month=300_000), growth=Fraction(0)))
