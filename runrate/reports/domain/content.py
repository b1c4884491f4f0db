"""What stands in a report, as words and shown figures: stored once, drawn on the page and in the PDF."""

from dataclasses import asdict, dataclass, field
from typing import Any

from runrate.reports.domain.appendix import Method
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
    number: str = ""  # of its step in “What to do”
    heading: str = ""  # the topic with it, in words


@dataclass(frozen=True, slots=True)
class Ask:
    """What a reader with a budget is asked to decide."""

    title: str
    sentence: str
    beside: str  # what belongs to it and is no part of its sums
    otherwise: str = ""  # the other choice and what doing nothing costs, where money is lost


@dataclass(frozen=True, slots=True)
class Basis:
    """A kind of figure (measured, entered, assumed), and which figures of this report are of it."""

    kind: str
    figures: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The board page: what it costs, what it is worth, where the team stands, what is asked for."""

    headline: str
    lede: str
    range_note: str  # where the headline is one end of its own range
    figures: tuple[Figure, ...]
    found: tuple[str, ...]
    verdict_title: str
    verdict: tuple[str, ...]
    ask: Ask
    things_title: str
    things: tuple[Thing, ...]
    why_later: str  # why a weakest dimension has none of these things
    stands_title: str
    stands: tuple[str, ...]
    answers_for: str
    basis: tuple[Basis, ...]


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
    told_below: str = ""  # where the way to the next stage is this way out: it is told once


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
    formula: str
    basis: str  # the same formula with its figures; of a line that was not entered, that it was not
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
    paying: tuple[str, ...]  # which volumes pay, in a sentence, where the value of a unit is known
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
    monthly: str  # cash; the time that is freed stands in the note
    span: str
    work: str  # what its working days cost
    payback: str
    payback_span: str
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


@dataclass(frozen=True, slots=True)
class Recommendations:
    headline: str
    lede: str
    worthwhile_title: str
    worthwhile: tuple[MeasureRow, ...]
    later_title: str
    later: tuple[MeasureRow, ...]
    unsure_title: str
    unsure: tuple[MeasureRow, ...]
    totals_title: str
    totals: tuple[SavingTotal, ...]
    enabling_title: str
    enabling: tuple[MeasureRow, ...]
    targets_note: str
    phases: tuple[Phase, ...]
    phases_note: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A part this report does not have, and what would stand there."""

    title: str
    sentence: str
    would_show: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoverLine:
    """For whom, from whom, or how to handle it."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Content:
    """A composed report. Every value is text as it is shown; `None` is a part that has no data."""

    title: str
    subtitle: str
    subjects: tuple[str, ...]
    made_on: str
    paper: str
    version: str  # of what a report says: one that was made before keeps its own
    cover: tuple[CoverLine, ...]
    confidentiality: str
    example: bool
    imported: str  # where this site did not make the data: the words that say so on every page
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
