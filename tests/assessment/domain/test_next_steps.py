"""What to do next: ways out that lead out, and a way up that leads up."""

import json
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.next_steps import (
    FIRST,
    Dollars,
    Step,
    lowest_of,
    next_of,
    next_steps,
    why_later,
)
from assessment.domain.questionnaire import STAGES, load
from assessment.domain.scoring import Answer, NotApplicable, Sheet, score
from assessment.domain.way_up import Raise, way_out, way_up
from tests.assessment.order_by_hand import in_order
from tests.assessment.sheets import KEYS, sheet, sheets

INSTRUMENT = load("1")


def after(answered: Sheet, steps: Iterable[Step | Raise]) -> Sheet:
    return replace(answered, answers={**answered.answers, **{step.question.key: step.to for step in steps}})


@given(sheets())
def test_the_way_out_of_a_cap_lifts_its_limit(answered: Sheet) -> None:
    for cap in score(answered).caps:
        freed = score(after(answered, way_out(cap, answered, INSTRUMENT)))

        limits = {each.rule: STAGES.index(each.limit) for each in freed.caps}
        assert limits.get(cap.rule, len(STAGES)) > STAGES.index(cap.limit)


@given(sheets())
def test_each_step_goes_up_and_none_is_offered_at_the_top_or_where_nothing_applies(answered: Sheet) -> None:
    steps = next_steps(answered, score(answered), INSTRUMENT)

    open_questions = [key for key, answer in answered.answers.items() if answer in (0, 1, 2, 3, "dk")]
    assert sorted(step.question.key for step in steps) == sorted(open_questions)
    assert [step for step in steps if step.to != (0 if step.frm is None else step.frm + 1)] == []


def test_what_is_on_the_way_to_the_next_stage_comes_first() -> None:
    held = sheet(4, q4=1, q8=1)

    assert next_steps(held, score(held), INSTRUMENT)[0].question.key == "q4"


def test_at_the_top_nothing_is_left_to_do() -> None:
    best = sheet(4)

    assert next_steps(best, score(best), INSTRUMENT) == []


def test_what_a_dimension_lacks_next_is_what_its_lowest_answer_has_not_done() -> None:
    first = INSTRUMENT.dimensions[0]
    keys = first.questions
    no_use = NotApplicable("the product decides it")

    def lowest(*answers: Answer) -> tuple[str, int | None]:
        of_first = dict(zip(keys, answers, strict=True))
        answered = replace(sheet(4), answers={**sheet(4).answers, **of_first})
        question, level = lowest_of(first, answered, INSTRUMENT)
        return question.key, level

    assert lowest(4, 3, 4) == (keys[1], 3)
    assert lowest(2, 4, 2) == (keys[0], 2)
    assert lowest(4, 0, "dk") == (keys[1], 0)
    assert lowest(4, 1, "dk") == (keys[2], None)
    assert lowest(4, 4, 4) == (keys[0], 4)
    assert lowest(no_use, 2, 3) == (keys[1], 2)


def test_the_next_step_of_a_dimension_is_the_first_of_its_steps_in_the_order_of_all() -> None:
    answered = sheet(2, q7=1, q9=0)
    dimension = INSTRUMENT.dimension("run_efficiency")
    ordered = [(INSTRUMENT.question(key), 2) for key in ("q1", "q8", "q9")]

    assert next_of(dimension, ordered, answered, INSTRUMENT) == (INSTRUMENT.question("q8"), 2)
    assert next_of(dimension, ordered[:1], answered, INSTRUMENT) == (INSTRUMENT.question("q9"), 0)


@given(sheets())
def test_of_the_first_three_one_is_in_a_weakest_dimension(answered: Sheet) -> None:
    result = score(answered)
    steps = next_steps(answered, result, INSTRUMENT)
    weakest = result.weakest
    there = [step for step in steps if step.question.dimension in weakest]

    assert bool(there) == any(step.question.dimension in weakest for step in steps[:FIRST])


