"""Knows how fifteen answers become a score, a stage and the reasons for it, in exact fractions."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from assessment.domain.answer_sheet import (
    TOP,
    UNKNOWN,
    Answer,
    NotApplicable,
    Sheet,
    SheetErrors,
    parse_sheet,
)
from assessment.domain.evidence import counts
from assessment.domain.questionnaire import STAGES, Questionnaire, load

__all__ = [
    "Answer",
    "Cap",
    "NotApplicable",
    "Result",
    "Sheet",
    "SheetErrors",
    "parse_sheet",
    "score",
    "show",
]

EVIDENCE_FROM = 3
UNEVIDENCED = 2
"""What a claim of level 3 or 4 counts in the evidenced score when nothing backs it."""

type CapRule = Literal["weak_link", "unit_cost", "unknowns"]


@dataclass(frozen=True, slots=True)
class Cap:
    rule: CapRule
    limit: str
    question: str | None = None
    dimension: str | None = None

    def as_json(self) -> dict[str, str]:
        named = {"rule": self.rule, "question": self.question, "dimension": self.dimension}
        return {name: value for name, value in named.items() if value is not None}


@dataclass(frozen=True)  # no slots: what follows from the scores is kept beside them
class Result:
    version: str
    status: Literal["scored", "incomplete"]
    score: Fraction | None
    score_high: Fraction | None
    evidenced_score: Fraction | None
    stage: str | None
    stage_without_caps: str | None
    caps: tuple[Cap, ...]
    dimensions: Mapping[str, Fraction | None]
    dimensions_high: Mapping[str, Fraction | None]
    """The same if everything unknown turns out to be best."""
    unanswered: tuple[str, ...]
    find_out: tuple[str, ...]

    @cached_property
    def weakest(self) -> tuple[str, ...]:
        """The dimensions that share the lowest score; none where all are even, or nothing is scored."""
        return weakest_of(self.dimensions)

    @cached_property
    def weakest_is_open(self) -> bool:
        """Whether answers that nobody knows may make others the weakest, or fewer, or more."""
        highs = [self.dimensions_high[key] or Fraction(0) for key in self.weakest]
        lows = [value or Fraction(0) for key, value in self.dimensions.items() if key not in self.weakest]
        if len(highs) == 1:
            return bool(self.find_out) and highs[0] >= min(lows)
        return highs != [self.dimensions[key] for key in self.weakest]

    def as_json(self) -> dict[str, object]:
        return {
            "status": self.status,
            "score": _shown(self.score),
            "score_high": _shown(self.score_high),
            "evidenced_score": _shown(self.evidenced_score),
            "stage": self.stage,
            "stage_without_caps": self.stage_without_caps,
            "caps": [cap.as_json() for cap in self.caps],
            "dimensions": {key: _shown(value) for key, value in self.dimensions.items()},
            "weakest_dimension": self.weakest[0] if self.weakest else None,
            "weakest_dimensions": list(self.weakest),
            "unanswered": list(self.unanswered),
            "find_out": list(self.find_out),
        }


def score(sheet: Sheet, questionnaire: Questionnaire | None = None) -> Result:
    instrument = questionnaire or load(sheet.version)
    unanswered = tuple(key for key in instrument.keys if key not in sheet.answers)
    find_out = tuple(key for key in instrument.keys if sheet.answers.get(key) == UNKNOWN)
    if unanswered:
        return _incomplete(instrument, unanswered, find_out)
    answers = sheet.answers.items()
    dimensions = _means(instrument, {key: _points(answer, unknown=0) for key, answer in answers})
    high = _means(instrument, {key: _points(answer, unknown=TOP) for key, answer in answers})
    backed = _means(instrument, {key: _backed(sheet, key) for key in sheet.answers})
    total = mean(dimensions.values())
    weakest = min(dimensions, key=lambda key: dimensions[key])
    alone = stage_of(total, instrument)
    caps = tuple(
        cap
        for cap in _limits(sheet, instrument, weakest, dimensions[weakest], len(find_out))
        if STAGES.index(cap.limit) < STAGES.index(alone)
    )
    return Result(
        version=sheet.version,
        status="scored",
        score=total,
        score_high=mean(high.values()),
        evidenced_score=mean(backed.values()),
        stage=min((alone, *(cap.limit for cap in caps)), key=STAGES.index),
        stage_without_caps=alone,
        caps=caps,
        dimensions=dimensions,
        dimensions_high=high,
        unanswered=(),
        find_out=find_out,
    )


def _incomplete(instrument: Questionnaire, unanswered: tuple[str, ...], find_out: tuple[str, ...]) -> Result:
    """A blank is never a zero: no score, no stage, no caps."""
    return Result(
        version=instrument.version,
        status="incomplete",
        score=None,
        score_high=None,
        evidenced_score=None,
        stage=None,
        stage_without_caps=None,
        caps=(),
        dimensions=dict.fromkeys((dimension.key for dimension in instrument.dimensions), None),
        dimensions_high=dict.fromkeys((dimension.key for dimension in instrument.dimensions), None),
        unanswered=unanswered,
        find_out=find_out,
    )


def weakest_of(dimensions: Mapping[str, Fraction | str | None]) -> tuple[str, ...]:
    """The dimensions that share the lowest of five scores, or of five as they are shown; none where all do.

    Means of two or three answers that differ are shown differently, so both give the same.
    """
    values = {
        key: Fraction(value) if isinstance(value, str) else value
        for key, value in dimensions.items()
        if value is not None
    }
    lowest = min(values.values(), default=None)
    keys = tuple(key for key, value in values.items() if value == lowest)
    return keys if len(keys) < len(dimensions) else ()


def stage_of(value: Fraction, instrument: Questionnaire) -> str:
    """The stage in whose band a score lies, caps aside."""
    return max(
        (stage for stage in instrument.stages if value >= stage.floor), key=lambda stage: stage.floor
    ).key


def mean(values: Iterable[Fraction]) -> Fraction:
    listed = list(values)
    return sum(listed, Fraction(0)) / len(listed)


def show(value: Fraction) -> str:
    """A score as people read it: half up to one decimal."""
    tenths = math.floor(value * 10 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}"


def _shown(value: Fraction | None) -> str | None:
    return None if value is None else show(value)


def _points(answer: Answer, *, unknown: int) -> int | None:
    """An answer in levels; None where it drops from the mean."""
    if isinstance(answer, NotApplicable):
        return None
    return unknown if answer == UNKNOWN else answer


def falls_short(answer: Answer | None, note: str) -> bool:
    """Whether a level asks for evidence and the note beside it, which somebody wrote, counts as none."""
    return isinstance(answer, int) and answer >= EVIDENCE_FROM and bool(note.strip()) and not counts(note)


def _backed(sheet: Sheet, key: str) -> int | None:
    points = _points(sheet.answers[key], unknown=0)
    if points is None or points < EVIDENCE_FROM or sheet.backs(key):
        return points
    return UNEVIDENCED


def _means(instrument: Questionnaire, points: Mapping[str, int | None]) -> dict[str, Fraction]:
    """Each dimension from 0 to 100, over the answers that apply."""
    means = {}
    for dimension in instrument.dimensions:
        applicable = [value for key in dimension.questions if (value := points[key]) is not None]
        means[dimension.key] = Fraction(25 * sum(applicable), len(applicable))
    return means


def _limits(
    sheet: Sheet, instrument: Questionnaire, weakest: str, lowest: Fraction, unknowns: int
) -> Sequence[Cap]:
    """Every cap whose condition is met, whether or not it lowers anything."""
    rules = instrument.caps
    reach = STAGES.index(stage_of(lowest, instrument)) + rules.weak_link_above
    limits = [Cap("weak_link", STAGES[min(reach, len(STAGES) - 1)], dimension=weakest)]
    gate = _points(sheet.answers[rules.gate_question], unknown=0)
    if gate is not None and gate < rules.gate_level:
        limits.append(Cap("unit_cost", rules.gate_stage, question=rules.gate_question))
    if unknowns >= rules.unknowns:
        limits.append(Cap("unknowns", rules.unknowns_stage))
    return limits
