"""Each contradiction about how the work is done word for word, with what fits just beside it."""

from typing import Any

import pytest

from tests.reports.domain.contradictions.asking import OUT, said

ROUTED = {"routed_input_price": 1, "routed_output_price": 2}
RETRIES = "enter the measured rate and the retries line will carry it."
MINIMUMS = "Review is said to stay within compliance minimums, yet the scenario has "
TUNED = "Review is said to be tuned to the point where one more check no longer pays, yet the scenario has "
TUNED_TO_ERRORS = "Review is said to be tuned to the errors it avoids, "
NO_RATE = "The retry rate is said to be known, yet none is entered in the scenario: "
GUESSED = "By the answers nobody knows the retry rate, yet the scenario has 10% entered: "
UNKNOWN_RATE = "By the answers nobody knows the retry rate, yet the scenario has 0% entered: "
UNCOUNTED = "Repeated runs are said not to be counted, yet the scenario has a retry rate of "
SMALL_STEP = {"calls": 1, "input_tokens": 900, "output_tokens": 90, "input_price": 1, "output_price": 5}
LARGE_STEP = SMALL_STEP | {"input_price": 5, "output_price": 25}
NO_FLAT = dict.fromkeys(("input_tokens", "output_tokens", "input_price", "output_price"))
TWO_MODELS = {**NO_FLAT, "steps": [SMALL_STEP, LARGE_STEP, SMALL_STEP]}
ONE_MODEL = {**NO_FLAT, "steps": [SMALL_STEP, SMALL_STEP]}
PRICED_AS = "yet the steps of the scenario have the prices of "
PAYS = {
    "review_rate": 1, "review_minutes": 6, "reviewer_hourly_cost": 40, "error_rate": "0.1", "error_cost": 500
}  # fmt: skip
"""A review costs $4.00 and saves $50.00; where an error costs $40, as much as a review."""
LOSES = {"value_per_unit": 0, "vector_db_monthly": 100}
PAYS_LATER = {"value_per_unit": 1, "vector_db_monthly": 100}
PAYS_TODAY = {"value_per_unit": 11, "vector_db_monthly": 100}
NEEDS_A_MARGIN = "Each launch and each renewal is said to need a margin above a threshold, yet "
TODAY = "at today's volume this workload loses money"
SWITCHED_OFF = "What loses money is said to be switched to a cheaper path or off, by rule, "
ALL_CHECKED = "What is checked is said to have no reason, yet rules are entered that oblige you to "

WAITING: dict[str, Any] = {"units_per_month": 2200, "review_rate": "0.1", "reviews_per_reviewer": 150,
                           "reviewer_monthly_cost": 4000}  # fmt: skip
"""220 reviews, two reviewers: by one who is fully used a review would cost $26.67."""


