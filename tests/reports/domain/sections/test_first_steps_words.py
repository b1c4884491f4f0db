"""Each sentence on what to do first: one step or several, with and without reviewers on the payroll."""

from dataclasses import replace
from fractions import Fraction

import pytest

from assessment.domain.savings import Gain, Worth
from runrate.reports.domain.evaluation import Reading, read
from runrate.reports.domain.savings import REVIEW, Advice, Measure, Saving, Staffing
from runrate.reports.domain.sections.first_steps import (
    reviewers,
    staffing_change,
    things,
    things_title,
    together,
)
from tests.reports.readers import SMALL, sheet, source, workload

READING = read(source(sheet(1), workload(SMALL)))
QUESTIONS = READING.questionnaire.questions
RELEASED = Staffing(3, 2, Fraction(4000))
KEPT = Staffing(1, 1, Fraction(4000))


def saving(low: int, base: int, high: int, staffing: Staffing | None = None) -> Saving:
    """Tokens save these dollars, and reviewers on the payroll 500 more."""
    tokens = {"tokens": Gain(Fraction(low), Fraction(base), Fraction(high))}
    review = {REVIEW: Gain(Fraction(400), Fraction(500), Fraction(600))} if staffing else {}
    return Saving(Worth(tokens | review), staffing)


EVEN, UNEVEN = saving(100, 100, 100), saving(50, 100, 200)
WITH_CASH, WITH_TIME = saving(90, 100, 110, RELEASED), saving(90, 100, 110, KEPT)


def advised(*savings: Saving | None, in_all: Saving | None = None, worthwhile: int = 9) -> Reading:
    """A reading whose first questions have these savings; so many of them pay for their work."""
    measures = tuple(
        Measure(question, 1, 2, each, 0, 4 if place < worthwhile else 1)
        for place, (question, each) in enumerate(zip(QUESTIONS, savings, strict=False))
    )
    return replace(READING, advice=Advice(measures, in_all))


@pytest.mark.parametrize(
    ("number", "title"),
    [
        (0, "Every step is taken"),
        (1, "One thing to do this quarter"),
        (2, "Two things to do this quarter"),
        (3, "Three things to do this quarter"),
        (5, "Three things to do this quarter"),
    ],
)
def test_the_title_counts_up_to_three_steps(number: int, title: str) -> None:
    reading = advised(*[EVEN] * number)

    assert (things_title(reading), len(list(things(reading)))) == (title, min(number, 3))


def test_the_title_says_where_no_step_pays_and_nothing_without_answers() -> None:
    assert things_title(advised(EVEN, worthwhile=0)) == "No step left that pays for its work within a year"
    assert things_title(read(source(None, workload(SMALL)))) == ""
    assert together(read(source(None, workload(SMALL)))) == ""


@pytest.mark.parametrize(
    ("found", "worth"),
    [
        (None, ""),
        (saving(0, 0, 0), ""),
        (EVEN, "$100 per month"),
        (UNEVEN, "$100 per month ($50 to $200)"),
        (WITH_CASH, "$4,100 per month in cash; reviewer time worth $500 freed"),
    ],
)
def test_a_step_is_worth_what_it_saves(found: Saving | None, worth: str) -> None:
    [thing] = things(advised(found))

    question = QUESTIONS[0]
    assert (thing.topic, thing.action, thing.worth) == (question.topic, question.advice[1], worth)


def test_a_step_from_an_unknown_level_is_to_find_out() -> None:
    measure = Measure(QUESTIONS[0], None, 0, None, 0, None)

    [thing] = things(replace(READING, advice=Advice((measure,), None)))

    counts = "Until that is known, the answer counts as level 0."
    assert (thing.action, thing.worth) == (f"{QUESTIONS[0].find_out} {counts}", "")


@pytest.mark.parametrize(
    ("number", "in_all", "said"),
    [
        (1, EVEN, "One step saves money: $100 per month."),
        (2, EVEN, "2 steps save money: together $100 per month."),
        (1, UNEVEN, "One step saves money: $100 per month, $50 to $200 with cautious and hopeful figures."),
        (
            3,
            UNEVEN,
            "3 steps save money: together $100 per month, $50 to $200 with cautious and hopeful figures.",
        ),
        (
            1,
            WITH_CASH,
            (
                "One step saves money: it releases $4,100 per month in cash (3 reviewers to 2). "
                "The reviewer time freed, worth $500, overlaps with it: do not add the two."
            ),
        ),
        (
            2,
            WITH_CASH,
            (
                "2 steps save money: together they release $4,100 per month in cash (3 reviewers to 2). "
                "The reviewer time freed, worth $500, overlaps with it: do not add the two."
            ),
        ),
        (
            1,
            WITH_TIME,
            (
                "One step saves money: it releases $100 per month in cash (1 reviewer before and after), "
                "and frees reviewer time worth $500."
            ),
        ),
        (
            2,
            WITH_TIME,
            (
                "2 steps save money: together they release $100 per month in cash (1 reviewer before and "
                "after), and free reviewer time worth $500."
            ),
        ),
        (1, None, ""),
    ],
)
def test_what_all_steps_save_together(number: int, in_all: Saving | None, said: str) -> None:
    assert together(advised(*[EVEN] * number, in_all=in_all)) == said


@pytest.mark.parametrize(
    ("number", "worthwhile", "said"),
    [
        (1, 0, "It does not pay for its work within a year."),
        (2, 0, "None of them pays for its work within a year."),
        (2, 1, "One of them pays for its work within a year."),
        (3, 2, "2 of them pay for their work within a year."),
    ],
)
def test_how_many_of_them_pay_for_their_work_is_said_where_not_all_do(
    number: int, worthwhile: int, said: str
) -> None:
    told = together(advised(*[EVEN] * number, in_all=EVEN, worthwhile=worthwhile))

    assert told.partition(" per month. ")[2] == said


def test_reviewers_are_counted() -> None:
    assert [reviewers(number) for number in (0, 1, 1200)] == ["0 reviewers", "1 reviewer", "1,200 reviewers"]
    assert staffing_change(Staffing(1200, 1000, Fraction(1))) == "1,200 reviewers to 1,000"
    assert staffing_change(Staffing(2, 2, Fraction(1))) == "2 reviewers before and after"
