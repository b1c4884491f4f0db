"""Each sentence on what to do first: what a step releases, what it costs and when that is back."""

from dataclasses import replace
from fractions import Fraction

import pytest

from assessment.domain.savings import Gain
from runrate.reports.domain.changes import REVIEW, Staffing
from runrate.reports.domain.evaluation import Reading, read
from runrate.reports.domain.savings import Advice, Measure, Saving
from runrate.reports.domain.sections.first_steps import things, things_title
from tests.reports.readers import SMALL, sheet, source, workload

ONE_LINE = {
    name: value for name, value in SMALL.items() if not name.endswith("_monthly") or "reviewer" in name
}
"""One hidden line has a figure, too few for the report itself to have done a step on known costs."""
READING = read(source(sheet(1), workload(ONE_LINE)))
QUESTIONS = READING.questionnaire.questions
RELEASED = Staffing(3, 2, Fraction(4000))
KEPT = Staffing(1, 1, Fraction(4000))


def saving(low: int, base: int, high: int, staffing: Staffing | None = None) -> Saving:
    """Tokens save these dollars, reviewers on the payroll 500 of time, and cash where one of them goes."""
    tokens = {"tokens": Gain(Fraction(low), Fraction(base), Fraction(high))}
    if staffing is None:
        return Saving(tokens)
    freed = Gain(Fraction(400), Fraction(500), Fraction(600))
    return Saving(tokens | {REVIEW: Gain(Fraction(0), staffing.cash, staffing.cash)}, freed, staffing)


EVEN, UNEVEN = saving(100, 100, 100), saving(50, 100, 200)
WITH_CASH, WITH_TIME = saving(90, 100, 110, RELEASED), saving(90, 100, 110, KEPT)


def advised(*savings: Saving | None, in_all: Saving | None = None, worthwhile: int = 9) -> Reading:
    """A reading whose first questions have these savings; so many of them pay for their work."""
    measures = tuple(
        Measure(question, 1, 2, each, 0, 4, pays=each is not None and place < worthwhile)
        for place, (question, each) in enumerate(zip(QUESTIONS, savings, strict=False))
    )
    return replace(READING, advice=Advice(measures, in_all))


@pytest.mark.parametrize(
    ("number", "title"),
    [
        (0, ""),
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
    assert (
        things_title(advised(EVEN, worthwhile=0))
        == "No step left that pays for its work within a year, at the middle figure"
    )
    assert things_title(read(source(None, workload(SMALL)))) == ""


@pytest.mark.parametrize(
    ("found", "worth"),
    [
        (None, "$9,000 of work, without a cash figure of its own"),
        (EVEN, "$100 per month in cash for $9,000 of work, earned back 90.0 months after the work"),
        (
            UNEVEN,
            (
                "$100 per month in cash ($50 to $200) for $9,000 of work, earned back 90.0 months after the "
                "work (45.0 months at the high end, longer than ten years at the low end)"
            ),
        ),
        (
            WITH_CASH,
            (
                "$4,100 per month in cash ($90 to $4,110) for $9,000 of work, earned back 2.2 months "
                "after the work (2.2 to 100.0 months)"
            ),
        ),
    ],
)
def test_a_step_is_worth_the_cash_it_releases(found: Saving | None, worth: str) -> None:
    [thing] = things(advised(found))

    question = QUESTIONS[0]
    assert (thing.topic, thing.action, thing.worth) == (question.topic, question.advice[1], worth)


def test_a_step_from_an_unknown_level_is_to_find_out() -> None:
    measure = Measure(QUESTIONS[0], None, 0, None, 0, None)

    [thing] = things(replace(READING, advice=Advice((measure,), None)))

    counts = "Until that is known, the answer counts as level 0."
    assert (thing.action, thing.worth) == (
        f"{QUESTIONS[0].find_out} {counts}",
        "$1,800 of work, without a cash figure of its own",
    )
