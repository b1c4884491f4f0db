"""Knows the shortest way to the next stage: exactly, over every set of levels that could be raised.

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
from assessment.domain.questionnaire import STAGES, Dimension, Question, Questionnaire
from assessment.domain.scoring import Result

EFFORT_DAYS: Final[Mapping[str, int]] = {"S": 3, "M": 15, "L": 60}
"""Working days behind an effort, the one scale of ranking, targets and words: an assumption of ours."""
FIND_OUT_DAYS: Final = 3
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
    found = []
    for chosen in product(*applicable):
        levels = sum(level for level, _unknown, _raise in chosen)
        if 25 * levels < least * len(applicable):
            continue
        raises = tuple(each for _level, _unknown, each in chosen if each is not None)
        found.append(
            _Set(
                levels * PARTS // len(applicable),
                sum(unknown for _level, unknown, _raise in chosen),
                _Cost(
                    sum(each.days for each in raises),
                    len(raises),
                    tuple(each.question.number for each in raises),
                ),
                raises,
            )
        )
    return _cheapest(found)


def _of_question(
    question: Question, sheet: Sheet, gate: int | None
) -> Iterator[tuple[int, int, Raise | None]]:
    """The levels at which an answer may end, how many unknowns that leaves, and what it takes."""
    answer = sheet.answers[question.key]
    if answer == UNKNOWN:
        if not gate:
            yield 0, 1, None
        yield from ((to, 0, Raise(question, None, to)) for to in range(gate or 0, TOP + 1))
    elif isinstance(answer, int):
        if answer >= (gate or 0):
            yield answer, 0, None
        yield from ((to, 0, Raise(question, answer, to)) for to in range(max(answer + 1, gate or 0), TOP + 1))


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
