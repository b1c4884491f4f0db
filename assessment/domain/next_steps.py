"""Knows what to do next: steps in one order for every page, and where the weakest dimension stands in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessment.domain.answer_sheet import TOP, UNKNOWN, Sheet
from assessment.domain.questionnaire import Dimension, Effort, Question, Questionnaire
from assessment.domain.scoring import Result
from assessment.domain.way_up import EFFORT_DAYS, FIND_OUT_EFFORT, Raise, way_up
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext

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
        """What to do; of an unknown whom to ask, for what, and why."""
        if self.frm is not None:
            return self.question.advice[self.frm]
        counts = _("Until that is known, the answer counts as level 0.")
        return f"{self.question.find_out} {counts}"

    @property
    def effort(self) -> Effort:
        return FIND_OUT_EFFORT if self.frm is None else self.question.effort

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

    What is on the way to the next stage comes first, then what is in the weakest dimension, then points for
    the effort. Where a scenario puts dollars on steps, by question, two keys join these: what is not worth
    taking comes last of all, and before points decides what brings most for its days of work. Of the first
    three one is in the weakest dimension, if any is worth taking there: what does not pay for its work goes
    before nothing that does. `way` is the way up, where the caller has it already.
    """
    priced = dollars or {}
    shortest = way_up(sheet, result, instrument) if way is None else way
    on_the_way = {each.question.key for each in shortest}
    weakest = result.weakest

    def worth(step: Step) -> bool:
        known = priced.get(step.question.key)
        return known is None or known.worth_taking

    def rank(step: Step) -> tuple[bool, bool, bool, Fraction, Fraction, int, int]:
        question = step.question
        days = EFFORT_DAYS[step.effort]
        known = priced.get(question.key)
        points = _points(question, sheet, instrument) if step.frm is not None else Fraction(0)
        return (
            not worth(step),
            question.key not in on_the_way,
            question.dimension not in weakest,
            -(known.monthly / days if known else Fraction(0)),
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


def topic_with_number(question: Question, order: Sequence[str]) -> str:
    """A question by its name, with the place of its step in this order of keys: one label at every door."""
    if question.key not in order:
        return question.topic
    return _("{topic} (step {number})").format(topic=question.topic, number=order.index(question.key) + 1)


def why_later(
    ordered: Sequence[Question],
    result: Result,
    instrument: Questionnaire,
    *,
    by_dollars: bool,
    first: Sequence[Question] | None = None,
) -> str:
    """Why a weakest dimension has no step among the first ones, as a sentence; nothing where each has one.

    `ordered` are the questions of the steps; `by_dollars` says that a scenario put dollars on some. `first`
    are those that are said before all others, where they are not the first of the order.
    """
    begun = {question.dimension for question in (ordered[:FIRST] if first is None else first)}
    later = {
        key: number
        for key in result.weakest
        for number in [n for n, question in enumerate(ordered, 1) if question.dimension == key][:1]
        if key not in begun
    }
    if not later:
        return ""
    reason = (
        _(
            "what does not pay for its work, as far as entered, comes last; before it the way to the next "
            "stage, then cash for the days of work decide the order"
        )
        if by_dollars
        else _("the way to the next stage and points for the effort decide the order")
    )
    if min(later.values()) <= FIRST:
        reason = _("what the ask rests on stands before it")
    return ngettext(
        "The first step in {places} comes later: {reason}.",
        "The first steps in {places} come later: {reason}.",
        len(later),
    ).format(
        places=listed(
            [
                _("{dimension} (step {number})").format(
                    dimension=instrument.dimension(key).name, number=number
                )
                for key, number in later.items()
            ]
        ),
        reason=reason,
    )


def next_of(
    dimension: Dimension,
    ordered: Iterable[tuple[Question, int | None]],
    sheet: Sheet,
    instrument: Questionnaire,
) -> tuple[Question, int | None]:
    """The step of a dimension that comes first in the order of all, with its level; at its top the lowest.

    `ordered` are the questions of all steps with their levels. No page names another step as the next one.
    """
    there = ((question, level) for question, level in ordered if question.dimension == dimension.key)
    return next(there, None) or lowest_of(dimension, sheet, instrument)


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


def _level(question: Question, sheet: Sheet) -> int | None:
    """The level that counts; None where the question does not apply."""
    answer = sheet.answers.get(question.key)
    return 0 if answer == UNKNOWN else answer if isinstance(answer, int) else None
