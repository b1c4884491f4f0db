"""Every step that is asked for brings its work within a year, alone and beside the others, by hand."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.answer_sheet import parse_sheet
from assessment.domain.way_up import EFFORT_DAYS
from calculator.domain.workload_input import parse_workload
from runrate.reports.domain.asked_together import Work, asked_together, profit
from runrate.reports.domain.changes import Moves
from runrate.reports.domain.compose import compose
from runrate.reports.domain.evaluation import Reading, read
from runrate.reports.domain.savings import Measure
from runrate.reports.domain.sections.recommendations import recommend
from tests.calculator.by_hand import ByHand
from tests.reports.domain.test_changes import after
from tests.reports.readers import answers, sheet, source

DESK: Mapping[str, Any] = {
    "unit_name": "ticket",
    "units_per_month": 5000,
    "input_tokens": 5000,
    "output_tokens": 2000,
    "input_price": 3,
    "output_price": 15,
    "retry_rate": "0.08",
    "review_rate": "0.5",
    "reviews_per_reviewer": 500,
    "reviewer_monthly_cost": 8000,
    "observability_monthly": 300,
    "vector_db_monthly": 0,
    "integrations_monthly": 0,
    "infrastructure_monthly": 0,
    "tools_monthly": 0,
    "upkeep_monthly": 0,
    "build_cost": 0,
}
ANSWERED = dict(zip(answers(), (3, 1, 1, 4, 4, 4, 1, 3, 1, 0, 0, 3, 0, 1, 3), strict=True))
SAME_REVIEWER: Mapping[str, Any] = {
    **DESK,
    "retry_rate": 0,
    "observability_monthly": 3000,
    "vector_db_monthly": 300,
    "infrastructure_monthly": 500,
    "reviews_per_reviewer": 300,
    "reviewer_monthly_cost": 2500,
}
STAFFED = st.fixed_dictionaries(
    {
        "review_rate": st.sampled_from(["0.05", "0.1", "0.5", "1"]),
        "reviews_per_reviewer": st.sampled_from([100, 300, 500, 1000, 2200]),
        "reviewer_monthly_cost": st.sampled_from([800, 1000, 2500, 8000]),
    }
)
BY_THE_MINUTE = st.fixed_dictionaries(
    {
        "review_rate": st.sampled_from(["0.05", "0.2", "1"]),
        "review_minutes": st.sampled_from([2, 6]),
        "reviewer_hourly_cost": st.sampled_from([30, 60]),
    }
)
BESIDE = st.fixed_dictionaries(
    {
        "units_per_month": st.sampled_from([0, 500, 2200, 5000, 20_000, 300_000]),
        "retry_rate": st.sampled_from(["0", "0.08", "0.3"]),
        "observability_monthly": st.sampled_from([0, 300, 3000]),
        "vector_db_monthly": st.sampled_from([0, 300, 4000]),
        "integrations_monthly": st.sampled_from([0, 500, 9000]),
        "infrastructure_monthly": st.sampled_from([0, 500, 9000]),
    }
)
WITHOUT_REVIEW: Mapping[str, Any] = {key: value for key, value in DESK.items() if "review" not in key}
JOINED = st.builds(lambda beside, review: WITHOUT_REVIEW | beside | review, BESIDE, STAFFED | BY_THE_MINUTE)
SHEETS = st.fixed_dictionaries({key: st.integers(0, 4) for key in answers()})
DAY_COSTS = st.sampled_from([Decimal(0), Decimal(75), Decimal(600)])


def joined(inputs: Mapping[str, Any], levels: Mapping[str, Any], **others: Any) -> Reading:
    return read(source(sheet(0, **levels), parse_workload(inputs), **others))


def work_of(measure: Measure, day_cost: Decimal) -> Fraction:
    return EFFORT_DAYS[measure.question.effort] * Fraction(day_cost)


@given(JOINED, SHEETS, st.booleans(), DAY_COSTS)
def test_each_step_asked_for_brings_its_work_within_a_year_alone_and_beside_the_others(
    inputs: dict[str, Any], levels: dict[str, int], hourly: bool, day_cost: Decimal
) -> None:
    reading = joined(inputs, levels, reviewers_by_the_hour=hourly, day_cost=day_cost)
    savings, before = reading.savings, ByHand(inputs).lines()
    assert savings is not None
    paid_all_the_same = "reviews_per_reviewer" not in inputs and not hourly

    def year_of(moves: Moves) -> Fraction:
        """Twelve months of what the lines cost less, reviewers' time that is paid all the same left out."""
        then = ByHand(after(inputs, savings, moves, "base")).lines()
        counted = [line for line in before if line != "human_review" or not paid_all_the_same]
        return 12 * sum((before[line] - then[line] for line in counted), Fraction(0))

    asked = reading.advice.paying
    moves = {each.question.key: (levels[each.question.key], levels[each.question.key] + 1) for each in asked}
    short = [
        each.question.topic
        for each in asked
        if min(
            year_of({each.question.key: moves[each.question.key]}),
            year_of(moves) - year_of({key: move for key, move in moves.items() if key != each.question.key}),
        )
        <= work_of(each, day_cost)
    ]

    assert short == []
    assert year_of(moves) > sum(work_of(each, day_cost) for each in asked) or not asked


