"""Advice followed to its end has the effect it promises: read from the printed words, taken, scored again."""

import re
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessment.domain.next_steps import FIRST, next_steps, why_later
from assessment.domain.questionnaire import STAGES, Question, load
from assessment.domain.scoring import Answer, Sheet, score
from assessment.domain.way_up import EFFORT_DAYS, FIND_OUT_DAYS
from runrate.reports.domain.content import Maturity
from runrate.reports.domain.evaluation import read
from runrate.reports.domain.sections.first_steps import later, things
from runrate.reports.domain.sections.maturity import describe_maturity
from tests.assessment.sheets import sheet, sheets
from tests.reports.readers import BY_THE_MINUTE, LARGE, SMALL, ZEROS, source, workload

INSTRUMENT = load("1")
BY_TOPIC = {question.topic: question for question in INSTRUMENT.questions}
COMPLETE = workload(SMALL, **ZEROS)
COMPLETE_BY_THE_MINUTE = workload(BY_THE_MINUTE, units_per_day=LARGE["units_per_day"])
_TOPICS = "|".join(map(re.escape, BY_TOPIC))
_MOVES = re.compile(f"({_TOPICS})(?: from unknown)?(?: to (?:level ([0-4])|known))?")


WAITS = "Besides the work, time has to pass: "


def maturity_of(answered: Sheet) -> Maturity:
    reading = read(source(answered))
    assert reading.assessment is not None
    return describe_maturity(reading, reading.assessment)


def taken(answered: Sheet, words: str) -> tuple[Sheet, int]:
    """The sheet once what a sentence lists is done, and the working days that this takes."""
    answers: dict[str, Answer] = dict(answered.answers)
    days = 0
    for topic, level in _MOVES.findall(words.partition(WAITS)[0]):
        question = BY_TOPIC[topic]
        before, to = answers[question.key], int(level or 0)
        frm = before if isinstance(before, int) else 0
        days += EFFORT_DAYS[question.effort] * (to - frm) + (FIND_OUT_DAYS if before == "dk" else 0)
        answers[question.key] = to
    return Sheet("1", answers, answered.evidence), days


@given(sheets())
def test_the_nearest_way_out_of_each_limit_leads_out_of_it(answered: Sheet) -> None:
    """W4."""
    maturity = maturity_of(answered)
    caps = score(answered).caps

    for cap, told in zip(caps, maturity.caps, strict=True):
        freed, days = taken(answered, told.way_out)
        left = {each.rule: STAGES.index(each.limit) for each in score(freed).caps}
        assert left.get(cap.rule, len(STAGES)) > STAGES.index(cap.limit)
        assert told.way_out.partition(f" {WAITS}")[0].endswith(f"about {days} working days.")
        if told.told_below:
            below = " ".join(sorted(maturity.changes, key=lambda each: each.startswith(WAITS)))
            assert taken(answered, below) == (freed, days)


@given(sheets())
def test_what_would_change_the_stage_changes_it_to_what_is_promised(answered: Sheet) -> None:
    """W4."""
    maturity = maturity_of(answered)
    before = score(answered)
    assume(before.stage != STAGES[-1])
    said = " ".join(sorted(maturity.changes, key=lambda each: each.startswith(WAITS)))

    after, days = taken(answered, said)

    promised = INSTRUMENT.stage(str(score(after).stage)).name
    assert STAGES.index(str(score(after).stage)) > STAGES.index(str(before.stage))
    assert promised in said
    assert f"about {days} working days" in said


@given(sheets())
def test_each_step_adds_its_points_and_finding_out_takes_an_unknown_away(answered: Sheet) -> None:
    before = score(answered)
    assert before.score is not None

    for step in next_steps(answered, before, INSTRUMENT):
        after = score(Sheet("1", {**answered.answers, step.question.key: step.to}, {}))
        assert after.score is not None
        if step.frm is None:
            assert (after.score, len(after.find_out)) == (before.score, len(before.find_out) - 1)
        else:
            shared = sum(
                not hasattr(answered.answers[key], "reason")
                for key in INSTRUMENT.dimension(step.question.dimension).questions
            )
            assert after.score - before.score == Fraction(25, 5 * shared)


@given(sheets(), st.integers(0, 2), st.sampled_from(["1.01", "2", "9"]), st.sampled_from(["0.5", "0.9", "1"]))
def test_a_step_that_costs_money_is_never_advised_first_and_never_called_worth_its_work(
    answered: Sheet, level: int, dearer: str, cheaper: str
) -> None:
    """N34: also where a level after it, by a reader's own planning figures, pays for all of the way."""
    factors = [1] * (level + 1) + [Fraction(dearer)] + [Fraction(cheaper)] * (3 - level)
    own = {("q7", "tokens"): tuple(map(Fraction, factors))}
    asked = Sheet("1", {**answered.answers, "q7": level}, answered.evidence)
    reading = read(source(asked, COMPLETE_BY_THE_MINUTE, worth_changes=own))

    losing = [each for each in reading.advice.measures if each.saving and each.saving.cash.base < 0]

    assert "q7" in {each.question.key for each in losing}
    assert [each for each in losing if each.worth_taking or each.pays] == []
    assert {each.question.topic for each in losing} & {thing.topic for thing in things(reading)} == set()


@given(sheets(), st.booleans())
def test_a_weakness_that_is_named_is_treated_or_said_why_later(answered: Sheet, joined: bool) -> None:
    """W6."""
    reading = read(source(answered, COMPLETE) if joined else source(answered))
    order = [measure.question.dimension for measure in reading.advice.measures]
    first = {measure.question.dimension for measure in reading.advice.in_turn[:FIRST]}

    for key in score(answered).weakest:
        name = INSTRUMENT.dimension(key).name
        said = f"{name} (number {order.index(key) + 1})" in later(reading)
        assert said != (key in (first if reading.advice.paying else order[:FIRST]))


def test_the_reason_names_what_decides_the_order() -> None:
    answered = sheet(2, q1=1, q4=1, q7=1, q10=1)
    result = score(answered)
    questions = [step.question for step in next_steps(answered, result, INSTRUMENT)]

    said = why_later(questions, result, INSTRUMENT, by_dollars=False)

    assert said == (
        "The first step in Visibility (number 7) comes later: "
        "the way to the next stage and points for the effort decide the order."
    )


@pytest.mark.parametrize("question", INSTRUMENT.questions, ids=lambda each: each.key)
def test_the_step_of_an_unknown_answer_says_whom_to_ask_and_what_for(question: Question) -> None:
    """W6."""
    answered = sheet(3, **{question.key: "dk"})  # type: ignore[arg-type]  # a key of a question is no other argument
    (row,) = [
        each.text
        for each in next_steps(answered, score(answered), INSTRUMENT)
        if each.question.key == question.key
    ]

    assert re.match(r"Ask the .+\. Until that is known, the answer counts as level 0\.", row)
    assert "?" not in row
