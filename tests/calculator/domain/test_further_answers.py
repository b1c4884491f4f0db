"""What follows beside the verdict: payback, reviews against errors, capacity in use."""

from decimal import Decimal

import pytest

from calculator.domain.cost_lines import Note
from calculator.domain.costs import estimate
from calculator.domain.further_answers import capacity, invoice_sentence, payback_and_reviews
from calculator.domain.prices.telling_notes import TOO_LOW
from calculator.domain.workload_input import parse_workload

FIRST = {"units_per_month": 1000, "input_tokens": 0, "output_tokens": 0, "input_price": 0, "output_price": 0}
WRONG = {"error_rate": "0.1", "error_cost": 20, "review_rate": "0.5", "review_catch_rate": "0.5"}
IDLE = "; by a reviewer who is fully used it costs $0.75."
LEFT = ("retry_rate", "vector_db_monthly", "observability_monthly", "tools_monthly", "integrations_monthly",
        "infrastructure_monthly", "upkeep_monthly")  # fmt: skip


def said(**inputs: object) -> list[str]:
    workload = parse_workload({**FIRST, **inputs})
    return list(payback_and_reviews(workload, estimate(workload)))


def test_a_build_is_paid_back_in_the_months_that_bring_it_in() -> None:
    build = {"build_cost": 6000, "value_per_unit": 2}

    assert said(**build) == ["The build cost is paid back in at least 3 months."]
    assert said(**build, **dict.fromkeys((*LEFT, "review_rate"), 0)) == [
        "The build cost is paid back in 3 months."
    ]
    assert said(build_cost=6000, value_per_unit=0) == []


def test_months_until_a_build_is_paid_back_have_one_place_after_the_point() -> None:
    build = {"build_cost": 10_000, "value_per_unit": 3}

    assert said(**build, **dict.fromkeys((*LEFT, "review_rate"), 0)) == [
        "The build cost is paid back in 3.3 months."
    ]


@pytest.mark.parametrize(
    ("value", "months", "printed"),
    [
        ("0.9984", "12", "12.02"),
        ("0.99999", "12", "12.0001"),
        ("0.9", "12", "13.3"),
        ("0.9984", "12.01", "12.02"),
    ],
)
def test_what_is_spread_over_fewer_months_than_pay_it_back_is_printed_so(
    value: str, months: str, printed: str
) -> None:
    build = {"build_cost": 12_000, "build_months": months, "value_per_unit": value}

    assert said(**build, **dict.fromkeys((*LEFT, "review_rate"), 0)) == [
        f"The build cost is paid back in {printed} months: spread over {months} months, it makes the loss."
    ]


@pytest.mark.parametrize(
    ("value", "printed"),
    [("120", "in 0.1 months."), ("125", "within the first month."), ("6000", "within the first month.")],
)
def test_a_build_is_never_paid_back_in_no_months(value: str, printed: str) -> None:
    build = {"build_cost": 6000, "value_per_unit": value}

    assert said(**build, **dict.fromkeys((*LEFT, "review_rate"), 0)) == [
        f"The build cost is paid back {printed}"
    ]


def test_what_is_still_to_be_entered_can_only_make_the_payback_later() -> None:
    assert said(build_cost=6000, value_per_unit=6000) == [
        "The build cost is paid back within the first month at the earliest."
    ]


@pytest.mark.parametrize(
    ("review", "outcome"),
    [
        ({"review_minutes": 1, "reviewer_hourly_cost": 30}, " and costs $0.50: it pays."),
        ({"review_minutes": 10, "reviewer_hourly_cost": 60}, " and costs $10.00: it does not pay."),
        ({"review_minutes": 1, "reviewer_hourly_cost": 60}, " and costs as much."),
        ({"reviews_per_reviewer": 250, "reviewer_monthly_cost": 125}, " and costs $0.50: it pays."),
        ({}, "."),
    ],
)
def test_what_a_review_saves_in_errors_is_set_against_what_it_costs(
    review: dict[str, object], outcome: str
) -> None:
    assert said(**WRONG, **review) == [f"On average one review saves $1.00 in errors{outcome}"]


@pytest.mark.parametrize(
    ("review", "outcome"),
    [
        ({"reviewer_monthly_cost": 200}, (" and costs $0.80: it pays.", "$0.50")),
        ({"reviewer_monthly_cost": 300}, (" and costs $1.20: it does not pay.", "$0.75")),
        ({"reviewer_monthly_cost": 250}, (" and costs as much.", "$0.625")),
        ({"reviewer_monthly_cost": 300, "review_rate": 0}, (IDLE,)),
        ({"reviewer_monthly_cost": 300, "units_per_month": 0}, (IDLE,)),
    ],
)
def test_reviewers_who_wait_cost_what_is_paid_for_them(
    review: dict[str, object], outcome: tuple[str, ...]
) -> None:
    """One does 400 reviews in a month and 500 are done: two are paid."""
    first, *others = said(**WRONG | {"reviews_per_reviewer": 400} | review)

    assert first == f"On average one review saves $1.00 in errors{outcome[0]}"
    assert others == [
        f"By a reviewer who is fully used one review would cost {cost}." for cost in outcome[1:]
    ]


