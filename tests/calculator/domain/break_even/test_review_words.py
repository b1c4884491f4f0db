"""Up to which share of reviews it breaks even: with a gain left it does not break even there."""

from fractions import Fraction

import pytest

from calculator.domain.break_even.review_words import up_to_which_review_rate, where_reviews_earn
from calculator.domain.costs import estimate
from calculator.domain.verdict import verdict
from calculator.domain.workload_input import parse_workload
from tests.truth.known import BY_THE_MINUTE, TOKENS, ZEROS


@pytest.mark.parametrize(
    ("value", "reviewed", "said"),
    [
        ("100", "0.1", "At today's volume it would still leave a gain with every {unit} reviewed."),
        ("100", "1", "It leaves a gain with every {unit} reviewed, as today."),
        ("1.0015", "1", "It breaks even with every {unit} reviewed, as today."),
        ("1.0015", "0.1", "At today's volume it would still break even with every {unit} reviewed."),
        ("0.5015", "0.1", "Break-even review rate: 50.0%."),
        ("0.0015", "0.1", "At today's volume it breaks even only without any review."),
        ("0.001", "0.1", "At today's volume it would not break even without any review either."),
    ],
)
def test_each_end_of_the_rate_says_what_is_left_there(value: str, reviewed: str, said: str) -> None:
    assert _said(value, reviewed) == said.format(unit="claim")


@pytest.mark.parametrize(
    ("value", "reviewed", "said"),
    [
        (
            "100",
            "0.1",
            "As far as entered, at today's volume it would still leave a gain with every claim reviewed.",
        ),
        ("100", "1", "As far as entered, it leaves a gain with every claim reviewed, as today."),
        ("1.0015", "1", "As far as entered, it breaks even with every claim reviewed, as today."),
        (
            "1.0015",
            "0.1",
            "As far as entered, at today's volume it would still break even with every claim reviewed.",
        ),
        ("0.5015", "0.1", "Break-even review rate: at most 50.0%."),
        ("0.0015", "0.1", "As far as entered, at today's volume it breaks even only without any review."),
        ("0.001", "0.1", "At today's volume it would not break even without any review either."),
    ],
)
def test_where_a_line_is_missing_only_what_more_cost_cannot_change_is_said_plainly(
    value: str, reviewed: str, said: str
) -> None:
    assert _said(value, reviewed, left_out="tools_monthly") == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("1.0011", "Break-even review rate: 99.96%."),
        ("0.7015", "Break-even review rate: 70.0%."),
        ("0.0019", "Break-even review rate: 0.04%."),
    ],
)
def test_a_rate_near_an_end_is_not_shown_as_that_end(value: str, said: str) -> None:
    assert _said(value, "0.1") == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("0.1010", "Break-even review rate: 9.95%."),
        ("0.1015", "Break-even review rate: 10.0%."),
        ("0.1016", "Break-even review rate: 10.01%."),
        ("0.9", "Break-even review rate: 89.9%."),
    ],
)
def test_a_rate_that_is_not_todays_is_not_shown_as_todays(value: str, said: str) -> None:
    """W16: of 10% reviewed at a loss, a break-even rate of 9.95% is not said to be 10.0%."""
    assert _said(value, "0.1") == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("1.6", "At today's volume it would still leave a gain with every claim reviewed."),
        ("1.5015", "At today's volume it would still break even with every claim reviewed."),
        ("1.0015", "At today's volume it breaks even only without any review."),
        ("1.0014", "At today's volume it would not break even without any review either."),
    ],
)
def test_errors_that_pass_without_a_review_and_half_of_them_with_one_count_at_each_end(
    value: str, said: str
) -> None:
    """$1.00 of errors a claim without review; $0.50 and a review of $1.00 where all are reviewed."""
    errors = {"error_rate": "0.1", "error_cost": "10", "review_catch_rate": "0.5"}

    assert _said(value, "0.1", **errors) == said


def _said(value: str, reviewed: str, *, left_out: str = "", **more: str) -> str:
    zeros = {name: zero for name, zero in ZEROS.items() if name != left_out}
    worth = {"review_rate": reviewed, "value_per_unit": value}
    workload = parse_workload({**TOKENS, **zeros, **BY_THE_MINUTE, **worth, **more})
    found = estimate(workload)
    assert isinstance(found.break_even_review_rate, Fraction)
    return up_to_which_review_rate(workload, found, found.break_even_review_rate)


EARNS = "Each review avoids more than it costs"
AT_BEST = "at today's volume it would not break even with every claim reviewed either."


@pytest.mark.parametrize(
    ("value", "minutes", "said"),
    [
        # Three in ten wrong at $10 each: a review at a cent a minute avoids $3.
        ("2", "100", f"{EARNS}: at today's volume it breaks even from 50.1% reviewed on."),
        ("0.9", "100", f"{EARNS}, yet {AT_BEST}"),
        ("4", "100", f"{EARNS}: it covers its cost with none, and brings more with each."),
        ("4", "300", "A review avoids as much as it costs: how many are reviewed changes nothing."),
        ("4", "301", None),
    ],
)  # fmt: skip
def test_where_each_review_earns_more_than_it_costs_it_is_said_from_which_rate_on_it_pays(
    value: str, minutes: str, said: str | None
) -> None:
    """Of a review that costs more there is a break-even rate to tell instead."""
    wrong = {"value_per_unit": value, "error_rate": "0.3", "error_cost": 10, "review_minutes": minutes}
    paid = {"reviewer_hourly_cost": "0.6", "review_rate": "0.1", "unit_name": "claim"}
    workload = parse_workload(TOKENS | ZEROS | BY_THE_MINUTE | {"units_per_month": 1000} | wrong | paid)
    found = estimate(workload)

    assert where_reviews_earn(workload, found) == (said or "")
    assert (found.break_even_review_rate is None) is (said is not None)
    assert (said in verdict(workload, found)) is (said is not None)


@pytest.mark.parametrize("left_out", ["review_minutes", "reviewer_hourly_cost"])
def test_while_a_review_has_no_price_nothing_is_said_of_what_it_brings(left_out: str) -> None:
    """Its errors were entered, and so was that a tenth is reviewed: each review seemed to cost nothing."""
    wrong = {"value_per_unit": 4, "error_rate": "0.3", "error_cost": 10, "units_per_month": 1000}
    inputs = TOKENS | ZEROS | BY_THE_MINUTE | wrong
    half = parse_workload({name: each for name, each in inputs.items() if name != left_out})
    found = estimate(half)

    assert where_reviews_earn(half, found) == ""
    assert [said for said in verdict(half, found) if "avoids" in said] == []
    free = parse_workload(inputs | {left_out: 0})
    assert where_reviews_earn(free, estimate(free)).startswith(EARNS)
