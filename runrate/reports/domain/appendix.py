"""What stands in the appendix of a report: formulas, inputs, the planning table, versions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FormulaRow:
    name: str
    formula: str
    substituted: str
    monthly: str


@dataclass(frozen=True, slots=True)
class InputRow:
    name: str
    value: str
    origin: str
    group: str = ""
    """The step or the line of one's own that it belongs to; empty for the others."""


@dataclass(frozen=True, slots=True)
class WorthRow:
    question: str
    line: str
    factors: tuple[str, ...]
    evidence: str
    """What the row rests on: kind, source and date; "none: our assumption" where nothing was published."""
    changed: bool


@dataclass(frozen=True, slots=True)
class Method:
    headline: str
    lede: str
    scoring: tuple[str, ...]
    formulas: tuple[FormulaRow, ...]
    results: tuple[FormulaRow, ...]
    inputs: tuple[InputRow, ...]
    left_out: str
    worth_note: str
    worth: tuple[WorthRow, ...]
    assumptions: tuple[str, ...]
    limits: tuple[str, ...]
    versions: tuple[InputRow, ...]
