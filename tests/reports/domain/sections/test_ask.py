"""What a board is asked for: work, cash and when it is earned back, in each case that there is."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from assessment.domain.savings import Gain
from runrate.reports.domain.changes import REVIEW
from runrate.reports.domain.evaluation import Reading, read
from runrate.reports.domain.savings import Advice, Measure, Saving, Staffing
from runrate.reports.domain.sections.ask import (
    ask,
    earned_back,
    in_a_word,
    payback,
    reviewers,
    staffing_change,
)
from tests.reports.readers import BY_THE_MINUTE, FREE, SMALL, article, sheet, source, workload

READING = read(source(sheet(1), workload(SMALL)))
QUESTIONS = {question.key: question for question in READING.questionnaire.questions}
SLOW = ("q1", "q4", "q5", "q6", "q7", "q9")
"""Steps that take weeks."""


def saving(low: int, base: int, high: int, staffing: Staffing | None = None) -> Saving:
    """Tokens save these dollars, reviewers on the payroll 500 of time, and cash where one of them goes."""
    tokens = {"tokens": Gain(Fraction(low), Fraction(base), Fraction(high))}
    if staffing is None:
        return Saving(tokens)
    freed = Gain(Fraction(400), Fraction(500), Fraction(600))
    return Saving(tokens | {REVIEW: Gain(Fraction(0), staffing.cash, staffing.cash)}, freed, staffing)


EVEN, UNEVEN = saving(900, 900, 900), saving(500, 900, 2000)
RELEASED = saving(90, 900, 910, Staffing(3, 2, Fraction(4000)))
KEPT = saving(90, 900, 910, Staffing(1, 1, Fraction(4000)))


def advised(*keys: str, together: Saving | None, day_cost: int = 600) -> Reading:
    """These questions have a step that pays, and together they are worth this."""
    measures = tuple(Measure(QUESTIONS[key], 1, 2, EVEN, 0, 4, pays=True) for key in keys)
    made_from = replace(READING.source, day_cost=Decimal(day_cost))
    return replace(READING, source=made_from, advice=Advice(measures, together))


@pytest.mark.parametrize(
    ("reading", "sentence", "beside"),
    [
        (
            advised("q7", together=EVEN),
            (
                "Spend about $9,000 of work on one step by January 2027. It releases $900 per month in cash, "
                "earned back 10 months after the work."
            ),
            "The work is 15 working days at $600 each.",
        ),
        (
            advised("q7", "q11", together=UNEVEN),
            (
                "Spend about $10,800 of work on two steps by January 2027. Together they release $900 per "
                "month in cash ($500 to $2,000), earned back 12 months after the work."
            ),
            "The work is 18 working days at $600 each.",
        ),
        (
            advised("q11", together=RELEASED),
            (
                "Spend about $1,800 of work on one step by December 2026. It releases $4,900 per month in "
                "cash ($90 to $4,910), earned back within the first month after the work."
            ),
            (
                "The work is 3 working days at $600 each. The cash includes the pay of one reviewer (3 "
                "reviewers to 2); what it costs to move or to part with them is not in it. Not included: "
                "what wrong results cost that fewer reviews let pass, as no error rate with its cost was "
                "entered."
            ),
        ),
        (
            advised("q11", together=KEPT),
            (
                "Spend about $1,800 of work on one step by December 2026. It releases $900 per month in "
                "cash ($90 to $910), earned back 2 months after the work."
            ),
            (
                "The work is 3 working days at $600 each. Beside the cash, reviewers' time worth $500 per "
                "month is freed; nobody's pay falls for it. Not included: what wrong results cost that "
                "fewer reviews let pass, as no error rate with its cost was entered."
            ),
        ),
        (
            advised("q11", "q7", together=EVEN, day_cost=0),
            (
                "Take two steps by January 2027, at work that costs nothing here. Together they release $900 "
                "per month in cash."
            ),
            "The work is 18 working days at $0 each.",
        ),
    ],
)
def test_work_cash_and_payback_are_asked_for_in_one_sentence(
    reading: Reading, sentence: str, beside: str
) -> None:
    asked = ask(reading)

    assert (asked.sentence, asked.beside) == (sentence, beside)


@pytest.mark.parametrize(
    ("reading", "sentence"),
    [
        (read(source(sheet(2))), "Cost one workload line by line; no money can be named before that."),
        (
            read(source(None, workload(SMALL))),
            "Answer the fifteen questions about this workload; no money is asked for before that.",
        ),
        (read(source(sheet(4))), "Nothing: every answer that applies stands at the top."),
        (
            read(source(sheet(4, q8=3), workload(SMALL))),
            "No money: no step releases as much cash in a year as its work costs.",
        ),
    ],
)
def test_where_no_money_can_be_asked_for_it_says_what_is(reading: Reading, sentence: str) -> None:
    assert ask(reading).sentence == sentence


def test_no_money_never_stands_above_things_that_cost_work() -> None:
    reading = read(source(sheet(4, q8=3, q6=2, q15=2), workload(SMALL)))

    assert [each.days for each in reading.advice.worth_taking] == [3, 15]
    assert ask(reading).sentence == (
        "Spend about $10,800 of work on two steps as groundwork: no step releases as much cash in a year as "
        "its work costs."
    )
    assert ask(reading).beside == (
        "The steps below that carry no figure can still be taken for what they make known."
    )


def test_groundwork_that_is_asked_for_is_not_said_to_be_left_out() -> None:
    asked = ask(read(source(sheet("dk"), workload(SMALL))))

    assert asked.sentence == (
        "Spend about $5,400 of work on three steps as groundwork: no step releases as much cash in a year as "
        "its work costs."
    )
    assert asked.beside == (
        "The steps below that carry no figure can still be taken for what they make known. The ninety-day "
        "plan holds 12 pieces of work without cash of their own: 36 working days ($21,600), not asked for "
        "here."
    )


def test_time_that_no_step_turns_into_cash_stands_beside_and_is_not_asked_for() -> None:
    """One reviewer before and after: 2,500 dollars of time, and not a dollar of cash."""
    asked = ask(read(source(sheet(4, q10=1), workload(SMALL))))

    assert asked.sentence == "No money: no step releases as much cash in a year as its work costs."
    assert asked.beside == (
        "Human review would free reviewers' time worth $2,500 per month; nobody's pay falls for it. Not "
        "included: what wrong results cost that fewer reviews let pass, as no error rate with its cost was "
        "entered."
    )


def test_only_steps_worth_taking_are_in_the_sum() -> None:
    """The small company's other steps save money and do not pay for their work."""
    asked = ask(read(article(SMALL)))

    assert asked.sentence == (
        "Spend about $1,800 of work on one step by December 2026. It releases $500 per month in cash "
        "($214 to $682), earned back 3.6 months after the work."
    )


