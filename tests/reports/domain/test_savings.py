"""What a step is worth, in which order steps are taken, and where they stop paying."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.domain.costs import estimate
from calculator.domain.workload_input import parse_workload
from runrate.reports.domain.asked_together import target_level
from runrate.reports.domain.compose import compose
from runrate.reports.domain.evaluation import read
from runrate.reports.domain.savings import Advice, Measure, Saving, Savings, raised
from tests.reports.readers import FREE, LARGE, SMALL, ZEROS, article, sheet, source, workload

LEVELS = st.integers(0, 4)
DAYS_OF_REVIEW = 15
"""Working days from one level of human review to the next."""
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

    assert saving(advice, "q10").time_freed.base == review
    assert round(saving(advice, "q7").lines["tokens"].base) == model
    # What an attempt costs less, a repeated one costs less too.
    assert list(saving(advice, "q7").lines) == ["tokens", "retries"]


@pytest.mark.parametrize(("company", "before", "after", "cash"), [(SMALL, 1, 1, 0), (LARGE, 50, 38, 120_000)])
def test_staffed_review_frees_time_and_releases_cash_only_in_whole_people(
    company: Mapping[str, object], before: int, after: int, cash: int
) -> None:
    """N7."""
    review = saving(read(article(company)).advice, "q10")

    assert review.staffing is not None
    assert (review.staffing.before, review.staffing.after) == (before, after)
    assert review.cash.base == cash


def people(load: Fraction, each: int) -> int:
    """So many that together they do it, counted one by one."""
    return next(number for number in range(10**6) if number * each >= load)


@given(st.integers(0, 30_000), st.sampled_from(["0.01", "0.1", "0.5"]), st.sampled_from([100, 220]), LEVELS)
def test_what_pays_and_how_far_goes_by_a_count_of_whole_people(
    units: int, rate: str, each: int, level: int
) -> None:
    """N7: hours that are freed were added to the cash, so that a step paid that releases no reviewer."""
    volume = {"units_per_day": None, "days_per_month": None, "units_per_month": units}
    costed = workload(SMALL, **ZEROS, **volume, review_rate=rate, reviews_per_reviewer=each)
    made_from = source(sheet(4, q10=min(level, 3)), costed)
    factors = made_from.worth.base["q10"]["human_review"]
    first, load = min(level, 3), units * Fraction(rate)

    def cash(to: int) -> int:
        return 10_000 * (people(load, each) - people(load * factors[to] / factors[first], each))

    found = measure(read(made_from).advice, "q10")

    assert found.saving is not None
    assert found.saving.cash.base == cash(first + 1)
    assert found.saving.time_freed.base == 10_000 * people(load, each) * (
        1 - factors[first + 1] / factors[first]
    )
    assert found.pays is found.worth_taking is (12 * cash(first + 1) > DAYS_OF_REVIEW * 600)
    gains = {
        to: 12 * cash(to) - DAYS_OF_REVIEW * 600 * (to - first) if to > first else 0 for to in range(first, 5)
    }
    assert found.target == min(to for to, gain in gains.items() if gain == max(gains.values()))


@pytest.mark.parametrize(("company", "first"), [(SMALL, ["q11", "q15"]), (LARGE, ["q8", "q13"])])
def test_what_pays_and_leads_to_the_next_stage_comes_first_in_both_examples(
    company: Mapping[str, object], first: list[str]
) -> None:
    assert [found.question.key for found in read(article(company)).advice.measures[:2]] == first


@pytest.mark.parametrize("company", [SMALL, LARGE])
def test_the_plan_is_at_most_the_sum_of_its_parts(company: Mapping[str, object]) -> None:
    advice = read(article(company)).advice

    assert advice.together is not None
    assert advice.together.cash.base <= advice.sum_of_parts.base
    assert (advice.together.cash.base < advice.sum_of_parts.base) is (len(advice.paying) > 1)


def test_effort_divides_the_dollars_that_order_advice() -> None:
    advice = read(article(LARGE)).advice

    order = [measure.question.key for measure in advice.paying]

    # The way (q8, q13, q11) and the weakest dimensions (up to q14) go first. In a group of equals a day of
    # work decides: model choice (15 days, $10,083) before runaway loops (3 days, $1,878), 672 against 626.
    assert order == ["q8", "q13", "q11", "q9", "q7", "q14", "q10", "q12"]


def test_a_line_that_rises_counts_against_its_step_and_puts_it_last_of_its_kind() -> None:
    advice = read(article(SMALL)).advice

    of_weakest = [m for m in advice.measures if m.question.dimension != "sticky_costs" and not m.worth_taking]
    last = of_weakest[-1]

    assert last.question.key == "q3"
    assert last.saving is not None
    assert last.saving.lines["observability"].base == -250
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

    assert saving(advice, "q10").time_freed.base == worth


def test_the_compliance_minimum_bounds_the_whole_plan_too() -> None:
    reading = read(article(LARGE, minimum_review_rate=Decimal("0.009")))

    assert reading.savings is not None
    # 9,900 reviews by 45 of the 50 people, whatever else is done.
    assert reading.savings.of({"q9": (1, 2), "q10": (1, 2)}).lines["human_review"].base == 50_000


def test_the_readers_own_planning_figures_are_used() -> None:
    own = {("q10", "human_review"): tuple(map(Fraction, (2, 2, 1, 1, 1)))}

    advice = read(article(SMALL, worth_changes=own)).advice

    assert saving(advice, "q10").time_freed.base == 5000


def test_the_target_is_where_a_year_of_the_next_step_no_longer_covers_its_work() -> None:
    advice = read(article(SMALL)).advice

    # Model choice is worth $19 per month here against 15 days of work; review frees time and no reviewer.
    assert measure(advice, "q7").target == 1
    assert measure(advice, "q10").target == 1
    assert measure(advice, "q11").target == 4


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
    assert all(not gain.base for gain in reading.savings.of({key: (4, 4)}).lines.values())
    if reading.advice.together:
        for line, gain in reading.advice.together.lines.items():
            assert max(gain.low, gain.base, gain.high) <= reading.savings.amounts[line]


@given(levels=SHEETS, inputs=WORKLOADS)
def test_a_plan_is_worth_at_most_its_parts_where_no_line_rises_and_order_does_not_matter(
    levels: dict[str, Any], inputs: dict[str, Any]
) -> None:
    costed = workload({**BY_THE_MINUTE, **inputs})
    savings = Savings(source().worth, costed, estimate(costed), None)
    moves = {key: (level, level + 1) for key, level in levels.items() if level < 4 and key != "q3"}

    forward = savings.of(moves).cash
    backward = savings.of(dict(reversed(moves.items()))).cash
    parts = [savings.of({key: move}).cash.base for key, move in moves.items()]

    assert forward == backward
    assert forward.base <= sum(parts, Fraction(0))


@given(levels=SHEETS)
def test_a_line_at_zero_dollars_gives_zero(levels: dict[str, Any]) -> None:
    costed = workload({**BY_THE_MINUTE, "units_per_month": 0, "vector_db_monthly": 0})
    savings = Savings(source().worth, costed, estimate(costed), None)

    gained = savings.of({key: (level, 4) for key, level in levels.items()})

    assert gained.cash.high == 0


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
    assert (step.target, step.saving.cash.base < 0) == (3, loses)
    assert (step.worth_taking, step.pays_later) == (worth_taking, loses)


@pytest.mark.parametrize(
    ("answered", "lifted"),
    [
        # Finding out one of four unknowns is enough.
        ({"q2": "dk", "q5": "dk", "q8": "dk", "q11": "dk"}, dict.fromkeys(("q2", "q5", "q8", "q11"), (0, 1))),
        # The cost of a unit holds the stage down below level 2.
        ({"q4": 0}, {"q4": (1, 0)}),
        ({"q4": 1}, {"q4": (2, 1)}),
    ],
)
def test_a_step_says_how_many_caps_it_lifts(
    answered: dict[str, Any], lifted: dict[str, tuple[int, int]]
) -> None:
    measures = read(source(sheet(4, **answered))).advice.measures

    assert {each.question.key: (each.to, each.caps_lifted) for each in measures} == lifted


def test_where_no_level_gains_anything_none_is_aimed_at() -> None:
    even = {("q8", "tokens"): (Fraction(1),) * 5}
    reading = read(source(sheet(1), workload(FREE), worth_changes=even))

    assert reading.savings is not None
    assert target_level(reading.savings.cash, "q8", 1, Fraction(0)) == 1


def test_a_raised_sheet_is_of_the_same_version() -> None:
    assert raised(sheet(1), {"q1": 3}) == sheet(1, q1=3)


WRONG: Mapping[str, object] = {
    "units_per_month": 2500,
    **BY_THE_MINUTE,
    "review_rate": "0.2",
    "review_minutes": 10,
    "reviewer_hourly_cost": 60,
    "acceptance_rate": "0.8",
    "error_rate": "0.03",
    "error_cost": 250,
    "review_catch_rate": "0.7",
}


HOURLY = {"reviewers_by_the_hour": True}


def test_less_review_is_worth_what_it_saves_less_the_errors_that_it_lets_pass() -> None:
    """From 20% to 15%: $1,250 of review, and $525 of errors that nobody catches any more."""
    review = measure(read(source(sheet(4, q10=1), parse_workload(WRONG), **HOURLY)).advice, "q10")

    assert review.saving is not None
    assert (review.saving.let_pass, review.saving.cash.base, review.saving.time_freed.base) == (525, 725, 0)
    # A year of it, $8,700, is less than its fifteen days of work cost.
    assert (review.pays, review.pays_later) == (False, False)


def test_review_by_the_minute_is_time_and_what_errors_cost_more_is_money() -> None:
    review = measure(read(source(sheet(4, q10=1), parse_workload(WRONG))).advice, "q10")

    assert review.saving is not None
    assert (review.saving.time_freed.base, review.saving.cash.base) == (1250, -525)
    assert (review.pays, review.worth_taking) == (False, False)


@pytest.mark.parametrize("given", [{"error_rate": 0}, {"review_catch_rate": 0}, {"error_cost": 0}])
def test_less_review_is_worth_all_it_saves_where_no_error_is_let_pass(given: Mapping[str, object]) -> None:
    made_from = source(sheet(4, q10=1), parse_workload({**WRONG, **given}), **HOURLY)

    found = saving(read(made_from).advice, "q10")

    assert (found.cash.base, found.let_pass, list(found.lines)) == (1250, 0, ["human_review"])


def test_the_step_of_review_says_what_it_lets_pass() -> None:
    report = compose(source(sheet(3), parse_workload(WRONG)))

    assert report.recommendations is not None
    found = report.recommendations
    notes = " ".join(row.note for row in (*found.worthwhile, *found.later))
    assert "Less $350 per month for errors that fewer reviews let pass." in notes
    assert "Costs more at first: errors" not in notes
