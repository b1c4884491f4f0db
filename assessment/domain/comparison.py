"""Knows how two attempts differ: question by question, and by dimension over the questions they share."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from assessment.domain.answer_sheet import TOP, UNKNOWN, Answer, Sheet
from assessment.domain.questionnaire import Dimension, Question, Questionnaire, load

type Span = tuple[Fraction, Fraction]
"""Lowest and highest; both are the same where every answer is known."""


def apart(before: Span, after: Span) -> Span:
    """What the later one may be above the earlier one, least and most."""
    return after[0] - before[1], after[1] - before[0]


@dataclass(frozen=True, slots=True)
class Change:
    """One question in both attempts; `levels` is None where one of them has no level."""

    question: Question
    before: Answer | None
    after: Answer | None

    @property
    def levels(self) -> int | None:
        if isinstance(self.before, int) and isinstance(self.after, int):
            return self.after - self.before
        return None

    @property
    def differs(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class DimensionChange:
    """A dimension in both attempts; from lowest to highest where answers are not known."""

    dimension: Dimension
    before: Span | None
    after: Span | None

    @property
    def by(self) -> Span | None:
        return None if self.before is None or self.after is None else apart(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Comparison:
    """`left_out` are the questions of either version that the other one does not have."""

    changes: tuple[Change, ...]
    dimensions: tuple[DimensionChange, ...]
    same_version: bool
    left_out: tuple[str, ...]


def compare(before: Sheet, after: Sheet) -> Comparison:
    """In the words of the later attempt's version. Equal keys mean equal questions, whatever the version."""
    older, newer = load(before.version), load(after.version)
    common = [key for key in newer.keys if key in older.keys]
    return Comparison(
        changes=tuple(
            Change(newer.question(key), before.answers.get(key), after.answers.get(key)) for key in common
        ),
        dimensions=tuple(
            DimensionChange(
                dimension,
                _mean(dimension, common, before.answers, newer),
                _mean(dimension, common, after.answers, newer),
            )
            for dimension in newer.dimensions
        ),
        same_version=before.version == after.version,
        left_out=tuple(sorted(set(older.keys) ^ set(newer.keys))),
    )


def _mean(
    dimension: Dimension, common: list[str], answers: Mapping[str, Answer], instrument: Questionnaire
) -> Span | None:
    """From 0 to 100 over the shared questions that apply; None when none does."""
    given = [answers.get(key) for key in dimension.questions if key in common]
    known = [answer for answer in given if isinstance(answer, int)]
    unknown = sum(answer == UNKNOWN for answer in given)
    number = len(known) + unknown
    if not number:
        return None
    return Fraction(25 * sum(known), number), Fraction(25 * (sum(known) + TOP * unknown), number)
