"""What volume does to the cost."""

from fractions import Fraction
from itertools import pairwise

import pytest

from calculator.domain.costs import estimate
from calculator.domain.presets import BY_KEY
from calculator.domain.volume_curve import review_rate_at, scale_curve, twelve_months
from calculator.domain.workload import parse_workload

SMALL = BY_KEY["article-small"].workload
DESK = BY_KEY["support-desk"].workload


def test_the_curve_runs_from_a_hundredth_to_a_hundred_times_through_todays_point() -> None:
    curve = scale_curve(DESK)
    today = estimate(DESK)

    assert [curve[0].units, curve[-1].units] == [180, 1_800_000]
    at_today = next(point for point in curve if point.units == 18_000)
    assert (at_today.total, at_today.cost_per_unit) == (today.total_monthly, today.cost_per_unit)
    assert at_today.token_share == today.visible_share


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
