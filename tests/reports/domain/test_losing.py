"""What a month loses, and whether any volume would pay, from an estimate alone."""

from fractions import Fraction
from typing import Any

import pytest

from calculator.domain.costs import estimate
from calculator.domain.workload_input import parse_workload
from runrate.reports.domain.losing import (
    as_it_is_pays_nowhere,
    loss,
    only_the_build_loses,
    pays_nowhere,
    would_pay_reviewed,
)

TOKENS = {"input_tokens": 1000, "output_tokens": 100, "input_price": 1, "output_price": 5}


@pytest.mark.parametrize(
    ("entered", "lost", "nowhere"),
    [
        ({"vector_db_monthly": 100}, None, False),
        ({"vector_db_monthly": 100, "value_per_unit": 0}, Fraction("100.015"), True),
        ({"vector_db_monthly": 100, "value_per_unit": 1}, Fraction("90.015"), False),
        ({"vector_db_monthly": 1, "value_per_unit": 1}, None, False),
    ],
)
def test_a_loss_is_todays_and_nowhere_is_at_no_volume(
    entered: dict[str, Any], lost: Fraction | None, nowhere: bool
) -> None:
    workload = parse_workload({**TOKENS, "units_per_month": 10, **entered})
    found = estimate(workload)

    assert (loss(found), pays_nowhere(workload, found)) == (lost, nowhere)


@pytest.mark.parametrize(
    ("monthly", "build_only"),
    [("9.985", True), ("9", True), ("9.9851", False), ("100", False)],
)
def test_a_loss_is_the_builds_alone_where_running_gives_or_just_breaks_even(
    monthly: str, build_only: bool
) -> None:
    """Ten units bring $10 and cost $0.015 of tokens."""
    build = {"value_per_unit": 1, "build_cost": 1200, "build_months": 12, "vector_db_monthly": monthly}
    found = estimate(parse_workload({**TOKENS, "units_per_month": 10, **build}))

    assert (only_the_build_loses(found), found.net_monthly and found.net_monthly < 0) == (build_only, True)


def test_what_gains_in_spite_of_its_build_loses_nothing_by_it() -> None:
    build = {"value_per_unit": 100, "build_cost": 12, "build_months": 12}
    found = estimate(parse_workload({**TOKENS, "units_per_month": 10, **build}))

    assert (loss(found), only_the_build_loses(found)) == (None, False)


def test_without_a_value_nothing_is_known_to_lose_or_to_pay_nowhere() -> None:
    workload = parse_workload({**TOKENS, "units_per_month": 10, "vector_db_monthly": 100})
    found = estimate(workload)

    assert (found.paying, loss(found), pays_nowhere(workload, found)) == (None, None, False)


@pytest.mark.parametrize(
    ("reviewed", "nowhere"),
    [
        # Nine dollars of errors a unit: a review of a dollar avoids them, one of twelve costs more.
        ({"review_minutes": 1, "reviewer_hourly_cost": 60}, False),
        ({"review_minutes": 12, "reviewer_hourly_cost": 60}, True),
        ({"review_minutes": 1, "reviewer_hourly_cost": 60, "review_catch_rate": "0.1"}, True),
        ({"reviews_per_reviewer": 100, "reviewer_monthly_cost": 100}, False),
        ({"reviews_per_reviewer": 10, "reviewer_monthly_cost": 100}, True),
        ({"review_minutes": 1}, True),  # nobody said what an hour costs
        ({"review_minutes": 0}, False),
        ({"review_minutes": 0, "reviewer_hourly_cost": 60}, False),
    ],
)
def test_where_reviews_earn_their_cost_no_volume_is_hopeless_before_all_is_reviewed(
    reviewed: dict[str, Any], *, nowhere: bool
) -> None:
    wrong = {"value_per_unit": 3, "error_rate": "0.3", "error_cost": 30, "review_rate": "0.1", **reviewed}
    workload = parse_workload({**TOKENS, "units_per_month": 10, **wrong})
    found = estimate(workload)

    assert as_it_is_pays_nowhere(found)
    assert (pays_nowhere(workload, found), would_pay_reviewed(workload, found)) == (nowhere, not nowhere)
