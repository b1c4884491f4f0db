"""Knows what a step up in level is worth on a cost line: planning assumptions of ours, not measurements."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from assessment.domain.planning_evidence import READERS_OWN, SPREAD, Evidence, evidence
from assessment.domain.questionnaire import LEVELS, Questionnaire

type Case = Literal["low", "base", "high"]
CASES: tuple[Case, ...] = ("low", "base", "high")


@dataclass(frozen=True, slots=True)
class Gain:
    """Dollars per month; below zero where a line rises."""

    low: Fraction
    base: Fraction
    high: Fraction

    def __add__(self, other: "Gain") -> "Gain":
        return Gain(self.low + other.low, self.base + other.base, self.high + other.high)

    def __sub__(self, other: "Gain") -> "Gain":
        return Gain(self.low - other.low, self.base - other.base, self.high - other.high)


NOTHING = Gain(Fraction(0), Fraction(0), Fraction(0))


@dataclass(frozen=True, slots=True)
class WorthTable:
    """Question, line, level -> factor on that line relative to the highest level."""

    base: Mapping[str, Mapping[str, tuple[Fraction, ...]]]
    changed: frozenset[tuple[str, str]] = frozenset()
    """What the reader replaced by figures of their own."""

    def factor(self, question: str, line: str, level: int, case: Case = "base") -> Fraction:
        """Low and high stand nearer to 1 and farther from it than the base figure, as the evidence allows."""
        low, high = SPREAD[self.evidence(question, line).kind]
        return (
            1 + (self.base[question][line][level] - 1) * {"low": low, "base": Fraction(1), "high": high}[case]
        )

    def ratio(self, question: str, line: str, frm: int, to: int, case: Case = "base") -> Fraction:
        """What moving a question from one level to another multiplies a line by."""
        return self.factor(question, line, to, case) / self.factor(question, line, frm, case)

    def evidence(self, question: str, line: str) -> Evidence:
        """What a row rests on; one that the reader replaced rests on the reader."""
        return READERS_OWN if (question, line) in self.changed else evidence(question, line)

    def lines(self, question: str) -> tuple[str, ...]:
        return tuple(self.base.get(question, ()))

    def figures(self) -> Iterator[tuple[str, str, tuple[Fraction, ...]]]:
        """Every row, for tables in public."""
        for question, lines in self.base.items():
            for line, factors in lines.items():
                yield question, line, factors

    def with_changes(self, changes: Mapping[tuple[str, str], tuple[Fraction, ...]]) -> "WorthTable":
        """The reader's own table; a `ValueError` names a row that is not there or cannot be computed with.

        A factor has to stay above zero in the high case, so above one third in the base case.
        """
        base = {question: dict(lines) for question, lines in self.base.items()}
        for (question, line), factors in changes.items():
            if line not in base.get(question, {}):
                raise ValueError(f"{question} {line}: there is no such row.")
            if len(factors) != LEVELS or min(factors) <= Fraction(1, 3):
                raise ValueError(f"{question} {line}: give five factors above one third.")
            base[question][line] = factors
        moved = {row for row, factors in changes.items() if self.base[row[0]][row[1]] != factors}
        return replace(self, base=base, changed=self.changed | moved)


def table(questionnaire: Questionnaire) -> WorthTable:
    return WorthTable(
        {
            question.key: {line: tuple(map(Fraction, factors)) for line, factors in question.worth.items()}
            for question in questionnaire.questions
            if question.worth
        }
    )