def test_the_third_place_goes_to_no_step_that_does_not_pay_for_its_work() -> None:
    """What no scenario has a figure for counts as worth taking: the rule gives way only where all lose."""
    answered = sheet(4, q4=2, q5=2, q7=2, q10=1, q11=1, q12=1, q15=3)
    way = [Raise(INSTRUMENT.question(key), 2, 3) for key in ("q4", "q5", "q7")]
    lose = {key: Dollars(Fraction(-1), worth_taking=False) for key in ("q10", "q11", "q12")}
    one_pays = {**lose, "q10": Dollars(Fraction(1), worth_taking=True)}
    one_has_no_figure = {key: lose[key] for key in ("q10", "q11")}

    orders = [
        " ".join(
            step.question.key for step in next_steps(answered, score(answered), INSTRUMENT, dollars, way=way)
        )
        for dollars in (None, one_pays, one_has_no_figure, lose)
    ]

    assert score(answered).weakest == ("sticky_costs",)
    assert orders == [
        "q4 q5 q11 q7 q10 q12 q15",
        "q4 q5 q10 q7 q15 q12 q11",
        "q4 q5 q12 q7 q15 q10 q11",
        "q4 q5 q7 q15 q10 q12 q11",
    ]


@given(sheets())
def test_the_first_steps_go_the_way_to_the_next_stage(answered: Sheet) -> None:
    result = score(answered)
    way = {each.question.key for each in way_up(answered, result, INSTRUMENT)}
    keys = [step.question.key for step in next_steps(answered, result, INSTRUMENT)]

    assert set(keys[: min(len(way), FIRST - 1)]) <= way


def test_equal_dimensions_are_none_of_them_the_weakest() -> None:
    assert score(sheet(2)).weakest == ()
    assert score(sheet(2, q1=1)).weakest == ("visibility",)


def test_what_does_not_pay_for_its_work_comes_after_what_does() -> None:
    answered = sheet(2)
    result = score(answered)
    first = next_steps(answered, result, INSTRUMENT)[0].question.key
    dollars = {
        first: Dollars(Fraction(900), worth_taking=False),
        "q2": Dollars(Fraction(1), worth_taking=True),
    }

    keys = [step.question.key for step in next_steps(answered, result, INSTRUMENT, dollars)]

    assert keys[-1] == first
    assert keys.index("q2") < keys.index(first)


def test_dollars_for_the_days_of_work_decide_among_what_is_equally_far_on_the_way() -> None:
    answered = sheet(2)
    result = score(answered)
    way = [each.question.key for each in way_up(answered, result, INSTRUMENT)]
    last = next_steps(answered, result, INSTRUMENT)[-1].question.key
    dollars = {key: Dollars(Fraction(10_000), worth_taking=True) for key in (last, way[-1])}

    keys = [step.question.key for step in next_steps(answered, result, INSTRUMENT, dollars)]

    assert last not in way
    assert [keys[0], keys[len(way)]] == [way[-1], last]


SOME_KEYS = st.sampled_from(KEYS)
DOLLARS = st.dictionaries(
    SOME_KEYS, st.builds(Dollars, st.integers(-50, 50).map(lambda tens: Fraction(tens * 10)), st.booleans())
)


@given(sheets(), DOLLARS, st.sets(SOME_KEYS))
def test_the_order_is_that_of_the_published_rules(
    answered: Sheet, dollars: dict[str, Dollars], on_the_way: set[str]
) -> None:
    """Whatever is on the way; tests/assessment/domain/test_way_up.py holds which that is."""
    answers = json.loads(json.dumps(answered.as_json()))["answers"]
    money = {int(key[1:]): (each.monthly, each.worth_taking) for key, each in dollars.items()}
    way = [Raise(INSTRUMENT.question(key), 0, 1) for key in on_the_way]

    steps = next_steps(answered, score(answered), INSTRUMENT, dollars, way=way)

    order = in_order(answers, money, {int(key[1:]) for key in on_the_way})
    assert [step.question.number for step in steps] == order


