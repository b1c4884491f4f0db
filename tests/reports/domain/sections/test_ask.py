"""What a board is asked for: work, cash and when it is earned back, in each case that there is."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from assessment.domain.savings import Gain
from runrate.reports.domain.changes import REVIEW, Staffing
from runrate.reports.domain.evaluation import Reading, read
from runrate.reports.domain.savings import Advice, Measure, Saving
from runrate.reports.domain.sections.ask import ask
from tests.reports.readers import BY_THE_MINUTE, SMALL, ZEROS, article, sheet, source, workload

NEXT_STAGE = " After the ninety-day plan"
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
                "Approve about $9,000 (15 working days) for one step by January 2027. It releases $900 per "
                "month in cash, earned back 10.0 months after the work."
            ),
            "A working day is counted at $600.",
        ),
        (
            advised("q7", "q11", together=UNEVEN),
            (
                "Approve about $10,800 (18 working days) for two steps by January 2027. Together they "
                "release $900 per month in cash ($500 to $2,000), earned back 12.0 months after the work "
                "(5.4 to 21.6 months)."
            ),
            "A working day is counted at $600.",
        ),
        (
            advised("q11", together=RELEASED),
            (
                "Approve about $1,800 (3 working days) for one step by December 2026. It releases $4,900 "
                "per month in cash ($90 to $4,910), earned back within the first month after the work (20.0 "
                "months at the low end)."
            ),
            (
                "A working day is counted at $600. The cash includes the pay of one reviewer (3 "
                "reviewers to 2); what it costs to move or to part with them is not in it. Not included: "
                "what wrong results cost that fewer reviews let pass, as no error rate with its cost was "
                "entered."
            ),
        ),
        (
            advised("q11", together=KEPT),
            (
                "Approve about $1,800 (3 working days) for one step by December 2026. It releases $900 per "
                "month in cash ($90 to $910), earned back 2.0 months after the work (2.0 to 20.0 months)."
            ),
            (
                "A working day is counted at $600. Beside the cash, reviewers' time worth $500 per "
                "month is freed, but payroll does not change. Not included: what wrong results cost that "
                "fewer reviews let pass, as no error rate with its cost was entered."
            ),
        ),
        (
            advised("q11", "q7", together=EVEN, day_cost=0),
            (
                "Take two steps by January 2027 (18 working days), at work that costs nothing here. "
                "Together they release $900 per month in cash."
            ),
            "A working day is counted at $0.",
        ),
    ],
)
def test_work_cash_and_payback_are_asked_for_in_one_sentence(
    reading: Reading, sentence: str, beside: str
) -> None:
    """W20."""
    asked = ask(reading)

    assert (asked.sentence, asked.beside.partition(NEXT_STAGE)[0]) == (sentence, beside)


ALL_BUT_UPKEEP = {name: value for name, value in BY_THE_MINUTE.items() if name != "upkeep_monthly"}


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
            read(source(sheet(4), workload(BY_THE_MINUTE))),
            "Nothing: every answer that applies stands at the top.",
        ),
        (
            read(source(sheet(4), workload(SMALL))),
            "Enter the 5 cost lines that are missing: every step is taken, and no money is asked for.",
        ),
        (
            read(source(sheet(4), workload(ALL_BUT_UPKEEP))),
            "Enter the cost line that is missing: every step is taken, and no money is asked for.",
        ),
        (
            read(source(sheet(4, q8=3), workload(SMALL))),
            (
                "No money: on the lines entered and at the middle figures, no step releases as much cash in "
                "a year as its work costs."
            ),
        ),
        (
            read(source(sheet(4, q8=3), workload(SMALL, **ZEROS))),
            "No money: at the middle figures no step releases as much cash in a year as its work costs.",
        ),
    ],
)
def test_where_no_money_can_be_asked_for_it_says_what_is(reading: Reading, sentence: str) -> None:
    assert ask(reading).sentence == sentence


def test_time_that_no_step_turns_into_cash_stands_beside_and_is_not_asked_for() -> None:
    """One reviewer before and after: 2,500 dollars of time, and not a dollar of cash."""
    asked = ask(read(source(sheet(4, q10=1), workload(SMALL))))

    assert asked.sentence == (
        "No money: on the lines entered and at the middle figures, no step releases as much cash in a year "
        "as its work costs."
    )
    assert asked.beside == (
        "Human review (step 1) would free reviewers' time worth $2,500 per month, but payroll would not "
        "change. Not included: what wrong results cost that fewer reviews let pass, as no error rate with "
        "its cost was entered."
    )


def test_only_steps_worth_taking_are_in_the_sum() -> None:
    """N8: the small company's other steps save money and do not pay for their work."""
    asked = ask(read(article(SMALL)))

    assert asked.sentence == (
        "Approve about $1,800 (3 working days) for one step by December 2026. It releases $500 per month in "
        "cash ($214 to $682), earned back 3.6 months after the work (2.6 to 8.4 months)."
    )


def test_the_sum_names_the_steps_that_do_not_stand_among_the_first_things() -> None:
    asked = ask(advised("q7", "q8", "q9", "q11", "q12", together=EVEN))

    assert "The sum also holds Stored data and telemetry (step 4, $900 alone) and " in asked.beside
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

    assert asked.beside.partition(NEXT_STAGE)[0] == (
        "A working day is counted at $600. The full ninety-day plan takes $77,400 (129 working days), of "
        "which $75,600 (126) for 7 pieces of work without a cash figure of their own, not asked for here."
    )


def test_a_day_across_the_new_year_is_named_with_its_year() -> None:
    reading = advised("q11", together=EVEN)
    late = replace(reading, source=replace(reading.source, made_on=date(2026, 12, 20)))

    assert " by January 2027." in ask(late).sentence


def test_time_that_is_freed_stands_beside_the_errors_that_fewer_reviews_let_pass() -> None:
    wrong = {"error_rate": "0.04", "error_cost": 30}
    asked = ask(read(source(sheet(4, q10=1), workload(BY_THE_MINUTE, **wrong))))

    assert asked.beside == (
        "Human review (step 1) would free reviewers' time worth $275 per month, and let errors pass that "
        "cost $66; payroll would not change."
    )


def test_an_ask_that_its_own_range_or_an_answer_denies_says_so() -> None:
    """Four reviewers to three by an answer that the scenario speaks against; none goes at the low end."""
    staff = {
        "units_per_day": 500,
        "days_per_month": 24,
        "reviews_per_reviewer": 800,
        "reviewer_monthly_cost": 5200,
    }
    wrong = {"error_rate": "0.03", "error_cost": 20, "review_rate": "0.25"}

    asked = ask(read(source(sheet(4, q10=0), workload(SMALL, **{**ZEROS, **staff, **wrong}))))

    assert asked.sentence.endswith("earned back 1.9 months after the work (never at the low end).")
    assert (
        "It rests on the answer to Human review, which does not fit the scenario: look at it again first."
    ) in asked.beside


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (saving(500, 900, 2000), "earned back 10.0 months after the work (4.5 to 18.0 months)."),
        (saving(800, 900, 2000), "earned back 10.0 months after the work (4.5 to 11.3 months)."),
    ],
)
def test_an_ask_is_earned_back_at_both_ends_of_its_range(found: Saving, said: str) -> None:
    assert ask(advised("q7", together=found)).sentence.endswith(said)
