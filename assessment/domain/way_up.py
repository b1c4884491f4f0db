"""Knows the shortest ways to the next stage and out of a cap: exactly, over every set of levels to raise.

Dimension by dimension, the cheapest way to each sum of points and number of unknowns; then all of them
together. What costs as much and brings less is dropped on the way, so it takes milliseconds.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Final, NamedTuple

from assessment.domain.answer_sheet import TOP, UNKNOWN, Sheet
from assessment.domain.questionnaire import STAGES, Dimension, Effort, Question, Questionnaire
from assessment.domain.scoring import Cap, Result

EFFORT_DAYS: Final[Mapping[str, int]] = {"S": 3, "M": 15, "L": 60}
"""Working days behind an effort, the one scale of ranking, targets and words: an assumption of ours."""
FIND_OUT_EFFORT: Final[Effort] = "S"
FIND_OUT_DAYS: Final = EFFORT_DAYS[FIND_OUT_EFFORT]
"""Working days until an answer that nobody knows is known; it then stands at level 0."""
PARTS: Final = 6
"""Of a level, so that the mean of one, two or three answers is whole."""


@dataclass(frozen=True, slots=True)
class Raise:
    """One question to a level; from None, which nobody knew, it is found out first."""

    question: Question
    frm: int | None
    to: int

    @property
    def target(self) -> str:
        """What is true once it is done."""
        return self.question.levels[self.to]

    @property
    def days(self) -> int:
        """Working days."""
        finding = FIND_OUT_DAYS if self.frm is None else 0
        return finding + EFFORT_DAYS[self.question.effort] * (self.to - (self.frm or 0))


class _Cost(NamedTuple):
    """What a set of raises costs, in the order in which one is preferred to another."""

    days: int
    questions: int
    numbers: tuple[int, ...]


class _Set(NamedTuple):
    """Raises with what they bring: points in parts of a level, and answers that stay unknown."""

    points: int
    unknown: int
    cost: _Cost
    raises: tuple[Raise, ...]


class _End(NamedTuple):
    """Where one answer may end: its level, what it leaves unknown, its working days and the raise, if any."""

    level: int
    unknown: int = 0
    days: int = 0
    by: Raise | None = None


def way_up(sheet: Sheet, result: Result, instrument: Questionnaire) -> tuple[Raise, ...]:
    """The raises with the least effort that reach the next stage with every cap lifted; none at the top.

    Of equal effort the fewest questions, then the first ones of the sheet.
    """
    target = STAGES.index(str(result.stage)) + 1
    if target == len(STAGES):
        return ()
    rules = instrument.caps
    gated = target > STAGES.index(rules.gate_stage)
    most_unknown = rules.unknowns - 1 if target > STAGES.index(rules.unknowns_stage) else len(instrument.keys)
    least = instrument.stages[max(target - rules.weak_link_above, 0)].floor
    needed = math.ceil(Fraction(instrument.stages[target].floor * PARTS * len(instrument.dimensions), 25))
    found = [_Set(0, 0, _Cost(0, 0, ()), ())]
    for dimension in instrument.dimensions:
        gate = rules.gate_level if gated and rules.gate_question in dimension.questions else None
        options = _of_dimension(dimension, sheet, instrument, least, gate)
        found = _cheapest(
            _Set(
                min(one.points + two.points, needed),
                one.unknown + two.unknown,
                _Cost(
                    one.cost.days + two.cost.days,
                    one.cost.questions + two.cost.questions,
                    one.cost.numbers + two.cost.numbers,
                ),
                one.raises + two.raises,
            )
            for one, two in product(found, options)
            if one.unknown + two.unknown <= most_unknown
        )
    return min((each for each in found if each.points >= needed), key=lambda each: each.cost).raises


def way_out(cap: Cap, sheet: Sheet, instrument: Questionnaire) -> tuple[Raise, ...]:
    """The raises with the least effort after which this cap holds no longer at its limit.

    A weak link has company where other dimensions are as low: each of them is lifted.
    """
    rules = instrument.caps
    if cap.rule == "unit_cost":
        gate = instrument.question(rules.gate_question)
        return (Raise(gate, _known(sheet, gate), rules.gate_level),)
    if cap.rule == "unknowns":
        unknown = [question for question in instrument.questions if sheet.answers[question.key] == UNKNOWN]
        return tuple(Raise(question, None, 0) for question in unknown[: len(unknown) - rules.unknowns + 1])
    floor = instrument.stages[STAGES.index(cap.limit) + 1 - rules.weak_link_above].floor
    ways = [
        min(_of_dimension(dimension, sheet, instrument, floor, None), key=lambda each: each.cost)
        for dimension in instrument.dimensions
    ]
    return tuple(each for way in ways for each in way.raises)


def _known(sheet: Sheet, question: Question) -> int | None:
    answer = sheet.answers[question.key]
    return answer if isinstance(answer, int) else None


def _of_dimension(
    dimension: Dimension, sheet: Sheet, instrument: Questionnaire, least: int, gate: int | None
) -> list[_Set]:
    """Every useful set of raises in one dimension whose mean then is at least `least`."""
    questions = [instrument.question(key) for key in dimension.questions]
    options = [
        list(_of_question(question, sheet, gate if question.key == instrument.caps.gate_question else None))
        for question in questions
    ]
    applicable = [each for each in options if each]
    found = [_Set(0, 0, _Cost(0, 0, ()), ())]
    """Their points are levels until all questions are in: a mean is taken of all of them."""
    for one in applicable:
        found = [_with(done, end) for done in found for end in one]
    return _cheapest(
        done._replace(points=done.points * PARTS // len(applicable))
        for done in found
        if 25 * done.points >= least * len(applicable)
    )


def _with(done: _Set, end: _End) -> _Set:
    """The same set with one more answer."""
    unknown = done.unknown + end.unknown
    if end.by is None:
        return _Set(done.points + end.level, unknown, done.cost, done.raises)
    days, questions, numbers = done.cost
    cost = _Cost(days + end.days, questions + 1, (*numbers, end.by.question.number))
    return _Set(done.points + end.level, unknown, cost, (*done.raises, end.by))


def _of_question(question: Question, sheet: Sheet, gate: int | None) -> Iterator[_End]:
    """The levels at which an answer may end."""
    answer = sheet.answers[question.key]
    if answer == UNKNOWN:
        if not gate:
            yield _End(0, 1)
        frm, first = None, gate or 0
    elif isinstance(answer, int):
        if answer >= (gate or 0):
            yield _End(answer)
        frm, first = answer, max(answer + 1, gate or 0)
    else:
        return
    for to in range(first, TOP + 1):
        raised = Raise(question, frm, to)
        yield _End(to, 0, raised.days, raised)


def _cheapest(sets: Iterable[_Set]) -> list[_Set]:
    """Without those for which another costs no more, brings no fewer points and leaves no more unknown."""
    kept: list[_Set] = []
    best: dict[int, int] = {}
    """The most points of those kept, by how many they leave unknown."""
    for each in sorted(sets, key=lambda one: (one.cost, -one.points, one.unknown)):
        if not any(points >= each.points and left <= each.unknown for left, points in best.items()):
            kept.append(each)
            best[each.unknown] = each.points
    return kept


def reached(sheet: Sheet, raises: Sequence[Raise]) -> Sheet:
    """The same sheet once these are done."""
    return Sheet(
        sheet.version, {**sheet.answers, **{each.question.key: each.to for each in raises}}, sheet.evidence
    )