NOBODY = NotApplicable("nobody reviews")


def written(steps: Iterable[Step | Raise]) -> str:
    """Steps as `question:from>to`; what nobody knows starts at `?`."""
    return " ".join(
        f"{step.question.key}:{'?' if step.frm is None else step.frm}>{step.to}" for step in steps
    )


@pytest.mark.parametrize(
    ("answered", "order"),
    [
        (
            sheet(2),
            (
                "q8:2>3 q11:2>3 q13:2>3 q14:2>3 q15:2>3 "
                "q1:2>3 q3:2>3 q4:2>3 q5:2>3 q6:2>3 q7:2>3 q9:2>3 q10:2>3 q12:2>3 q2:2>3"
            ),
        ),
        (
            sheet(3, q1=1, q8="dk", q13=4, q10=NOBODY),
            (
                "q8:?>0 q11:3>4 q14:3>4 q1:1>2 q7:3>4 q9:3>4 "
                "q15:3>4 q12:3>4 q3:3>4 q4:3>4 q5:3>4 q6:3>4 q2:3>4"
            ),
        ),
        (sheet(4, q13=3, q14=3, q15=2, q2=0), "q15:2>3 q13:3>4 q14:3>4 q2:0>1"),
        # Finding out adds no points, so it comes after what does.
        (
            sheet(3, q2=0, q5="dk", q9="dk"),
            (
                "q8:3>4 q1:3>4 q3:3>4 q4:3>4 q6:3>4 q7:3>4 q11:3>4 "
                "q13:3>4 q14:3>4 q15:3>4 q10:3>4 q12:3>4 q2:0>1 q5:?>0 q9:?>0"
            ),
        ),
        (
            sheet(3, q1=2, q2=2, q3=2, q13=1),
            (
                "q1:2>3 q13:1>2 q8:3>4 q11:3>4 q14:3>4 q3:2>3 q2:2>3 "
                "q15:3>4 q4:3>4 q5:3>4 q6:3>4 q7:3>4 q9:3>4 q10:3>4 q12:3>4"
            ),
        ),
    ],
)
def test_steps_stand_in_the_order_of_way_weakness_effort_and_number(answered: Sheet, order: str) -> None:
    assert written(next_steps(answered, score(answered), INSTRUMENT)) == order


def in_dollars(*, losing: str = "", **monthly: int) -> dict[str, Dollars]:
    found = {key: Dollars(Fraction(amount), worth_taking=True) for key, amount in monthly.items()}
    return found | {key: Dollars(Fraction(9), worth_taking=False) for key in losing.split()}


@pytest.mark.parametrize(
    ("dollars", "order"),
    [
        (
            in_dollars(q8=100, q9=400, q10=900, q11=900),
            (
                "q1:2>3 q11:3>4 q8:3>4 q13:3>4 q14:3>4 q3:2>3 q2:2>3 q10:3>4 q9:3>4 "
                "q15:3>4 q4:3>4 q5:3>4 q6:3>4 q7:3>4 q12:3>4"
            ),
        ),
        (
            in_dollars(q8=100, q9=400, q10=900, q11=900, q15=1, losing="q1 q2 q3"),
            (
                "q11:3>4 q8:3>4 q13:3>4 q14:3>4 q10:3>4 q9:3>4 q15:3>4 "
                "q4:3>4 q5:3>4 q6:3>4 q7:3>4 q12:3>4 q1:2>3 q3:2>3 q2:2>3"
            ),
        ),
    ],
)
def test_with_dollars_the_way_goes_first_and_dollars_decide_off_it(
    dollars: dict[str, Dollars], order: str
) -> None:
    answered = sheet(3, q1=2, q2=2, q3=2)

    assert written(next_steps(answered, score(answered), INSTRUMENT, dollars)) == order


