"""What the method page shows: every formula with an example's numbers in it, and the planning table."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from assessment.domain import savings
from assessment.domain.planning_evidence import Evidence, evidence
from assessment.domain.questionnaire import Questionnaire
from calculator.domain.cost_lines import line_name
from calculator.domain.formulas.lines import Explained, explain
from calculator.domain.label_table import LABELS
from runrate.core import numbers
from runrate.pages.examples import Example


@dataclass(frozen=True, slots=True)
class Formula:
    """One line of the cost model, explained."""

    name: str
    explained: Explained


@dataclass(frozen=True, slots=True)
class ShortName:
    """What a formula calls an input, and what its box is called in the calculator."""

    term: str
    box: str


@dataclass(frozen=True, slots=True)
class PlanningRow:
    """By what a level of one question multiplies one cost line, next to the highest level."""

    number: int
    topic: str
    line: str
    factors: tuple[str, ...]
    evidence: Evidence


def formulas(example: Example) -> tuple[Formula, ...]:
    """Each line's formula, in words and in the example's numbers."""
    explained = explain(example.preset.workload, example.estimate)
    return tuple(Formula(each.name, each) for each in explained)


def short_names(shown: Iterable[Formula]) -> tuple[ShortName, ...]:
    """The words of these formulas that are not those of the form, in the form's order."""
    said = " ".join(each.explained.formula for each in shown)
    return tuple(
        ShortName(label.term, label.text)
        for label in LABELS.values()
        if label.english_term and re.search(rf"\b{re.escape(label.term)}\b", said)
    )


def planning_table(instrument: Questionnaire) -> tuple[PlanningRow, ...]:
    """Every row of the worth table, in the order of the questions."""
    return tuple(
        PlanningRow(
            instrument.question(key).number,
            instrument.question(key).topic,
            line_name(line),
            tuple(_factor(factor) for factor in factors),
            evidence(key, line),
        )
        for key, line, factors in savings.table(instrument).figures()
    )


def _factor(factor: Fraction) -> str:
    return f"{numbers.half_up(factor, 2):f}"
