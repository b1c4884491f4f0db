"""17-8, 17-14, 17-15, 17-16: sentences side by side that would deny each other."""

from typing import Any

import pytest
from django.test import Client

from calculator.domain.costs import estimate
from calculator.domain.further_answers import payback_and_reviews
from calculator.domain.verdict import verdict
from calculator.domain.workload_input import parse_workload
from tests.calculator.pages import text
from tests.truth.known import BY_THE_MINUTE, STAFF, TOKENS, ZEROS

WORK: dict[str, Any] = {**TOKENS, **ZEROS}
ALL = {**BY_THE_MINUTE, "review_rate": 1}


def said(**inputs: Any) -> str:
    workload = parse_workload({**WORK, **inputs})
    found = estimate(workload)
    return " ".join((*verdict(workload, found), *payback_and_reviews(workload, found)))


@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        ({**ALL, "value_per_unit": 3}, "It leaves a gain with every claim reviewed, as today."),
        ({**ALL, "value_per_unit": "1.0015"}, "It breaks even with every claim reviewed, as today."),
        (
            {**BY_THE_MINUTE, "value_per_unit": 3},
            "At today's volume it would still leave a gain with every claim reviewed.",
        ),
    ],
)
def test_what_leaves_a_gain_does_not_just_break_even(inputs: dict[str, Any], sentence: str) -> None:
    assert sentence in said(**inputs)


def test_what_is_saved_against_people_is_spoken_of_only_where_something_is() -> None:
    dear = {"value_per_unit": 1, "human_cost_per_unit": 4}

    assert "this saving" in said(**dear)
    assert "this saving" not in said(**dear, upkeep_monthly=9000)


def test_a_gain_beside_a_claim_dearer_than_its_worth_says_whose_cost_is_left_out() -> None:
    half = {"value_per_unit": 2, "human_cost_per_unit": 5, "acceptance_rate": "0.5"}

    assert "The net gain excludes the people who handle claims the AI does not resolve" in said(**half)
    assert "The net gain excludes" not in said(**half, upkeep_monthly=2000)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("0.0915", "The build cost is paid back in 13.3 months: spread over 12 months, it makes the loss."),
        ("0.0016", "At today's volume the build cost is not paid back within ten years."),
        ("0.5", "The build cost is paid back in 2.4 months."),
    ],
)
def test_a_build_paid_back_late_is_reconciled_with_the_loss(value: str, sentence: str) -> None:
    assert sentence in said(build_cost=1200, value_per_unit=value)


def test_a_build_is_not_said_to_make_the_loss_where_a_line_is_missing() -> None:
    late = said(build_cost=1200, value_per_unit="0.0915", upkeep_monthly=None)

    assert "The build cost is paid back in at least 13.3 months." in late


@pytest.mark.django_db
def test_explore_tells_reviewers_time_apart_from_cash_and_no_chance_without_units(client: Client) -> None:
    pages = {
        name: text(client.get("/calculator/explore/", {**WORK, **inputs}).content.decode())
        for name, inputs in (
            ("minutes", BY_THE_MINUTE),
            ("staff", STAFF),
            ("errors", {**BY_THE_MINUTE, "error_rate": "0.5", "error_cost": "1.9"}),
            ("none", {"units_per_month": 0, "vector_db_monthly": 9, "value_per_unit": 3}),
        )
    }

    assert "Reviewing 50% fewer frees reviewers' time of $50.00 per month" in pages["minutes"]
    assert "All of them together, in cash" in pages["minutes"]
    assert "Review 50% fewer (reviewers' time, not cash)" in pages["minutes"]
    assert "time of $50.00 per month and let errors of $47.50 pass: that pays only" in pages["errors"]
    assert "in cash" not in pages["errors"]
    assert "reviewers' time" not in pages["staff"]
    assert "draws do the claims earn" not in pages["none"]
