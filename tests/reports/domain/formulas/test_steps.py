"""What a step releases, what it costs and when that is back, as formulas; cash in whole reviewers."""

from decimal import Decimal
from typing import Any

from runrate.reports.domain.evaluation import read
from runrate.reports.domain.formulas.steps import of_steps
from runrate.reports.domain.inputs import Source
from tests.reports.readers import BY_THE_MINUTE, LARGE, SMALL, article, sheet, source, workload

WRONG: dict[str, Any] = {
    "acceptance_rate": "0.8",
    "error_rate": "0.03",
    "error_cost": 250,
    "review_catch_rate": "0.7",
}


def told(made_from: Source) -> dict[str, tuple[str, str]]:
    return {row.name: (row.substituted, row.monthly) for row in of_steps(read(made_from))}


def test_cash_counts_reviewers_in_whole_people_and_time_beside_it() -> None:
    found = told(article(LARGE))

    assert found["Human review: cash per month"] == ("(50 − 38) × $10,000.00", "$120,000")
    freed = "Human review: reviewers' time freed per month"
    assert found[freed] == ("$500,000.00 × (1 − 1.5 ÷ 2)", "$125,000")
    assert found["Human review: cost of work"] == ("15 × $600", "$9,000")
    assert "Human review: earned back in" not in found


def test_what_is_earned_back_is_divided_by_the_cash_as_it_is_printed() -> None:
    found = told(article(SMALL))

    assert found["Stored data and telemetry: cash per month"][1] == "$500"
    back = "Stored data and telemetry: earned back in"
    assert found[back] == ("3 × $600 ÷ $500", "3.6 months")
    assert found[f"{back}, smaller effect"] == ("3 × $600 ÷ $214", "8.4 months")
    assert found[f"{back}, larger effect"] == ("3 × $600 ÷ $682", "2.6 months")


def test_review_that_rules_hold_back_stops_at_the_share_entered() -> None:
    held = source(
        sheet(4, q10=1),
        workload(BY_THE_MINUTE),
        minimum_review_rate=Decimal("0.09"),
        reviewers_by_the_hour=True,
    )

    assert told(held)["Human review: cash per month"] == ("$1,100.00 × (1 − 0.09 ÷ 0.1)", "$110")


def test_time_that_is_paid_all_the_same_is_no_cash() -> None:
    found = told(source(sheet(4, q10=1), workload(BY_THE_MINUTE)))

    assert found["Human review: cash per month"] == ("$0.00", "$0")
    assert found["Human review: reviewers' time freed per month"] == ("$1,100.00 × (1 − 1.5 ÷ 2)", "$275")
    assert found["Human review: human review rate then"] == ("0.1 × 0.75", "7.5%")


def test_errors_that_fewer_reviews_let_pass_are_taken_off() -> None:
    wrong = source(sheet(4, q10=1), workload(BY_THE_MINUTE, **WRONG), reviewers_by_the_hour=True)

    found = told(wrong)

    figures, _cash = found["Human review: cash per month"]
    assert figures == "$1,100.00 × (1 − 1.5 ÷ 2) + ($12,276.00 − $12,507.00)"
    passed = found["Human review: errors that fewer reviews let pass"]
    assert passed == ("$12,507.00 − $12,276.00", "$231")


def test_a_factor_of_many_decimals_is_printed_as_a_fraction() -> None:
    found = told(source(sheet(4, q12=2), workload(LARGE)))

    assert found["Capacity and integrations: cash per month, smaller effect"][0] == (
        "$50,000.00 × (1 − 1.0125 ÷ 1.03) + $100,000.00 × (1 − (77 ÷ 75) ÷ (16 ÷ 15))"
    )


def test_a_share_beside_which_something_cheaper_stands_is_told_with_what_can_be_of_it() -> None:
    second = workload(SMALL, routed_share="0.5", routed_input_price="0.3", routed_output_price="0.3")

    found = told(source(sheet(4, q7=1), second))

    assert found["Model choice: routed to a cheaper model then"] == ("1 − (1 − 0.5) × 0.8125", "59.4%")


def test_steps_worth_taking_stand_together_and_each_alone() -> None:
    """N8."""
    found = told(article(LARGE))

    assert found["Steps worth taking, together: cash per month"][1] == "$203,356"
    assert found["Each alone, added up"][1] == "$216,774"


def test_the_work_of_the_plan_and_of_the_way_up_has_its_price() -> None:
    found = told(article(SMALL))

    assert found["The ninety days, all of it: cost of work"][0].endswith(" × $600")
    assert found["The way to the next stage: cost of work"][1].startswith("$")


def test_without_a_scenario_there_is_nothing_to_reckon() -> None:
    assert told(source(sheet(2))) == {}
