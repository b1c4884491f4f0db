"""Knows what is so in a workload, sentence by sentence: each is built from one answer, never from a mean."""

from assessment.domain.answer_sheet import UNKNOWN, Answer, NotApplicable, Sheet
from assessment.domain.questionnaire import Dimension, Question, Questionnaire
from runrate.core.translation import gettext as _


def statement(question: Question, answer: Answer) -> str:
    """What one answer says of the workload, as a sentence."""
    if isinstance(answer, NotApplicable):
        return question.not_applicable or _("{topic}: does not apply.").format(topic=question.topic)
    return question.unknown if answer == UNKNOWN else question.statements[answer]


def statements(dimension: Dimension, sheet: Sheet, instrument: Questionnaire) -> tuple[str, ...]:
    """What the answers of one dimension say, in the order of its questions; blank ones say nothing."""
    return tuple(
        statement(instrument.question(key), sheet.answers[key])
        for key in dimension.questions
        if key in sheet.answers
    )


def in_one(said: tuple[str, ...]) -> str:
    """Sentences as the one text of a dimension."""
    return " ".join(said)