def test_the_sum_names_the_steps_that_do_not_stand_among_the_first_things() -> None:
    asked = ask(advised("q7", "q8", "q9", "q11", "q12", together=EVEN))

    assert "The sum also holds Stored data and telemetry ($900 alone) and " in asked.beside
    assert asked.beside.count("alone)") == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, True),
        ({"error_rate": "0.1", "error_cost": 10}, False),
        ({"error_rate": 0}, False),
    ],
)
def test_that_the_cost_of_errors_is_missing_is_said_where_it_is(given: dict[str, object], said: bool) -> None:
    reading = read(source(sheet(4, q10=1), workload(SMALL, **given)))

    assert ("no error rate with its cost was entered" in ask(reading).beside) is said


def test_what_the_plan_holds_beside_the_sum_has_its_days_and_its_price() -> None:
    asked = ask(read(source(sheet(2, q9="dk", q11=1), workload(SMALL))))

    assert asked.beside == (
        "The work is 3 working days at $600 each. The ninety-day plan holds 7 pieces of work without cash "
        "of their own: 126 working days ($75,600), not asked for here."
    )


def test_a_day_across_the_new_year_is_named_with_its_year() -> None:
    reading = advised("q11", together=EVEN)
    late = replace(reading, source=replace(reading.source, made_on=date(2026, 12, 20)))

    assert " by January 2027." in ask(late).sentence


def test_months_until_it_is_earned_back() -> None:
    hundred = Fraction(100)

    assert [earned_back(Fraction(work), hundred) for work in (0, 4, 99, 100, 250)] == [
        "at once",
        "within the first month after the work",
        "within the first month after the work",
        "1 month after the work",
        "2.5 months after the work",
    ]
    assert [payback(Fraction(work), hundred) for work in (99, 100, 250, 12_000, 12_001)] == [
        "first month",
        "1 month",
        "2.5 months",
        "120 months",
        "longer than ten years",
    ]
    # Divided by the cash as it is printed, $31, so that the two figures beside it give it.
    assert payback(Fraction(1800), Fraction("31.34")) == "58.1 months"
    assert [in_a_word(number) for number in (2, 6, 7)] == ["two", "six", "7"]


def test_reviewers_are_counted() -> None:
    assert [reviewers(number) for number in (0, 1, 1200)] == ["0 reviewers", "1 reviewer", "1,200 reviewers"]
    assert staffing_change(Staffing(1200, 1000, Fraction(1))) == "1,200 reviewers to 1,000"
    assert staffing_change(Staffing(2, 2, Fraction(1))) == "2 reviewers before and after"


NO_LINES = {name: 0 for name in FREE if name.endswith("_monthly")}
SEATS = {"unit_name": "day", "units_per_month": 880, "seats": 40, "seat_monthly": 19, **NO_LINES}
SEATS |= {"retry_rate": 0, "review_rate": 0, "build_cost": 0}


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        (
            SEATS,
            "That is more than a year of the workload costs, $9,120: worth it only for several workloads.",
        ),
        (
            {name: value for name, value in SEATS.items() if name != "upkeep_monthly"},
            "That is more than what is entered for a year, $9,120: worth it only for several workloads.",
        ),
        ({**SEATS, "seat_monthly": 190}, "The steps below that carry no figure can still be taken"),
    ],
)
def test_groundwork_dearer_than_a_year_of_the_workload_is_said_to_be(
    inputs: dict[str, object], said: str
) -> None:
    asked = ask(read(source(sheet(2, q1=3, q15=3), workload(inputs))))

    assert asked.sentence.startswith("Spend about $27,000 of work on three steps as groundwork")
    assert asked.beside[: len(said)] == said


def test_time_that_is_freed_stands_beside_the_errors_that_fewer_reviews_let_pass() -> None:
    wrong = {"error_rate": "0.04", "error_cost": 30}
    asked = ask(read(source(sheet(4, q10=1), workload(BY_THE_MINUTE, **wrong))))

    assert asked.beside == (
        "Human review would free reviewers' time worth $275 per month, and let pass errors that cost $66; "
        "nobody's pay falls for it."
    )
