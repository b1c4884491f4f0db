"""What a step is worth, in which order steps are taken, and where they stop paying."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.domain.costs import estimate
from runrate.reports.domain.evaluation import read
from runrate.reports.domain.savings import Advice, Measure, Saving, Savings
from tests.reports.readers import LARGE, SMALL, article, sheet, source, workload

LEVELS = st.integers(0, 4)
SHEETS = st.fixed_dictionaries({f"q{number}": LEVELS for number in range(1, 16)})
AMOUNT = st.decimals("0", "1000000", places=2)
MONTHLY = ("vector_db_monthly", "observability_monthly", "integrations_monthly", "infrastructure_monthly")
WORKLOADS = st.fixed_dictionaries(
    {
        "units_per_month": st.integers(0, 10**6),
        "retry_rate": st.decimals("0", "0.9", places=2),
        "review_rate": st.decimals("0", "1", places=2),
        **dict.fromkeys(MONTHLY, AMOUNT),
    }
)
BY_THE_MINUTE: Mapping[str, object] = {
    "input_tokens": 5000,
    "output_tokens": 2000,
    "input_price": 3,
    "output_price": 15,
    "review_minutes": 6,
    "reviewer_hourly_cost": 40,
}


def measure(advice: Advice, key: str) -> Measure:
    return next(measure for measure in advice.measures if measure.question.key == key)


def saving(advice: Advice, key: str) -> Saving:
    found = measure(advice, key).saving
    assert found is not None
    return found


@pytest.mark.parametrize(("company", "review", "model"), [(SMALL, 2500, 19), (LARGE, 125_000, 9281)])
def test_one_level_up_is_worth_what_the_article_examples_come_to(
    company: Mapping[str, object], review: int, model: int
) -> None:
    advice = read(article(company)).advice

    assert saving(advice, "q10").net.base == review
    assert round(saving(advice, "q7").net.base) == model
    assert list(saving(advice, "q7").worth.lines) == ["tokens"]


@pytest.mark.parametrize(("company", "before", "after", "cash"), [(SMALL, 1, 1, 0), (LARGE, 50, 38, 120_000)])
def test_staffed_review_frees_time_and_releases_cash_only_in_whole_people(
    company: Mapping[str, object], before: int, after: int, cash: int
) -> None:
    review = saving(read(article(company)).advice, "q10")

    assert review.staffing is not None
    assert (review.staffing.before, review.staffing.after) == (before, after)
    assert review.cash == cash
    assert review.time_freed == review.net.base


@pytest.mark.parametrize(("company", "first"), [(SMALL, ["q11", "q10"]), (LARGE, ["q10", "q9"])])
def test_what_brings_most_for_its_days_comes_first_in_both_examples(
    company: Mapping[str, object], first: list[str]
) -> None:
    assert [found.question.key for found in read(article(company)).advice.measures[:2]] == first


@pytest.mark.parametrize("company", [SMALL, LARGE])
def test_the_plan_is_at_most_the_sum_of_its_parts(company: Mapping[str, object]) -> None:
    advice = read(article(company)).advice

    assert advice.together is not None
    assert advice.together.net.base < advice.sum_of_parts.base


def test_effort_divides_the_dollars_that_order_advice() -> None:
    advice = read(article(LARGE)).advice

    order = [measure.question.key for measure in advice.paying]

    # Forecast (3 days, $3,712) goes before capacity (15 days, $13,125): 3,712 / 3 > 13,125 / 15.
    assert order == ["q10", "q9", "q8", "q11", "q13", "q12", "q7", "q14"]


def test_a_line_that_rises_counts_against_its_step_and_puts_it_last() -> None:
    advice = read(article(SMALL)).advice

    last = advice.measures[-1]

    assert last.question.key == "q3"
    assert last.saving is not None
    assert last.saving.worth.lines["observability"].base == -250
    assert not last.pays


def test_unknown_and_not_applicable_answers_carry_no_figure() -> None:
    answered = sheet(1, q7="dk", q10={"na": "nobody reviews drafts"})

    advice = read(source(answered, workload())).advice

    assert measure(advice, "q7").saving is None
    assert "q10" not in {found.question.key for found in advice.measures}


def test_without_a_figure_the_way_to_the_next_stage_comes_first() -> None:
    answered = sheet(3, q4=1, q5="dk", q6=4, q15=2)

    advice = read(source(answered)).advice

    assert [found.question.key for found in advice.measures[:3]] == ["q4", "q5", "q15"]
    assert advice.measures[0].caps_lifted == 1


@pytest.mark.parametrize(("minimum", "worth"), [("0.05", 2500), ("0.09", 1000), ("0.10", 0), ("0.5", 0)])
def test_review_savings_stop_at_the_compliance_minimum(minimum: str, worth: int) -> None:
    bounded = article(SMALL, minimum_review_rate=Decimal(minimum))

    advice = read(bounded).advice

    assert saving(advice, "q10").net.base == worth


def test_the_compliance_minimum_bounds_the_whole_plan_too() -> None:
    advice = read(article(LARGE, minimum_review_rate=Decimal("0.009"))).advice

    assert advice.together is not None
    assert advice.together.worth.lines["human_review"].base == 50_000


def test_the_readers_own_planning_figures_are_used() -> None:
    own = {("q10", "human_review"): tuple(map(Fraction, (2, 2, 1, 1, 1)))}

    advice = read(article(SMALL, worth_changes=own)).advice

    assert saving(advice, "q10").net.base == 5000


def test_the_target_is_where_a_year_of_the_next_step_no_longer_covers_its_work() -> None:
    advice = read(article(SMALL)).advice

    # Model choice is worth $19 a month here against 15 days of work; review is worth $2,500.
    assert measure(advice, "q7").target == 1
    assert measure(advice, "q10").target == 4


def test_work_that_costs_nothing_always_pays_to_the_top() -> None:
    advice = read(article(SMALL, day_cost=Decimal(0))).advice

    assert measure(advice, "q7").target == 4


@given(levels=SHEETS, inputs=WORKLOADS, key=st.sampled_from(["q3", "q7", "q8", "q9", "q10", "q11", "q12"]))
def test_worth_is_zero_at_the_top_and_never_more_than_the_line(
    levels: dict[str, Any], inputs: dict[str, Any], key: str
) -> None:
    costed = workload({**BY_THE_MINUTE, **inputs})
    reading = read(source(sheet(0, **{**levels, key: 4}), costed))

    assert reading.savings is not None
    assert all(not gain.base for gain in reading.savings.of({key: (4, 4)}).worth.lines.values())
    if reading.advice.together:
        for line, gain in reading.advice.together.worth.lines.items():
            assert max(gain.low, gain.base, gain.high) <= reading.savings.amounts[line]


@given(levels=SHEETS, inputs=WORKLOADS)
def test_a_plan_is_worth_at_most_its_parts_where_no_line_rises_and_order_does_not_matter(
    levels: dict[str, Any], inputs: dict[str, Any]
) -> None:
    costed = workload({**BY_THE_MINUTE, **inputs})
    savings = Savings(source().worth, costed, estimate(costed), None)
    moves = {key: (level, level + 1) for key, level in levels.items() if level < 4 and key != "q3"}

    forward = savings.of(moves).net
    backward = savings.of(dict(reversed(moves.items()))).net
    parts = [savings.of({key: move}).net.base for key, move in moves.items()]

    assert forward == backward
    assert forward.base <= sum(parts, Fraction(0))


@given(levels=SHEETS)
def test_a_line_at_zero_dollars_gives_zero(levels: dict[str, Any]) -> None:
    costed = workload({**BY_THE_MINUTE, "units_per_month": 0, "vector_db_monthly": 0})
    savings = Savings(source().worth, costed, estimate(costed), None)

    gained = savings.of({key: (level, 4) for key, level in levels.items()})

    assert gained.net.high == 0


@pytest.mark.parametrize(
    ("factors", "loses", "worth_taking"), [((9, 8, 9, 1, 1), True, False), ((9, 8, 7, 1, 1), False, True)]
)
def test_a_step_that_loses_money_at_first_is_not_worth_taking_although_a_later_one_pays(
    factors: tuple[int, ...], loses: bool, worth_taking: bool
) -> None:
    changes = {("q7", "tokens"): tuple(map(Fraction, factors))}
    advice = read(source(sheet(4, q7=1), workload(LARGE), worth_changes=changes)).advice

    step = measure(advice, "q7")

    assert step.saving is not None
    assert (step.pays_for_its_work, step.saving.net.base < 0) == (True, loses)
    assert step.worth_taking is worth_taking
