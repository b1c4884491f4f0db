"""Each contradiction about a cost word for word, and beside it what fits."""

from typing import Any

import pytest

from tests.reports.domain.contradictions.asking import OUT, said

MINUTES = {"review_rate": "0.07", "review_minutes": 5, "reviewer_hourly_cost": 40}
STAFF = {"review_rate": "0.07", "reviews_per_reviewer": 200, "reviewer_monthly_cost": 9000}
STORED_BOTH = {"vector_db_monthly": 0, "observability_per_unit": 0}
SIZED_BOTH = {"infrastructure_monthly": 0, "integrations_per_unit": 0}
OVER_ALL_LINES = "The full cost per unit is said to be calculated over all lines, yet the scenario has "
BUDGETED = (
    "The cost per unit of stored data and telemetry is said to be budgeted, yet the scenario has none "
    "entered for "
)
RESERVED = {"capacity_instances": 1, "capacity_hourly": 2, "capacity_units_per_instance": 800}
JOINED = "All calls of a unit are said to be joined and to carry a cost, yet "
SIZED = "Capacity and integrations are said to be sized on purpose, yet infrastructure and integrations "
CALLS = "The cost of an integration call is said to be known, yet integrations are not entered in the "
WORTH = (
    "What a unit is worth is said to be a written figure, yet no value per unit is entered in the scenario: "
    "enter it, so that "
)
RETENTION = "Retention is said to be set for stored data and telemetry, yet "


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
        ("q5", 2, {}, f"{WORTH}it stands beside the cost."),
        ("q5", 4, {}, f"{WORTH}it stands beside the cost."),
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
            "q12", OUT, {"capacity_instances": 1, "capacity_hourly": 2, "integrations_monthly": 3},
            ("This is said not to apply, yet the scenario has a cost of reserved or "
            "self-hosted capacity and integrations."),
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
    ("key", "answer", "entered", "minimum"),
    [
        ("q3", 2, {"observability_monthly": 0}, None),
        ("q3", 3, {}, None),
        ("q3", 4, {"observability_monthly": 7}, None),
        ("q4", 3, MINUTES, None),
        ("q4", 3, STAFF, None),
        ("q4", 3, {**MINUTES, "review_minutes": 0, "review_rate": 0}, None),
        ("q5", 1, {}, None),
        ("q5", 3, {"value_per_unit": 0}, None),
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