@given(JOINED, SHEETS, st.booleans())
def test_the_table_of_steps_that_pay_holds_those_asked_for_and_the_other_says_why_not(
    inputs: dict[str, Any], levels: dict[str, int], hourly: bool
) -> None:
    reading = joined(inputs, levels, reviewers_by_the_hour=hourly)
    assert reading.assessment is not None
    told, advice = recommend(reading, reading.assessment), reading.advice
    alone = {each.question.topic for each in advice.measures if each.pays_alone and not each.pays}

    assert [row.topic for row in told.worthwhile] == [each.question.topic for each in advice.paying]
    beside = "It pays for its work alone, but not beside the steps that are asked for."
    assert {row.topic for row in told.later if beside in row.note} == alone
    assert told.later_title.endswith("or not beside those above") == bool(alone)


def test_a_step_that_pays_only_after_further_levels_is_not_asked_for() -> None:
    """H1: $6.80 per month for $9,000 of work, as levels 3 and 4 part with a reviewer."""
    report = compose(source(parse_sheet({"version": "1", "answers": ANSWERED}), parse_workload(DESK)))
    assert report.recommendations is not None
    (later,) = [row for row in report.recommendations.later if row.topic == "Retries and repairs"]

    assert [row.topic for row in report.recommendations.worthwhile] == ["Human review"]
    assert report.summary.ask.sentence.startswith("Approve about $9,000 (15 working days) for one step by ")
    assert (later.monthly, later.work, later.target) == ("$7", "$9,000", "4")
    assert later.note.endswith("It pays once level 4 is reached.")


def test_of_two_steps_that_part_with_the_same_reviewer_the_dearer_is_left_out() -> None:
    """H2: retries would bring $2,500 per month alone, and nothing beside the other two."""
    levels = dict(zip(answers(), (2, 4, 0, 2, 0, 4, 0, 0, 3, 2, 0, 2, 3, 0, 0), strict=True))
    report = compose(source(parse_sheet({"version": "1", "answers": levels}), parse_workload(SAME_REVIEWER)))
    assert report.recommendations is not None

    assert [row.topic for row in report.recommendations.worthwhile] == [
        "Human review",
        "Stored data and telemetry",
    ]
    assert report.summary.ask.sentence.startswith(
        "Approve about $10,800 (18 working days) for two steps by January 2027. Together they release $5,550 "
    )


STEPS = {"q1": Work(0, 1, Fraction(900)), "q2": Work(0, 1, Fraction(1200)), "q3": Work(1, 2, Fraction(1200))}


@pytest.mark.parametrize(
    ("cash", "asked"),
    [
        # Each brings its own.
        (lambda moves: Fraction(200 * len(moves)), {"q1", "q2", "q3"}),
        # All bring the same: the cheapest is enough.
        (lambda moves: Fraction(200 if moves else 0), {"q1"}),
        # The last two bring one thing: of two that lose the same, the later question is left out.
        (
            lambda moves: Fraction(200 * ("q1" in moves) + 200 * bool({"q2", "q3"} & moves.keys())),
            {"q1", "q2"},
        ),
        # A year that is worth the work and no more does not pay.
        (lambda moves: Fraction(75 * ("q1" in moves)), set()),
        # Each helps the two others to far more than its work, but all of it costs more than it brings.
        (lambda moves: Fraction(274 * (len(moves) == 3)), set()),
    ],
)
def test_what_does_not_pay_beside_the_rest_is_left_out(cash: Any, asked: set[str]) -> None:
    assert asked_together(STEPS, cash) == asked


def test_profit_is_a_year_of_the_cash_less_the_work() -> None:
    assert profit(STEPS, lambda moves: Fraction(100 * len(moves))) == 3600 - 3300
    assert profit({}, lambda _moves: Fraction(1)) == 0
