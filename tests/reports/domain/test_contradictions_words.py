"""Each contradiction word for word, with what was entered just beside it, where nothing is said."""

from fractions import Fraction
from typing import Any

import pytest

from assessment.domain.answer_sheet import parse_sheet
from assessment.domain.questionnaire import load
from calculator.domain.costs import estimate
from calculator.domain.workload_input import parse_workload
from runrate.reports.domain.contradictions import contradictions

TOKENS = {
    "input_tokens": 1000,
    "output_tokens": 100,
    "input_price": 1,
    "output_price": 5,
    "units_per_month": 10,
}
OUT = {"na": "nobody needs it"}
MINUTES = {"review_rate": "0.07", "review_minutes": 5, "reviewer_hourly_cost": 40}
STAFF = {"review_rate": "0.07", "reviews_per_reviewer": 200, "reviewer_monthly_cost": 9000}
ROUTED = {"routed_input_price": 1, "routed_output_price": 2}
STORED_BOTH = {"vector_db_monthly": 0, "observability_per_unit": 0}
SIZED_BOTH = {"infrastructure_monthly": 0, "integrations_per_unit": 0}

OVER_ALL_LINES = "The full cost per unit is said to be calculated over all lines, yet the scenario has "
RETRIES = "enter the measured rate and the retries line will carry it."
MINIMUMS = "Review is said to stay within compliance minimums, yet the scenario has "
TUNED = "Review is said to be tuned to the point where one more check no longer pays, yet the scenario has "
BUDGETED = (
    "The cost per unit of stored data and telemetry is said to be budgeted, yet the scenario has none "
    "entered for "
)
RESERVED = {"capacity_instances": 1, "capacity_hourly": 2, "capacity_units_per_instance": 800}
JOINED = "All calls of a unit are said to be joined and to carry a cost, yet "
NO_RATE = "The retry rate is said to be known, yet none is entered in the scenario: "
GUESSED = "Nobody is said to know the retry rate, yet the scenario has 10.0% entered: "
SIZED = "Capacity and integrations are said to be sized on purpose, yet infrastructure and integrations "
CALLS = "The cost of an integration call is said to be known, yet integrations are not entered in the "
ALL_CHECKED = "All outputs are said to be checked without a reason, yet you entered that rules oblige you to "
RETENTION = "Retention is said to be set for stored data and telemetry, yet "


def said(key: str, answer: Any, entered: dict[str, Any], minimum: str | None = None) -> list[str]:
    """What is said where every other answer is not known."""
    workload = parse_workload(TOKENS | entered)
    answers = {**dict.fromkeys(load("1").keys, "dk"), key: answer}
    sheet = parse_sheet({"version": "1", "answers": answers})
    found = contradictions(
        sheet, workload, estimate(workload), None if minimum is None else Fraction(minimum)
    )
    assert [each.question for each in found] in ([], [key])
    return [each.sentence for each in found]


@pytest.mark.parametrize(
    ("key", "answer", "entered", "sentence"),
    [
        (
            "q3", 3, {"observability_monthly": 0},
            f"{JOINED}observability is entered as zero.",
        ),
        (
            "q3", 4, {},
            "The cost of tracing is said to be known, yet observability is not entered in the scenario.",
        ),
        (
            "q4", 3, {**MINUTES, "review_minutes": 0},
            f"{OVER_ALL_LINES}7.0% of the units reviewed by a person and a review that costs nothing.",
        ),
        (
            "q4", 4, {**STAFF, "reviewer_monthly_cost": 0},
            f"{OVER_ALL_LINES}7.0% of the units reviewed by a person and a review that costs nothing.",
        ),
        (
            "q4", 3, {"review_rate": "0.07", "review_minutes": 5},
            f"{OVER_ALL_LINES}7.0% of the units reviewed by a person and no cost of a review entered.",
        ),
        (
            "q7", 0, {"routed_share": "0.3", **ROUTED},
            "One large model is said to do everything, yet the scenario sends 30.0% to a cheaper one.",
        ),
        (
            "q9", 2, {},
            f"{NO_RATE}enter it and the retries line will carry it.",
        ),
        (
            "q9", 4, {"retry_rate": 0},
            f"The retry rate is said to be known, yet the scenario repeats 0.0% of the runs: {RETRIES}",
        ),
        (
            "q9", "dk", {"retry_rate": "0.1"},
            f"{GUESSED}it is a guess until the rate is found out.",
        ),
        (
            "q10", 0, {"review_rate": "0.07"},
            "All outputs or none are said to be checked, yet the scenario has 7.0% checked.",
        ),
        (
            "q10", 1, {"review_rate": 0},
            "A share of the outputs is said to be checked, yet the scenario has none checked.",
        ),
        (
            "q10", OUT, {"review_rate": "0.07"},
            "Human review is said not to apply, yet the scenario has 7.0% of the units checked.",
        ),
        (
            "q11", 3, {},
            f"{RETENTION}neither a vector database nor observability has a cost entered in the scenario.",
        ),
        (
            "q11", 3, {"vector_db_monthly": 0},
            f"{RETENTION}neither a vector database nor observability has a cost entered in the scenario.",
        ),
        ("q11", 4, STORED_BOTH, f"{RETENTION}a vector database and observability are both entered as zero."),
        ("q11", 4, {"vector_db_monthly": 7}, f"{BUDGETED}observability."),
        ("q11", 4, {"observability_monthly": 7}, f"{BUDGETED}vector database."),
        (
            "q11", OUT, {"vector_db_monthly": 7, "observability_per_unit": "0.1"},
            "This is said not to apply, yet the scenario has a cost of vector database and observability.",
        ),
        (
            "q11", OUT, {"vector_db_monthly": 0, "observability_per_unit": "0.1"},
            "This is said not to apply, yet the scenario has a cost of observability.",
        ),
        (
            "q12", 2, SIZED_BOTH,
            f"{SIZED}are both entered as zero.",
        ),
        (
            "q12", 4, {},
            f"{CALLS}scenario.",
        ),
        (
            "q12", OUT, {"infrastructure_monthly": 7, "integrations_monthly": 0},
            "This is said not to apply, yet the scenario has a cost of infrastructure.",
        ),
    ],
)  # fmt: skip
def test_an_answer_that_the_scenario_speaks_against_is_told_in_these_words(
    key: str, answer: Any, entered: dict[str, Any], sentence: str
) -> None:
    assert said(key, answer, entered) == [sentence]


