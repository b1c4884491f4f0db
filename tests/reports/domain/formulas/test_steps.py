"""What a step releases, what it costs and when that is back, as formulas; cash in whole reviewers."""

from decimal import Decimal
from typing import Any

from runrate.reports.domain.evaluation import read
from runrate.reports.domain.formulas.steps import of_steps
from runrate.reports.domain.inputs import Source
from tests.reports.readers import BY_THE_MINUTE, LARGE, article, sheet, source, workload

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
    assert found["Human review: reviewer time freed per month"] == ("$500,000.00 × (1 − 1.5 ÷ 2)", "$125,000")
    assert found["Human review: cost of work"] == ("15 × $600", "$9,000")
    assert found["Human review: earned back in"] == ("15 × $600 ÷ $120,000.00", "0.1 months")


def test_review_that_rules_hold_back_stops_at_the_share_entered() -> None:
    found = told(source(sheet(4, q10=1), workload(BY_THE_MINUTE), minimum_review_rate=Decimal("0.09")))

    assert found["Human review: cash per month"] == ("$1,100.00 × (1 − 0.09 ÷ 0.1)", "$110")


def test_errors_that_fewer_reviews_let_pass_are_taken_off() -> None:
    found = told(source(sheet(4, q10=1), workload(BY_THE_MINUTE, **WRONG)))

    figures, _cash = found["Human review: cash per month"]
    assert figures == ("$1,100.00 × (1 − 1.5 ÷ 2) − $250.00 × (1 − 1.5 ÷ 2) × 2,200 × 0.1 × 0.8 × 0.03 × 0.7")
    assert found["Human review: errors that fewer reviews let pass"][1] == "$231"


def test_steps_worth_taking_stand_together_and_each_alone() -> None:
    found = told(article(LARGE))

    assert found["Steps worth taking, together: cash per month"][1] == "$202,428"
    assert found["Each alone, added up"][1] == "$215,077"


def test_without_a_scenario_there_is_nothing_to_reckon() -> None:
    assert told(source(sheet(2))) == {}
