"""Formulas with the numbers in them come to exactly the amounts they explain."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.domain.costs import estimate
from calculator.domain.formulas.attempt import steps
from calculator.domain.formulas.lines import Explained, explain
from calculator.domain.workload_input import parse_workload
from tests.calculator.pocket_calculator import worked_out
from tests.calculator.workloads import agents, workloads

SMALL: dict[str, Any] = {
    "input_tokens": 5000,
    "output_tokens": 2000,
    "input_price": 3,
    "output_price": 15,
    "units_per_day": 100,
    "review_rate": "0.10",
    "reviews_per_reviewer": 220,
    "reviewer_monthly_cost": 10000,
    "vector_db_monthly": 1000,
}


def explained(**fields: object) -> dict[str, Explained]:
    workload = parse_workload(SMALL | fields)
    return {found.key: found for found in explain(workload, estimate(workload))}


def test_a_line_shows_its_formula_in_words_and_in_figures() -> None:
    tokens = explained()["tokens"]

    assert tokens.formula == (
        "units per month × (input tokens × input price + output tokens × output price) ÷ 1,000,000"
    )
    assert tokens.substituted == "2,200 × (5,000 × $3 + 2,000 × $15) ÷ 1,000,000"


def test_staffed_review_shows_the_rounding_up_to_whole_people() -> None:
    assert explained()["human_review"].substituted == "⌈2,200 × 0.1 ÷ 220⌉ × $10,000"


def test_a_line_that_was_not_entered_has_a_formula_but_no_figures() -> None:
    upkeep = explained()["upkeep"]

    assert (upkeep.formula, upkeep.substituted) == ("maintenance per month", "")


def test_above_the_long_context_threshold_the_formula_names_the_price_in_force() -> None:
    long = {"long_context_threshold": 100, "long_context_input_price": 6, "long_context_output_price": "22.5"}

    assert explained(**long)["tokens"].substituted == "2,200 × (5,000 × $6 + 2,000 × $22.5) ÷ 1,000,000"


@pytest.mark.parametrize(
    ("fields", "key", "words", "figures"),
    [
        ({"seats": 5, "seat_monthly": 39}, "seats", "seats × price per seat", "5 × $39"),
        (
            {"capacity_instances": 2, "capacity_hourly": 3, "capacity_hours": 720},
            "capacity",
            "instances kept × price per instance-hour × hours per month",
            "2 × $3 × 720",
        ),
        (
            {"capacity_instances": 2, "capacity_hourly": 3, "capacity_units_per_instance": 300},
            "capacity",
            (
                "max(instances kept; ⌈units per month ÷ units one instance can do per month⌉) "
                "× price per instance-hour × hours per month"
            ),
            "max(2; ⌈2,200 ÷ 300⌉) × $3 × 730",
        ),
        (
            {"capacity_hourly": 3, "capacity_units_per_instance": 300},
            "capacity",
            (
                "⌈units per month ÷ units one instance can do per month⌉ "
                "× price per instance-hour × hours per month"
            ),
            "⌈2,200 ÷ 300⌉ × $3 × 730",
        ),
        (
            {"error_rate": "0.1", "error_cost": 20, "review_catch_rate": "0.6", "acceptance_rate": "0.9"},
            "errors",
            (
                "units per month × acceptance rate × error rate of accepted units × "
                "(1 − human review rate × share of errors that review catches) × cost per error"
            ),
            "2,200 × 0.9 × 0.1 × (1 − 0.1 × 0.6) × $20",
        ),
        (
            {"other_lines": [{"name": "Runs", "monthly": 400, "per_unit": "0.1"}]},
            "other_1",
            "amount per month + amount per unit × units per month",
            "$400 + $0.1 × 2,200",
        ),
        (
            {"other_lines": [{"name": "Runs"}, {"name": "Rent", "step_units": 300, "step_monthly": 250}]},
            "other_2",
            (
                "amount per month + amount per unit × units per month + "
                "⌈units per month ÷ units per block⌉ × cost per block"
            ),
            "$0 + $0 × 2,200 + ⌈2,200 ÷ 300⌉ × $250",
        ),
    ],
)
def test_seats_capacity_errors_and_own_lines_have_formulas_of_their_own(
    fields: dict[str, object], key: str, words: str, figures: str
) -> None:
    found = explained(**fields)[key]

    assert (found.formula, found.substituted) == (words, figures)


def test_a_line_of_ones_own_is_explained_under_its_own_name() -> None:
    found = explained(other_lines=[{"name": "Runs", "monthly": 400}])

    assert (found["other_1"].name, found["other_1"].monthly, list(found)[-1]) == ("Runs", 400, "other_1")


@given(st.one_of(workloads(), agents()))
def test_every_formula_comes_to_its_line_exactly(workload: dict[str, Any]) -> None:
    parsed = parse_workload(workload)
    found = estimate(parsed)

    lines = explain(parsed, found)

    assert [line.key for line in lines] == [line.key for line in found.listed]
    for _name, term, cost in steps(parsed):
        assert worked_out(term.figures) == cost
    for line, cost_line in zip(lines, found.listed, strict=True):
        assert (worked_out(line.substituted) if line.substituted else 0) == cost_line.monthly, line
