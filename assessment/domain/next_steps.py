"""Knows what to do next: advice in order, ways out of caps, and one way to the next stage."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from assessment.domain.answer_sheet import TOP, UNKNOWN, Sheet
from assessment.domain.questionnaire import STAGES, Dimension, Question, Questionnaire
from assessment.domain.scoring import Cap, Result

EFFORT: Mapping[str, int] = {"S": 1, "M": 2, "L": 3}


@dataclass(frozen=True, slots=True)
class Step:
    """One level up on one question; from None it means: find out first."""

    question: Question
    frm: int | None
    to: int

    @property
    def text(self) -> str:
        return self.question.advice[self.to - 1]

    @property
    def target(self) -> str:
        return self.question.levels[self.to]

    @property
    def effort(self) -> int:
        return EFFORT[self.question.effort] * (self.to - (self.frm or 0))


def next_steps(sheet: Sheet, result: Result, instrument: Questionnaire) -> list[Step]:
    """One level up on each question that has one: first what lifts a cap, then most points for effort."""
    lifting = {step.question.key for cap in result.caps for step in way_out(cap, sheet, instrument)}
    steps = [step for question in instrument.questions if (step := _one_up(question, sheet)) is not None]
    return sorted(
        steps,
        key=lambda step: (
            step.question.key not in lifting,
            -_points(step.question, sheet, instrument) / EFFORT[step.question.effort],
            step.frm or 0,
            step.question.number,
        ),
    )


def lowest_of(dimension: Dimension, sheet: Sheet, instrument: Questionnaire) -> tuple[Question, int | None]:
    """The question of a dimension that stands lowest and its level, None where that is not known.

    What a dimension lacks next: nobody is told to do what is done already. Raises ValueError where no
    question of it applies.
    """
    question = min(
        _applicable(dimension.key, sheet, instrument), key=lambda each: (_level(each, sheet), each.number)
    )
    answer = sheet.answers.get(question.key)
    return question, answer if isinstance(answer, int) else None


def way_out(cap: Cap, sheet: Sheet, instrument: Questionnaire) -> list[Step]:
    """The least that lifts this cap by one stage; a weak link has company where others are as low."""
    if cap.rule == "unit_cost":
        return list(_gate(sheet, instrument))
    if cap.rule == "unknowns":
        return _find_out(sheet, instrument)
    floor = instrument.stages[STAGES.index(cap.limit) + 1 - instrument.caps.weak_link_above].floor
    return [
        step for dimension in instrument.dimensions for step in _lift(dimension.key, floor, sheet, instrument)
    ]


def to_next_stage(sheet: Sheet, result: Result, instrument: Questionnaire) -> list[Step]:
    """One way to the stage above the present one, by the least effort found; empty at the top."""
    target = STAGES.index(str(result.stage)) + 1
    if target == len(STAGES):
        return []
    steps: dict[str, Step] = {}
    rules = instrument.caps
    if target > STAGES.index(rules.gate_stage):
        _take(steps, _gate(sheet, instrument))
    if target > STAGES.index(rules.unknowns_stage) and len(result.find_out) >= rules.unknowns:
        _take(steps, _find_out(sheet, instrument, steps))
    weak_floor = instrument.stages[max(target - rules.weak_link_above, 0)].floor
    for dimension in instrument.dimensions:
        _take(steps, _lift(dimension.key, weak_floor, sheet, instrument, steps))
    _take(steps, _reach(instrument.stages[target].floor, sheet, instrument, steps))
    return sorted(steps.values(), key=lambda step: step.question.number)


def _one_up(question: Question, sheet: Sheet) -> Step | None:
    answer = sheet.answers.get(question.key)
    if answer == UNKNOWN:
        return Step(question, None, 1)
    return Step(question, answer, answer + 1) if isinstance(answer, int) and answer < TOP else None


def _points(question: Question, sheet: Sheet, instrument: Questionnaire) -> Fraction:
    """What one level on this question adds to the score."""
    return Fraction(25, len(_applicable(question.dimension, sheet, instrument)) * len(instrument.dimensions))


def _applicable(dimension: str, sheet: Sheet, instrument: Questionnaire) -> list[Question]:
    return [
        question
        for question in instrument.questions
        if question.dimension == dimension and (_level(question, sheet) is not None)
    ]


def _level(question: Question, sheet: Sheet, steps: Mapping[str, Step] | None = None) -> int | None:
    """The level that counts, after the steps taken; None where the question does not apply."""
    if steps and question.key in steps:
        return steps[question.key].to
    answer = sheet.answers.get(question.key)
    return 0 if answer == UNKNOWN else answer if isinstance(answer, int) else None


def _gate(sheet: Sheet, instrument: Questionnaire) -> Iterator[Step]:
    question = instrument.question(instrument.caps.gate_question)
    answer = sheet.answers[question.key]
    level = answer if isinstance(answer, int) else None
    if (level or 0) < instrument.caps.gate_level:
        yield Step(question, level, instrument.caps.gate_level)


def _find_out(sheet: Sheet, instrument: Questionnaire, taken: Mapping[str, Step] | None = None) -> list[Step]:
    """Enough answers found out that the rest is too few for the cap; those taken anyway, then the easiest."""
    steps = taken or {}
    unknown = [question for question in instrument.questions if sheet.answers.get(question.key) == UNKNOWN]
    unknown.sort(key=lambda question: (question.key not in steps, EFFORT[question.effort]))
    found_out = unknown[: len(unknown) - instrument.caps.unknowns + 1]
    return [steps.get(question.key) or Step(question, None, 1) for question in found_out]


def _lift(
    dimension: str,
    floor: int,
    sheet: Sheet,
    instrument: Questionnaire,
    taken: Mapping[str, Step] | None = None,
) -> list[Step]:
    """Levels added in one dimension until its mean reaches a floor; the easiest first."""
    questions = _applicable(dimension, sheet, instrument)
    levels = [_level(question, sheet, taken) or 0 for question in questions]
    return list(
        _raise(questions, math.ceil(Fraction(floor * len(questions), 25)) - sum(levels), sheet, taken)
    )


def _reach(floor: int, sheet: Sheet, instrument: Questionnaire, taken: Mapping[str, Step]) -> list[Step]:
    """Levels added anywhere until the score reaches a floor; most points for the effort first."""
    steps = dict(taken)
    questions = [question for question in instrument.questions if _level(question, sheet) is not None]
    missing = floor - sum(
        (
            _points(question, sheet, instrument) * (_level(question, sheet, steps) or 0)
            for question in questions
        ),
        Fraction(0),
    )
    questions.sort(key=lambda question: EFFORT[question.effort] / _points(question, sheet, instrument))
    while missing > 0:
        question = min(
            questions,
            key=lambda question: (_level(question, sheet, steps) == TOP, _level(question, sheet, steps)),
        )
        _take(steps, _raise([question], 1, sheet, steps))
        missing -= _points(question, sheet, instrument)
    return list(steps.values())


def _raise(
    questions: list[Question], levels: int, sheet: Sheet, taken: Mapping[str, Step] | None
) -> Iterator[Step]:
    """So many levels more on these questions, always on the lowest one, the easier of two equals first."""
    steps = dict(taken or {})
    for _ in range(levels):
        question = min(questions, key=lambda each: (_level(each, sheet, steps) or 0, EFFORT[each.effort]))
        answer = sheet.answers.get(question.key)
        to = (_level(question, sheet, steps) or 0) + 1
        steps[question.key] = Step(question, answer if isinstance(answer, int) else None, to)
    keys = {question.key for question in questions}
    yield from (step for key, step in steps.items() if key in keys)


def _take(steps: dict[str, Step], more: "Iterator[Step] | list[Step]") -> None:
    for step in more:
        steps[step.question.key] = step