@pytest.mark.parametrize(
    ("answer", "rate", "minimum", "sentence"),
    [
        (
            0, "1", "1",
            f"{ALL_CHECKED}check every one.",
        ),
        (
            4, "0.07", "0.1",
            f"{MINIMUMS}7.0% of the units checked, and you entered that rules oblige you to 10.0%.",
        ),
        (4, "1", "0.1", f"{TUNED}100.0% of the units checked."),
        (4, "1", None, f"{TUNED}100.0% of the units checked."),
    ],
)  # fmt: skip
def test_what_rules_oblige_to_check_is_told_in_these_words(
    answer: Any, rate: str, minimum: str | None, sentence: str
) -> None:
    assert said("q10", answer, {"review_rate": rate}, minimum) == [sentence]


@pytest.mark.parametrize(
    ("key", "answer", "entered", "minimum"),
    [
        ("q3", 2, {"observability_monthly": 0}, None),
        ("q3", 3, {}, None),
        ("q3", 4, {"observability_monthly": 7}, None),
        ("q4", 3, MINUTES, None),
        ("q4", 3, STAFF, None),
        ("q4", 3, {**MINUTES, "review_minutes": 0, "review_rate": 0}, None),
        ("q7", 0, {"routed_share": 0, **ROUTED}, None),
        ("q7", 1, {"routed_share": "0.3", **ROUTED}, None),
        ("q9", 4, {"retry_rate": "0.01"}, None),
        ("q9", "dk", {"retry_rate": 0}, None),
        ("q9", "dk", {}, None),
        ("q10", 0, {}, None),
        ("q10", 0, {}, "1"),
        ("q10", 0, {"review_rate": 0}, "1"),
        ("q10", 0, {"review_rate": 1}, None),
        ("q10", 0, {"review_rate": 1}, "0.99"),
        ("q10", 1, {}, None),
        ("q10", 4, {"review_rate": "0.1"}, "0.1"),
        ("q10", 4, {"review_rate": 1}, "1"),
        ("q10", 4, {}, "0.1"),
        ("q10", OUT, {"review_rate": 0}, None),
        ("q10", OUT, {}, None),
        ("q11", 3, {"vector_db_monthly": 7}, None),
        ("q11", 4, {"vector_db_monthly": 7, "observability_monthly": 0}, None),
        ("q11", OUT, STORED_BOTH, None),
        ("q11", OUT, {}, None),
        ("q12", 3, {"infrastructure_monthly": 0}, None),
        ("q12", 3, {**SIZED_BOTH, "integrations_per_unit": "0.1"}, None),
        ("q12", 3, {**SIZED_BOTH, **RESERVED}, None),
        ("q12", 4, {"integrations_monthly": 7}, None),
        ("q12", OUT, {}, None),
    ],
)
def test_an_answer_that_fits_what_was_entered_is_not_spoken_against(
    key: str, answer: Any, entered: dict[str, Any], minimum: str | None
) -> None:
    assert said(key, answer, entered, minimum) == []
