"""Knows what to do next: steps in one order for every page, and ways out of caps."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessment.domain.answer_sheet import TOP, UNKNOWN, Sheet
from assessment.domain.questionnaire import STAGES, Dimension, Question, Questionnaire
from assessment.domain.scoring import Cap, Result
from assessment.domain.way_up import EFFORT_DAYS, FIND_OUT_DAYS, Raise, way_up

FIRST = 3
"""Steps that are said before all others."""


@dataclass(frozen=True, slots=True)
class Step:
    """One question from its level to the next; from None it is found out first."""

    question: Question
    frm: int | None
    to: int

    @property
    def text(self) -> str:
        return self.question.advice[self.frm or 0]

    @property
    def target(self) -> str:
        return self.question.levels[max(self.to, 1)]


@dataclass(frozen=True, slots=True)
class Dollars:
    """What a step is worth in a scenario: a month's net gain, and whether it pays for its work."""

    monthly: Fraction
    worth_taking: bool


def next_steps(
    sheet: Sheet,
    result: Result,
    instrument: Questionnaire,
    dollars: Mapping[str, Dollars] | None = None,
    *,
    way: Sequence[Raise] | None = None,
) -> list[Step]:
    """One step on each question that has one, in the order in which to take them.

    Where a scenario puts dollars on them, by question, what is worth taking comes first, and there what
    brings most for its days of work. Then what is on the way to the next stage, then what is in the weakest
    dimension, then points for the effort. Of the first three one is in the weakest dimension, if any is
    worth taking there. `way` is the way up, where the caller has it already.
    """
    priced = dollars or {}
    shortest = way_up(sheet, result, instrument) if way is None else way
    on_the_way = {each.question.key for each in shortest}
    weakest = result.weakest

    def worth(step: Step) -> bool:
        known = priced.get(step.question.key)
        return known is None or known.worth_taking

    def rank(step: Step) -> tuple[bool, Fraction, bool, bool, Fraction, int, int]:
        question = step.question
        days = EFFORT_DAYS[question.effort] if step.frm is not None else FIND_OUT_DAYS
        known = priced.get(question.key)
        points = _points(question, sheet, instrument) if step.frm is not None else Fraction(0)
        return (
            not worth(step),
            -(known.monthly / days if known else Fraction(0)),
            question.key not in on_the_way,
            question.dimension not in weakest,
            -points / days,
            step.frm or 0,
            question.number,
        )

    steps = [step for question in instrument.questions if (step := _one_up(question, sheet)) is not None]
    ordered = sorted(steps, key=rank)
    of_weakest = [step for step in ordered if step.question.dimension in weakest and worth(step)]
    if of_weakest and not any(step in ordered[:FIRST] for step in of_weakest):
        ordered.remove(of_weakest[0])
        ordered.insert(FIRST - 1, of_weakest[0])
    return ordered


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
        return [_gate(sheet, instrument)]
    if cap.rule == "unknowns":
        return _find_out(sheet, instrument)
    floor = instrument.stages[STAGES.index(cap.limit) + 1 - instrument.caps.weak_link_above].floor
    return [
        step for dimension in instrument.dimensions for step in _lift(dimension.key, floor, sheet, instrument)
    ]


def _one_up(question: Question, sheet: Sheet) -> Step | None:
    answer = sheet.answers.get(question.key)
    if answer == UNKNOWN:
        return Step(question, None, 0)
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


def _gate(sheet: Sheet, instrument: Questionnaire) -> Step:
    question = instrument.question(instrument.caps.gate_question)
    answer = sheet.answers[question.key]
    return Step(question, answer if isinstance(answer, int) else None, instrument.caps.gate_level)


def _find_out(sheet: Sheet, instrument: Questionnaire) -> list[Step]:
    """Enough answers found out that the rest is too few for the cap, the easiest first."""
    unknown = [question for question in instrument.questions if sheet.answers.get(question.key) == UNKNOWN]
    unknown.sort(key=lambda question: EFFORT_DAYS[question.effort])
    return [Step(question, None, 1) for question in unknown[: len(unknown) - instrument.caps.unknowns + 1]]


def _lift(dimension: str, floor: int, sheet: Sheet, instrument: Questionnaire) -> list[Step]:
    """Levels added in one dimension until its mean reaches a floor.

    Always on the lowest question, the easier of two equals first.
    """
    questions = _applicable(dimension, sheet, instrument)
    missing = math.ceil(Fraction(floor * len(questions), 25)) - sum(
        _level(question, sheet) or 0 for question in questions
    )
    steps: dict[str, Step] = {}
    for _ in range(missing):
        question = min(
            questions, key=lambda each: (_level(each, sheet, steps) or 0, EFFORT_DAYS[each.effort])
        )
        answer = sheet.answers.get(question.key)
        to = (_level(question, sheet, steps) or 0) + 1
        steps[question.key] = Step(question, answer if isinstance(answer, int) else None, to)
    return list(steps.values())