@pytest.mark.parametrize(
    ("key", "answer", "entered", "sentence"),
    [
        (
            "q6", 3, LOSES,
            f"{NEEDS_A_MARGIN}no volume of this workload pays: it could pass no renewal.",
        ),
        (
            "q6", 3, PAYS_LATER,
            f"{NEEDS_A_MARGIN}{TODAY}: as it is, it could pass no renewal.",
        ),
        ("q6", 4, LOSES, f"{SWITCHED_OFF}yet no volume of this workload pays and it runs."),
        (
            "q6", 4, PAYS_LATER,
            f"{SWITCHED_OFF}yet {TODAY} and it runs.",
        ),
        (
            "q7", 0, {"routed_share": "0.3", **ROUTED},
            "One large model is said to do everything, yet the scenario sends 30.0% to a cheaper one.",
        ),
        (
            "q7", 0, TWO_MODELS,
            f"One large model is said to do everything, {PRICED_AS}2 models.",
        ),
        (
            "q7", OUT, TWO_MODELS,
            f"The choice of a model is said not to apply, {PRICED_AS}2 models.",
        ),
        (
            "q7", OUT, {"routed_share": "0.4", **ROUTED},
            "The choice of a model is said not to apply, yet the scenario sends 40.0% to a second one.",
        ),
        (
            "q9", 2, {},
            f"{NO_RATE}enter it and the retries line will carry it.",
        ),
        (
            "q9", 4, {"retry_rate": 0},
            f"The retry rate is said to be known, yet the scenario repeats no run: {RETRIES}",
        ),
        (
            "q9", "dk", {"retry_rate": "0.1"},
            f"{GUESSED}it is a guess until the rate is found out.",
        ),
        (
            "q9", "dk", {"retry_rate": 0},
            f"{UNKNOWN_RATE}it is a guess until the rate is found out.",
        ),
        (
            "q9", 0, {"retry_rate": "0.1"},
            f"{UNCOUNTED}10%: it is a guess until they are.",
        ),
        (
            "q10", 0, {"review_rate": "0.07"},
            "All outputs are said to be treated alike, yet the scenario has 7.0% checked.",
        ),
        (
            "q10", 1, {"review_rate": 0},
            "A share of the outputs is said to be checked, yet the scenario has none checked.",
        ),
        (
            "q10", 4, {**PAYS, "review_rate": "0.1", "error_cost": 2},
            f"{TUNED_TO_ERRORS}yet one review saves $0.20 in errors and costs $4.00.",
        ),
        (
            "q10", 4, {**WAITING, "error_rate": "0.1", "error_cost": 300},
            f"{TUNED_TO_ERRORS}yet one review saves $30.00 in errors and costs $36.36.",
        ),
        (
            "q10", OUT, {"review_rate": "0.07"},
            "Human review is said not to apply, yet the scenario has 7.0% of the units checked.",
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
            f"{MINIMUMS}7.0% of the units checked, and the rules entered oblige you to 10.0%.",
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
        ("q6", 2, LOSES, None),
        ("q6", 3, {}, None),
        ("q6", 2, PAYS_LATER, None),
        ("q6", 4, PAYS_LATER | {"units_per_month": 0}, None),
        ("q6", 3, PAYS_TODAY, None),
        ("q6", 4, PAYS_TODAY, None),
        ("q7", 0, {"routed_share": 0, **ROUTED}, None),
        ("q7", 1, {"routed_share": "0.3", **ROUTED}, None),
        ("q7", 1, TWO_MODELS, None),
        ("q7", 0, ONE_MODEL, None),
        ("q7", OUT, ONE_MODEL, None),
        ("q7", OUT, {}, None),
        ("q10", 4, PAYS, None),
        ("q10", 4, PAYS | {"error_cost": 40, "reviewer_hourly_cost": 40}, None),
        ("q9", 4, {"retry_rate": "0.01"}, None),
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
    ],
)
def test_an_answer_that_fits_what_was_entered_is_not_spoken_against(
    key: str, answer: Any, entered: dict[str, Any], minimum: str | None
) -> None:
    assert said(key, answer, entered, minimum) == []


@pytest.mark.parametrize(
    "changed",
    [{"error_cost": 39}, {"error_rate": 0}, {"reviewer_hourly_cost": None}, {"review_catch_rate": 0}],
)
def test_checking_all_is_tuned_only_where_the_last_check_is_known_to_pay(changed: dict[str, Any]) -> None:
    assert said("q10", 4, PAYS | changed) == [f"{TUNED}100.0% of the units checked."]


@pytest.mark.parametrize("answer", ["dk", 2])
def test_a_rate_of_zero_is_right_where_a_bill_holds_the_repeats_among_its_tokens(answer: Any) -> None:
    entered = {"retry_rate": 0}

    assert len(said("q9", answer, entered)) == 1
    assert said("q9", answer, entered, retries_measured=True) == []


@pytest.mark.parametrize("answer", [3, 4])
def test_a_loss_that_only_the_build_makes_speaks_against_no_rule(answer: int) -> None:
    assert said("q6", answer, {"value_per_unit": 1, "build_cost": 1_000_000}) == []
