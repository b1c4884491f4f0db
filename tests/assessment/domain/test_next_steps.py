"""What to do next: ways out that lead out, and a way up that leads up."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from hypothesis import given

from assessment.domain.next_steps import (
    FIRST,
    Dollars,
    Step,
    lowest_of,
    next_steps,
    way_out,
)
from assessment.domain.questionnaire import STAGES, load
from assessment.domain.scoring import Answer, NotApplicable, Sheet, score
from assessment.domain.way_up import way_up
from tests.assessment.sheets import sheet, sheets

INSTRUMENT = load("1")


def after(answered: Sheet, steps: Iterable[Step]) -> Sheet:
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


@given(sheets())
def test_of_the_first_three_one_is_in_a_weakest_dimension(answered: Sheet) -> None:
    result = score(answered)
    steps = next_steps(answered, result, INSTRUMENT)
    weakest = result.weakest
    there = [step for step in steps if step.question.dimension in weakest]

    assert bool(there) == any(step.question.dimension in weakest for step in steps[:FIRST])


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


def test_dollars_for_the_days_of_work_lead_where_there_are_any() -> None:
    answered = sheet(2)
    result = score(answered)
    last = next_steps(answered, result, INSTRUMENT)[-1].question.key
    dollars = {last: Dollars(Fraction(10_000), worth_taking=True)}

    assert next_steps(answered, result, INSTRUMENT, dollars)[0].question.key == last