@pytest.mark.parametrize(
    ("answered", "ways"),
    [
        (sheet(4, q4=1), {"unit_cost": "q4:1>2"}),
        (sheet(4, q4="dk"), {"unit_cost": "q4:?>2"}),
        (sheet(4, q1="dk", q5="dk", q8="dk", q11="dk"), {"unknowns": "q1:?>0"}),
        (
            sheet(4, q1="dk", q2="dk", q3="dk", q5="dk", q8="dk", q11="dk"),
            {"weak_link": "q1:?>3", "unknowns": "q1:?>0 q2:?>0 q3:?>0"},
        ),
        (sheet(4, q13=0, q14=0, q15=0), {"weak_link": "q13:0>3"}),
        (sheet(4, q10=NOBODY, q11="dk", q12=0), {"weak_link": "q11:?>2"}),
        (sheet(4, q10=1, q11=1, q12=1), {"weak_link": "q11:1>3"}),
        (sheet(4, q10=0, q11=2, q12=1), {"weak_link": "q11:2>4"}),
    ],
)
def test_the_way_out_is_the_least_that_lifts_a_cap(answered: Sheet, ways: dict[str, str]) -> None:
    caps = score(answered).caps

    assert {cap.rule: written(way_out(cap, answered, INSTRUMENT)) for cap in caps} == ways


def test_a_step_says_what_to_do_and_what_is_true_once_it_is_done() -> None:
    question = INSTRUMENT.questions[0]

    assert Step(question, 2, 3).text == question.advice[2]
    assert Step(question, None, 0).text == (
        "Ask the finance partner which costs of this workload have a figure, and of which month. "
        "Until that is known, the answer counts as level 0."
    )
    assert Step(question, 2, 3).target == question.levels[3]
    assert Step(question, None, 0).target == question.levels[1]


def test_a_way_up_that_the_caller_has_already_is_the_one_that_is_taken() -> None:
    """Without one the lowest of equal answers goes first, in a weakest dimension before others."""
    answered = sheet(1, q6=0, q9=0)

    assert written(next_steps(answered, score(answered), INSTRUMENT, way=())) == (
        "q8:1>2 q6:0>1 q9:0>1 q4:1>2 q5:1>2 q7:1>2 q11:1>2 q13:1>2 q14:1>2 q15:1>2 "
        "q1:1>2 q3:1>2 q10:1>2 q12:1>2 q2:1>2"
    )


@pytest.mark.parametrize(
    ("answered", "keys", "by_dollars", "said"),
    [
        (
            sheet(1, q3=0),
            "q8 q4 q11 q1 q3",
            False,
            (
                "The first step in Visibility (step 4) comes later: "
                "the way to the next stage and points for the effort decide the order."
            ),
        ),
        (
            sheet(1, q6=0, q9=0),
            "q1 q13 q10 q7 q8 q4",
            True,
            (
                "The first steps in Unit economics (step 6) and Run efficiency (step 4) come later: "
                "what does not pay for its work, as far as entered, comes last; before it the way to the "
                "next stage, then cash for the days of work decide the order."
            ),
        ),
        (
            sheet(1, q6=0, q9=0),
            "q1 q13 q7 q4",
            True,
            (
                "The first step in Unit economics (step 4) comes later: "
                "what does not pay for its work, as far as entered, comes last; before it the way to the "
                "next stage, then cash for the days of work decide the order."
            ),
        ),
        (sheet(1, q6=0, q9=0), "q1 q7 q4 q8", False, ""),
        (sheet(1, q3=0), "q8 q4 q11", False, ""),
        (sheet(1), "q1 q2 q3 q4", False, ""),
    ],
)
def test_a_weakest_dimension_without_one_of_the_first_steps_is_told_why(
    answered: Sheet, keys: str, by_dollars: bool, said: str
) -> None:
    ordered = [INSTRUMENT.question(key) for key in keys.split()]

    assert why_later(ordered, score(answered), INSTRUMENT, by_dollars=by_dollars) == said
