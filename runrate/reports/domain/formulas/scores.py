"""Formulas of the scores: each dimension from its answers, the whole from the dimensions."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from assessment.domain.answer_sheet import TOP, UNKNOWN, NotApplicable
from assessment.domain.scoring import EVIDENCE_FROM, UNEVIDENCED, score, show
from assessment.domain.way_up import reached
from calculator.domain.formulas.terms import figure
from runrate.core.translation import gettext as _
from runrate.reports.domain.appendix import FormulaRow
from runrate.reports.domain.evaluation import Assessment, Reading
from runrate.reports.domain.sections.maturity import way_of

POINTS = 25


def of_scores(reading: Reading, assessment: Assessment) -> Iterator[FormulaRow]:
    """The dimensions, the score, its upper end and the evidenced score, as far as they differ."""
    result = assessment.result
    lowest = _means(reading, assessment, lambda key: _level(assessment, key, 0))
    for dimension, mean in zip(reading.questionnaire.dimensions, lowest, strict=True):
        value = result.dimensions[dimension.key]
        if value is not None:
            yield FormulaRow(dimension.name, _("mean of its answers × 25"), f"{mean} × {POINTS}", show(value))
    whole = _("mean of the five dimensions")
    yield _score(_("Score"), whole, lowest, assessment.score)
    if result.find_out and result.score_high is not None:
        highest = _means(reading, assessment, lambda key: _level(assessment, key, TOP))
        for dimension, mean in zip(reading.questionnaire.dimensions, highest, strict=True):
            high = result.dimensions_high[dimension.key]
            if high is not None and high != result.dimensions[dimension.key]:
                name = _("{dimension} if everything unknown is best").format(dimension=dimension.name)
                yield FormulaRow(name, _("mean of its answers × 25"), f"{mean} × {POINTS}", show(high))
        yield _score(_("Score if everything unknown is best"), whole, highest, result.score_high)
    yield from _after_the_way(reading, assessment, whole)
    if result.evidenced_score is not None and result.evidenced_score < assessment.score:
        backed = _means(reading, assessment, lambda key: _backed(assessment, key))
        yield _score(_("Evidenced score"), whole, backed, result.evidenced_score)


def _after_the_way(reading: Reading, assessment: Assessment, whole: str) -> Iterator[FormulaRow]:
    """What the score is once the steps are taken that would change the stage."""
    way = way_of(reading, assessment)
    if not way:
        return
    sheet = reached(assessment.sheet, way)
    after = replace(assessment, sheet=sheet, result=score(sheet, reading.questionnaire))
    means = _means(reading, after, lambda key: _level(after, key, 0))
    yield _score(_("Score once the stage has changed"), whole, means, after.score)


def _score(name: str, words: str, means: list[str], value: Fraction) -> FormulaRow:
    figures = f"({' + '.join(means)}) × {POINTS} ÷ {len(means)}"
    return FormulaRow(name, words, figures, show(value))


def _means(reading: Reading, assessment: Assessment, level: Callable[[str], int | None]) -> list[str]:
    """`(2 + 2 + 1) ÷ 3` for each dimension; answers that do not apply are left out."""
    found = []
    for dimension in reading.questionnaire.dimensions:
        levels = [each for key in dimension.questions if (each := level(key)) is not None]
        found.append(f"({' + '.join(map(str, levels))}) ÷ {figure(len(levels), money=False)}")
    return found


def _level(assessment: Assessment, key: str, unknown: int) -> int | None:
    answer = assessment.sheet.answers[key]
    if isinstance(answer, NotApplicable):
        return None
    return unknown if answer == UNKNOWN else answer


def _backed(assessment: Assessment, key: str) -> int | None:
    level = _level(assessment, key, 0)
    if level is None or level < EVIDENCE_FROM or assessment.sheet.backs(key):
        return level
    return UNEVIDENCED
