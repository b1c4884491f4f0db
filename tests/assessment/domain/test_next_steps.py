"""What to do next: ways out that lead out, and a way up that leads up."""

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given

from assessment.domain.next_steps import Step, lowest_of, next_steps, to_next_stage, way_out
from assessment.domain.questionnaire import STAGES, load
from assessment.domain.scoring import Answer, NotApplicable, Sheet, score
from tests.assessment.sheets import sheet, sheets

INSTRUMENT = load("1")


def after(answered: Sheet, steps: Iterable[Step]) -> Sheet:
    return replace(answered, answers={**answered.answers, **{step.question.key: step.to for step in steps}})


@given(sheets())
def test_the_way_to_the_next_stage_leads_there(answered: Sheet) -> None:
    result = score(answered)

    reached = score(after(answered, to_next_stage(answered, result, INSTRUMENT)))

    wanted = min(STAGES.index(str(result.stage)) + 1, len(STAGES) - 1)
    assert STAGES.index(str(reached.stage)) >= wanted


def test_an_unknown_answer_that_has_to_reach_a_level_is_not_only_found_out() -> None:
    no_use = NotApplicable("the product decides it")
    answered = sheet("dk", q3=3, q5=0, q6=3, q7=no_use, q8=3, q10=4, q11=no_use, q13=4, q15=4)
    result = score(answered)

    way = to_next_stage(answered, result, INSTRUMENT)

    assert {step.question.key: step.to for step in way}["q4"] == INSTRUMENT.caps.gate_level
    assert (result.stage, score(after(answered, way)).stage) == ("allocated", "optimized")


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
    assert [step for step in steps if step.to != (step.frm or 0) + 1] == []


def test_what_lifts_a_cap_comes_first() -> None:
    held = sheet(4, q4=1, q8=1)

    assert next_steps(held, score(held), INSTRUMENT)[0].question.key == "q4"


def test_at_the_top_nothing_is_left_to_do() -> None:
    best = sheet(4)

    assert next_steps(best, score(best), INSTRUMENT) == []
    assert to_next_stage(best, score(best), INSTRUMENT) == []


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
