"""Which input moves the estimate, and how far it may move altogether."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculator.domain.costs import estimate
from calculator.domain.presets import BY_KEY
from calculator.domain.what_if.sensitivity import Swing, at_prices, in_a_table, tornado
from calculator.domain.workload_input import parse_workload
from tests.calculator.workloads import agents, workloads

DESK = BY_KEY["support-desk"].workload
SMALL = BY_KEY["article-small"].workload


def swings(workload: Any) -> dict[str, Swing]:
    return {swing.field: swing for swing in tornado(workload)}


def test_an_input_is_moved_by_a_fifth_either_way_and_costed_by_the_engine() -> None:
    upkeep = swings(DESK)["upkeep_monthly"]

    total = estimate(DESK).total_monthly
    assert (upkeep.total_low, upkeep.total_high) == (total - 500, total + 500)
    assert upkeep.accepted_high == (total + 500) / 13500


def test_the_largest_swing_comes_first_and_ties_keep_the_order_of_the_table() -> None:
    found = tornado(DESK)

    assert [swing.size for swing in found] == sorted((swing.size for swing in found), reverse=True)
    fields = [swing.field for swing in found]
    assert fields[0] == "units_per_month"
    assert [name for name in fields if name.startswith("review")][:3] == [
        "review_rate",
        "review_minutes",
        "reviewer_hourly_cost",
    ]


def test_whole_people_still_apply() -> None:
    assert swings(SMALL)["review_rate"].total_low == estimate(SMALL).total_monthly
    assert swings(SMALL)["review_rate"].total_high == estimate(SMALL).total_monthly + 10_000


def test_shares_stop_at_one_and_zeros_and_the_number_of_retries_stay_out() -> None:
    found = swings(parse_workload(DESK.as_json() | {"acceptance_rate": "0.9", "tools_monthly": "0"}))

    assert found["acceptance_rate"].accepted_high == estimate(DESK).total_monthly / 18000
    assert "tools_monthly" not in found
    assert "max_retries" not in found
    assert "batch_share" not in found


@pytest.mark.parametrize(
    ("kept", "low", "high"), [(1, 1, 2), (2, 1, 3), (5, 4, 6), (12, 10, 14), (13, 10, 16), (888, 710, 1066)]
)
def test_instances_and_seats_move_by_whole_ones(kept: int, low: int, high: int) -> None:
    paid = {"units_per_month": 100, "capacity_hourly": 1, "capacity_hours": 100, "seat_monthly": 10}
    found = swings(parse_workload(paid | {"capacity_instances": kept, "seats": kept}))

    rest = {"capacity_instances": 10 * kept, "seats": 100 * kept}
    for name, each in (("capacity_instances", 100), ("seats", 10)):
        ends = (found[name].total_low - rest[name], found[name].total_high - rest[name])
        assert ends == (low * each, high * each)


def test_seats_on_average_move_as_any_number() -> None:
    half = swings(parse_workload({"units_per_month": 100, "seats": "12.5", "seat_monthly": 10}))["seats"]

    assert (half.total_low, half.total_high) == (100, 150)


def test_a_month_has_no_more_hours_and_days_than_it_has() -> None:
    capacity = {"capacity_instances": 1, "capacity_hourly": 1, "units_per_day": 2, "days_per_month": 30}
    found = swings(parse_workload(capacity | {"tools_per_unit": 10}))

    hours, days = found["capacity_hours"], found["days_per_month"]
    assert (hours.total_low - 600, hours.total_high - 600) == (584, 744)
    assert (days.total_low - 730, days.total_high - 730) == (2 * 24 * 10, 2 * 31 * 10)


@pytest.mark.parametrize(("growth", "fewest", "most"), [(1, 6, 10), (0, Fraction(32, 5), Fraction(48, 5))])
def test_calls_that_grow_are_made_one_by_one(growth: int, fewest: Fraction, most: Fraction) -> None:
    step = {"calls": 8, "input_tokens": 0, "output_tokens": 0, "input_price": 0, "output_price": 0}
    paid = {"units_per_month": 1, "steps": [step | {"call_fee": 1000, "input_growth": growth}]}

    found = swings(parse_workload(paid))["steps.1.calls"]
    assert (found.total_low, found.total_high) == (fewest, most)


@settings(max_examples=50)
@given(st.one_of(workloads(), agents()))
def test_any_workload_has_a_tornado(workload: dict[str, Any]) -> None:
    assert all(swing.total_low >= 0 for swing in tornado(parse_workload(workload)))


@given(workload=st.one_of(workloads(), agents()), percent=st.integers(0, 500))
@settings(deadline=None)
def test_other_prices_move_tokens_and_retries_alone_and_in_proportion(
    workload: dict[str, Any], percent: int
) -> None:
    parsed, factor = parse_workload(workload), Fraction(percent, 100)

    before, after = estimate(parsed), estimate(at_prices(parsed, factor))

    expected = [
        line.monthly * factor if line.key in {"tokens", "retries"} else line.monthly for line in before.lines
    ]
    assert [line.monthly for line in after.lines] == expected


def test_a_price_below_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="Nobody is paid"):
        at_prices(DESK, Fraction(-1, 100))


def test_the_numbers_of_steps_and_own_lines_move_too() -> None:
    step = {"input_tokens": 1000, "output_tokens": 100, "input_price": 3, "output_price": 15, "calls": 4}
    agent = parse_workload(
        {"units_per_month": 100, "steps": [step, step], "other_lines": [{"name": "Speech", "per_unit": 1}]}
    )

    sizes = {name: swing.size for name, swing in swings(agent).items()}

    assert sizes["units_per_month"] == Fraction(100 * Fraction("1.036")) * Fraction(2, 5)
    assert sizes["other_lines.1.per_unit"] == 40
    assert sizes["steps.1.calls"] == sizes["steps.2.calls"] == Fraction("0.018") * 40
    assert at_prices(agent, Fraction(1, 2)).steps[1].output_price == Decimal("7.5")


def test_a_table_has_what_moves_only_the_cost_of_an_accepted_unit_too() -> None:
    found = {swing.field: swing for swing in in_a_table(tornado(DESK), 3)}
    accepted = found["acceptance_rate"]

    assert (len(found), accepted.size) == (4, 0)
    assert accepted.accepted_low == estimate(DESK).total_monthly / (18000 * Fraction("0.6"))
    assert "value_per_unit" not in {swing.field for swing in in_a_table(tornado(DESK), 99)}
