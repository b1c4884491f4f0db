"""What volume does to the cost."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest

from calculator.domain.break_even.falling_review import review_rate_at
from calculator.domain.costs import estimate
from calculator.domain.presets import BY_KEY
from calculator.domain.what_if.curves import COST_BOTTOM, SHARE_BOTTOM
from calculator.domain.what_if.curves import scale_curve as drawn
from calculator.domain.what_if.scale_words import scale_title
from calculator.domain.what_if.volume_curve import scale_curve, twelve_months
from calculator.domain.workload_input import parse_workload

SMALL = BY_KEY["article-small"].workload
DESK = BY_KEY["support-desk"].workload


def test_the_curve_runs_from_a_hundredth_to_a_hundred_times_through_todays_point() -> None:
    curve = scale_curve(DESK)
    today = estimate(DESK)

    assert [curve[0].units, curve[-1].units] == [180, 1_800_000]
    at_today = next(point for point in curve if point.units == 18_000)
    assert (at_today.total, at_today.cost_per_unit) == (today.total_monthly, today.cost_per_unit)
    assert at_today.visible_share == today.visible_share


def test_volumes_rise_and_so_does_the_total_while_a_unit_gets_cheaper_between_steps() -> None:
    curve = scale_curve(DESK)

    assert all(a.units < b.units and a.total <= b.total for a, b in pairwise(curve))
    assert curve[0].cost_per_unit > curve[-1].cost_per_unit


def test_a_review_rate_that_falls_with_volume_joins_the_articles_two_companies() -> None:
    decay = Fraction("0.3705")
    five_hundred_times = review_rate_at(Fraction("0.1"), Fraction(500), decay)

    assert float(five_hundred_times) == pytest.approx(0.01, rel=1e-3)
    assert review_rate_at(Fraction("0.1"), Fraction(1, 1000), Fraction(1)) == 1
    assert review_rate_at(Fraction("0.1"), Fraction(500), Fraction(0)) == Fraction("0.1")


def test_zero_units_have_no_curve() -> None:
    assert scale_curve(parse_workload(SMALL.as_json() | {"units_per_day": "0"})) == ()


def test_a_year_grows_month_by_month_and_adds_up() -> None:
    months = twelve_months(DESK, growth=Fraction("0.1"))

    assert months[0].total == estimate(DESK).total_monthly
    assert months[1].units == 19_800
    assert months[-1].so_far == sum(month.total for month in months)
    assert twelve_months(SMALL)[-1].so_far == estimate(SMALL).total_yearly


def test_the_curve_has_sixteen_points_a_decade_and_powers_of_ten_exactly() -> None:
    curve = scale_curve(DESK)

    assert len(curve) == 65
    assert [point.units for point in curve[::16]] == [180, 1800, 18_000, 180_000, 1_800_000]
    assert [float(point.units / 18_000) for point in curve[30:35]] == pytest.approx(
        [10 ** (-2 / 16), 10 ** (-1 / 16), 1, 10 ** (1 / 16), 10 ** (2 / 16)], rel=1e-10
    )


def test_the_curve_takes_the_review_rate_that_falls_with_volume() -> None:
    halved = scale_curve(DESK, review_rate_decay=Fraction("0.5"))[-1]

    a_tenth = estimate(
        parse_workload(DESK.as_json() | {"units_per_month": "1800000", "review_rate": "0.007"})
    )
    assert DESK.review_rate == Decimal("0.07")
    assert float(halved.total) == pytest.approx(float(a_tenth.total_monthly), rel=1e-12)


def test_a_workload_that_costs_nothing_has_no_share_of_tokens() -> None:
    free = parse_workload(
        {"input_tokens": 1, "output_tokens": 1, "input_price": 0, "output_price": 0, "units_per_month": 100}
    )

    assert {(point.total, point.cost_per_unit, point.visible_share) for point in scale_curve(free)} == {
        (0, 0, 0)
    }


@pytest.mark.parametrize(
    ("times", "decay", "rate"),
    [
        ("4", "0.5", "0.2"),
        ("0.25", "0.5", "0.8"),
        ("0.04", "0.5", "1"),
        ("4", "-0.5", "0.8"),
        ("9", "-3", "1"),
    ],
)
def test_the_review_rate_falls_with_a_power_of_volume_and_stays_within_one(
    times: str, decay: str, rate: str
) -> None:
    assert review_rate_at(Fraction("0.4"), Fraction(times), Fraction(decay)) == pytest.approx(Fraction(rate))


def test_each_month_of_a_year_carries_its_number_its_volume_and_the_sum_so_far() -> None:
    doubling = parse_workload(
        {"input_tokens": 10**6, "output_tokens": 0, "input_price": 2, "output_price": 0, "units_per_month": 5}
        | {"upkeep_monthly": 7}
    )

    found = twelve_months(doubling, growth=Fraction(1))

    assert [(month.number, month.units, month.total, month.so_far) for month in found[:3]] == [
        (1, 5, 17, 17),
        (2, 10, 27, 44),
        (3, 20, 47, 91),
    ]
    assert [month.number for month in found] == list(range(1, 13))
    assert {month.units for month in twelve_months(doubling)} == {5}


def test_what_a_vendor_bills_among_own_lines_counts_as_visible() -> None:
    own = [
        {"name": "Rent", "monthly": 100},
        {"name": "Speech", "monthly": 20, "per_unit": 3, "visible": True},
        {"name": "Search", "per_unit": 2, "visible": True},
    ]
    talking = parse_workload(
        {"input_tokens": 10**6, "output_tokens": 0, "input_price": 1, "output_price": 0}
        | {"units_per_month": 10, "seats": 2, "seat_monthly": 5, "other_lines": own}
    )

    today = next(point for point in scale_curve(talking) if point.units == 10)

    assert (today.total, today.visible_share) == (190, Fraction(10 + 10 + 50 + 20, 190))
    assert today.visible_share == estimate(talking).visible_share


def test_a_build_is_paid_until_it_is_paid_off_and_no_longer() -> None:
    """N19."""
    built = parse_workload(SMALL.as_json() | {"build_cost": "60000", "build_months": "6"})

    months = twelve_months(built)

    without = estimate(SMALL).total_monthly
    assert [month.total - without for month in months] == [10_000] * 6 + [0] * 6
    assert months[-1].so_far == estimate(built).total_yearly


def test_the_twelve_months_review_less_as_they_grow_as_the_curve_does() -> None:
    """M3."""
    decay, growth = Fraction("0.3"), Fraction(9)
    first, second, *_later = twelve_months(SMALL, growth=growth, review_rate_decay=decay)
    curve = {point.units: point.total for point in scale_curve(SMALL, review_rate_decay=decay)}

    assert [first.total, second.total] == [curve[first.units], curve[second.units]]


OWN_MACHINE = {
    "input_tokens": 1000, "output_tokens": 0, "input_price": 0, "output_price": 0, "upkeep_monthly": 70,
    "capacity_instances": 1, "capacity_hourly": 1, "capacity_hours": 1, "capacity_tokens_per_second": 1,
}  # fmt: skip


@pytest.mark.parametrize("today", [2, 5, 100])
def test_the_curve_stops_where_the_instances_do_whatever_they_do_today(today: int) -> None:
    """One sustains 3.6 units a month: 3, at today's 5 as well as at 2."""
    curve = scale_curve(parse_workload(OWN_MACHINE | {"units_per_month": today}))

    assert 3 <= max(point.units for point in curve if point.within) <= Fraction("3.6")
    assert {point.within for point in curve if point.units > 3.6} == {False}
    assert {point.within for point in curve if point.units <= 3} == {True}


def test_a_volume_of_which_they_do_no_hundredth_has_no_curve() -> None:
    curve = scale_curve(parse_workload(OWN_MACHINE | {"units_per_month": 1000}))

    assert {point.within for point in curve} == {False}
    assert drawn(curve, "unit") is None
    assert scale_title(curve, "unit", complete=False) == (
        "The instances can do no volume between a hundredth and a hundred times today's: none has a cost"
    )


def test_today_has_no_cost_on_a_curve_that_ends_before_it() -> None:
    curve = drawn(scale_curve(parse_workload(OWN_MACHINE | {"units_per_month": 100})), "unit")

    assert curve is not None
    assert (curve.today_label, curve.today_share) == ("more than the instances can do", "")
    assert float(curve.costs.split()[-1].split(",")[0]) < float(curve.today_x)
    assert (float(curve.today_y), float(curve.today_share_y)) == (COST_BOTTOM, SHARE_BOTTOM)