def test_without_errors_nothing_is_said_of_them() -> None:
    assert said(review_rate="0.5", review_minutes=1, reviewer_hourly_cost=30) == []


def test_capacity_says_its_cost_per_million_tokens_and_how_full_it_is() -> None:
    kept = {"capacity_instances": 1, "capacity_hourly": 10, "capacity_hours": 100, "input_tokens": 3600,
            "retry_rate": 0}  # fmt: skip
    cost = "Capacity comes to $277.78 per million tokens."
    by_tokens = "By tokens per second the instances are 50.0% used."

    assert capacity_said(**kept, capacity_tokens_per_second=20) == [cost, by_tokens]
    assert capacity_said(**kept) == [cost]
    assert capacity_said(**kept | {"retry_rate": None}, capacity_tokens_per_second=20) == [
        "Capacity comes to at most $277.78 per million tokens.",
        "By tokens per second the instances are at least 50.0% used.",
    ]
    assert capacity_said() == []


@pytest.mark.parametrize(
    ("each", "said"),
    [
        (1000, "By units the instances are 100.0% used: 1,000 of 1,000 per month."),
        (400, "By units the instances are 83.3% used: 1,000 of 1,200 per month."),
        (5000, "By units the instances are 20.0% used: 1,000 of 5,000 per month."),
    ],
)
def test_capacity_is_told_full_by_units_where_an_instance_can_do_so_many(each: int, said: str) -> None:
    kept = {"capacity_instances": 1, "capacity_hourly": 10, "capacity_units_per_instance": each}

    assert capacity_said(**kept) == [said]


def capacity_said(**inputs: object) -> list[str]:
    workload = parse_workload({**FIRST, **inputs})
    return list(capacity(workload, estimate(workload)))


@pytest.mark.parametrize(
    ("fields", "notes", "found"),
    [
        ({"retry_rate": 0}, (), "Tokens and retries come to $10.00: 20.0% of your last invoice of $50.00."),
        ({}, (), "Tokens come to at least $10.00: at least 20.0% of your last invoice of $50.00."),
        (
            {"retry_rate": 0},
            (Note("model", TOO_LOW),),
            "Tokens and retries come to at least $10.00: at least 20.0% of your last invoice of $50.00.",
        ),
        (
            {"retry_rate": 0, "other_lines": [{"name": "Speech", "visible": True}]},
            (),
            "What vendors bill comes to at least $10.00: at least 20.0% of your last invoice of $50.00.",
        ),
        (
            {"retry_rate": 0, "other_lines": [{"name": "Lawyer"}]},
            (),
            "Tokens and retries come to $10.00: 20.0% of your last invoice of $50.00.",
        ),
        (
            {"retry_rate": 0, "call_fee": 5},
            (),
            "What vendors bill comes to $15.00: 30.0% of your last invoice of $50.00.",
        ),
        (
            {"call_fee": 5},
            (),
            "What vendors bill comes to at least $15.00: at least 30.0% of your last invoice of $50.00.",
        ),
        (
            {"retry_rate": 0, "seats": 1, "seat_monthly": 5},
            (),
            "What vendors bill comes to $15.00: 30.0% of your last invoice of $50.00.",
        ),
        (
            {"retry_rate": 0, "seats": 1, "seat_monthly": 40},
            (),
            "What vendors bill comes to $50.00: 100.0% of your last invoice of $50.00.",
        ),
        (
            {"retry_rate": 0, "seats": 1, "seat_monthly": "40.01"},
            (),
            "What vendors bill comes to $50.01: 100.0% of your last invoice of $50.00.",
        ),
        (
            {"seats": 1, "seat_monthly": 90},
            (),
            (
                "What vendors bill comes to at least $100.00: at least 200.0% of your last invoice of "
                "$50.00. That is more than was invoiced: check tokens, prices and the month of the invoice."
            ),
        ),
    ],
)
def test_an_invoice_is_set_against_at_least_what_is_entered_of_it(
    fields: dict[str, object], notes: tuple[Note, ...], found: str
) -> None:
    """Retries are named where they are entered, and a line that no vendor bills is no part of it."""
    workload = parse_workload({**FIRST, "input_tokens": 1000, "input_price": 10, **fields})

    assert invoice_sentence(estimate(workload, notes), Decimal(50)) == found


@pytest.mark.parametrize(
    ("invoice", "said"),
    [
        (None, ""),
        (Decimal(0), "Your last invoice is entered as $0.00: no share of it can be explained."),
    ],
)
def test_an_invoice_of_nothing_is_not_passed_over(invoice: Decimal | None, said: str) -> None:
    workload = parse_workload({**FIRST, "input_tokens": 1000, "input_price": 10})

    assert invoice_sentence(estimate(workload), invoice) == said


def test_no_payback_is_told_from_an_acceptance_that_cannot_be_reached() -> None:
    build = {"build_cost": 6000, "value_per_unit": 9, "max_retries": 1, "acceptance_rate": "0.9"}

    assert said(**build, retry_rate="0.9") == []
    assert said(**build, retry_rate="0.2") != []
