"""Answers that the scenario contradicts are printed, and the score stays as it is."""

from typing import Any

import pytest

from runrate.reports.domain.compose import compose
from tests.reports.readers import SMALL, sheet, source, workload


@pytest.mark.parametrize(
    ("answered", "inputs", "topics"),
    [
        ({"q4": 3}, {"reviews_per_reviewer": None, "reviewer_monthly_cost": None}, ["Full cost of a unit"]),
        ({"q10": 4}, {"review_rate": 1}, ["Human review"]),
        ({"q9": 2}, {"retry_rate": 0}, ["Retries and repairs"]),
        (
            {"q11": 3},
            {"vector_db_monthly": 0, "observability_monthly": 0},
            ["Stored data and telemetry"],
        ),
        ({"q4": 2, "q9": 1, "q10": 3, "q11": 2}, {"review_rate": 1, "retry_rate": 0}, []),
    ],
)
def test_answers_that_the_scenario_contradicts_are_printed_and_the_score_stays(
    answered: dict[str, Any], inputs: dict[str, object], topics: list[str]
) -> None:
    costed = workload({**SMALL, "retry_rate": "0.08", **inputs})

    joined, alone = compose(source(sheet(1, **answered), costed)), compose(source(sheet(1, **answered)))

    assert joined.answers is not None
    assert joined.maturity is not None
    assert alone.maturity is not None
    assert [found.topic for found in joined.answers.contradictions] == topics
    assert joined.maturity.score == alone.maturity.score


def test_nothing_stored_is_said_to_have_no_cost_rather_than_to_be_free() -> None:
    unpaid = {**SMALL, "vector_db_monthly": None, "observability_monthly": None}

    answers = compose(source(sheet(1, q11=3), workload(unpaid))).answers

    assert answers is not None
    assert [found.sentence for found in answers.contradictions] == [
        (
            "Retention is said to be set for stored data and telemetry, yet the scenario has no cost "
            "of a vector database or of observability."
        )
    ]
