"""Where the team stands, for a board: what limits the stage, what is weakest, and what to look at again."""

from collections.abc import Iterable
from itertools import islice
from typing import Final

from assessment.domain.dimension_words import in_a_sentence, lowest_shown
from assessment.domain.scoring import show
from assessment.domain.way_words import cap_in_words
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext
from runrate.reports.domain.evaluation import Assessment, Reading
from runrate.reports.domain.sections.answers import objections
from runrate.reports.domain.sections.maturity import capped_sentence

MATURITY_FINDINGS: Final = 2
"""As many as fit beside those on costs."""
WEAK_LINK: Final = "weak_link"


def stands(reading: Reading) -> Iterable[str]:
    """The few that fit on one page, and always that answers do not fit the scenario."""
    assessment = reading.assessment
    if assessment is None:
        return
    most = MATURITY_FINDINGS if reading.scenario else 2 * MATURITY_FINDINGS
    yield from islice(_maturity_findings(reading, assessment), most)
    if number := len(tuple(objections(reading, assessment))):
        yield ngettext(
            "One answer does not fit the scenario: look at it again before the score is relied on.",
            "{count} answers do not fit the scenario: look at them again before the score is relied on.",
            number,
        ).format(count=number)


def _maturity_findings(reading: Reading, assessment: Assessment) -> Iterable[str]:
    result = assessment.result
    for number, cap in enumerate(result.caps):
        # What the score alone would be is told once.
        yield cap_in_words(cap, result, reading.questionnaire) if number else capped_sentence(cap, reading)
    if all(cap.rule != WEAK_LINK for cap in result.caps):
        # That cap has named the weakest dimensions and their score.
        yield _weakest(reading, assessment)
    if result.find_out:
        yield ngettext(
            "One answer is not known: the score lies between {low} and {high}.",
            "{count} answers are not known: the score lies between {low} and {high}.",
            len(result.find_out),
        ).format(
            count=len(result.find_out),
            low=show(assessment.score),
            high=show(result.score_high or assessment.score),
        )
    if result.evidenced_score is not None and result.evidenced_score < assessment.score:
        yield _(
            "Counting answers of level 3 or 4 without evidence as level 2, the score is {evidenced} instead "
            "of {score}."
        ).format(evidenced=show(result.evidenced_score), score=show(assessment.score))


def _weakest(reading: Reading, assessment: Assessment) -> str:
    if not assessment.weakest:
        return (
            _(
                "Counting unknown answers as 0, all five dimensions stand at {score}: which one is "
                "weakest is not known yet."
            )
            if assessment.result.find_out
            else _("All five dimensions stand at {score}: none is weaker than another.")
        ).format(score=show(assessment.lowest))
    if assessment.result.weakest_is_open:
        return ngettext(
            "Counting unknown answers as 0, {dimensions} is the weakest dimension at {lowest}, against "
            "{score} overall.",
            "Counting unknown answers as 0, {dimensions} are the weakest dimensions at {lowest} each, "
            "against {score} overall.",
            len(assessment.weakest),
        ).format(
            dimensions=in_a_sentence(assessment.weakest, reading.questionnaire),
            lowest=show(assessment.lowest),
            score=show(assessment.score),
        )
    return ngettext(
        "{dimensions} is the weakest dimension at {lowest}, against {score} overall.",
        "{dimensions} are the weakest dimensions at {lowest} each, against {score} overall.",
        len(assessment.weakest),
    ).format(
        dimensions=in_a_sentence(assessment.weakest, reading.questionnaire, begins=True),
        lowest=lowest_shown(assessment.result),
        score=assessment.shown,
    )
