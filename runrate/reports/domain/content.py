"""What stands in a report, as words and shown figures: stored once, drawn on the page and in the PDF."""

from dataclasses import asdict, dataclass, field
from typing import Any

from runrate.reports.domain.billed import AgainstBill


@dataclass(frozen=True, slots=True)
class Figure:
    """One big number of the summary."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to do next, with what it is worth."""

    topic: str
    action: str
    worth: str


@dataclass(frozen=True, slots=True)
class Summary:
    headline: str
    lede: str
    figures: tuple[Figure, ...]
    found: tuple[str, ...]
    verdict_title: str
    verdict: tuple[str, ...]
    things_title: str
    things: tuple[Thing, ...]
    why_later: str  # why a weakest dimension has none of these things
    together: str


@dataclass(frozen=True, slots=True)
class DimensionRow:
    name: str
    score: str
    about: str
    meaning: str
    next_step: str
    weakest: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that holds the stage down, in words, with the nearest way out."""

    title: str
    sentence: str
    way_out: str


@dataclass(frozen=True, slots=True)
class Maturity:
    headline: str
    lede: str
    score: str
    score_range: str
    evidenced: str
    stage: str
    dimensions: tuple[DimensionRow, ...]
    caps: tuple[Reason, ...]
    change_title: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    number: str
    topic: str
    question: str
    answer: str
    level: str
    evidence: str
    spread: str
    talk: bool


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """The answers of one side, under its name and score."""

    name: str
    about: str
    score: str
    rows: tuple[AnswerRow, ...]


@dataclass(frozen=True, slots=True)
class Objection:
    """An answer that the scenario speaks against."""

    topic: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Answers:
    headline: str
    lede: str
    groups: tuple[AnswerGroup, ...]
    with_spread: bool
    unknown_title: str
    unknown: tuple[str, ...]
    contradictions_title: str
    contradictions: tuple[Objection, ...]


@dataclass(frozen=True, slots=True)
class CostRow:
    name: str
    basis: str
    monthly: str
    per_unit: str
    share: str
    visible: bool
    entered: bool


@dataclass(frozen=True, slots=True)
class Cost:
    headline: str
    lede: str
    unit: str
    rows: tuple[CostRow, ...]
    total: CostRow
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScaleRow:
    volume: str
    total: str
    per_unit: str
    token_share: str
    today: bool


@dataclass(frozen=True, slots=True)
class DriverRow:
    name: str
    low: str
    high: str
    swing: str


@dataclass(frozen=True, slots=True)
class RangeRow:
    name: str
    p10: str
    p50: str
    p90: str


@dataclass(frozen=True, slots=True)
class Scale:
    headline: str
    lede: str
    rows: tuple[ScaleRow, ...]
    paying: tuple[str, ...]
    """Which volumes pay, in a sentence, where the value of a unit is known."""
    drivers_title: str
    drivers: tuple[DriverRow, ...]
    range_title: str
    range_note: str
    ranges: tuple[RangeRow, ...]


@dataclass(frozen=True, slots=True)
class MeasureRow:
    number: str
    topic: str
    action: str
    who: str
    lines: str
    monthly: str
    span: str
    yearly: str
    effort: str
    move: str
    target: str
    note: str
    priced: bool
    costs_more: bool


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the ninety days."""

    weeks: str
    title: str
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SavingTotal:
    label: str
    monthly: str
    span: str
    yearly: str


@dataclass(frozen=True, slots=True)
class Recommendations:
    headline: str
    lede: str
    worthwhile_title: str
    worthwhile: tuple[MeasureRow, ...]
    later_title: str
    later: tuple[MeasureRow, ...]
    totals_title: str
    totals: tuple[SavingTotal, ...]
    enabling_title: str
    enabling: tuple[MeasureRow, ...]
    targets_note: str
    phases: tuple[Phase, ...]


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


@dataclass(frozen=True, slots=True)
class Missing:
    """A part this report does not have, and what would stand there."""

    title: str
    sentence: str
    would_show: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """A composed report. Every value is text as it is shown; `None` is a part that has no data."""

    title: str
    subtitle: str
    subjects: tuple[str, ...]
    made_on: str
    paper: str
    example: bool
    imported: str
    """Where this site did not make the data itself: the words that say so on every page; else nothing."""
    summary: Summary
    maturity: Maturity | None
    answers: Answers | None
    cost: Cost | None
    scale: Scale | None
    recommendations: Recommendations | None
    method: Method
    missing: tuple[Missing, ...]
    charts: dict[str, Any] = field(default_factory=dict)
    bill: AgainstBill | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)
