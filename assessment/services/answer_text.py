"""Every answer of a submission in words, for pages and files."""

from dataclasses import dataclass

from assessment.domain.answer_sheet import NotApplicable
from assessment.domain.answer_words import in_words
from assessment.domain.questionnaire import Question
from assessment.models import Submission


@dataclass(frozen=True, slots=True)
class Given:
    """One answer in words."""

    question: Question
    words: str
    level: int | None
    note: str
    blank: bool
    has_reason: bool
    """The words are somebody's own: why the question does not apply."""


def answers_in_words(submission: Submission) -> list[Given]:
    sheet = submission.sheet()
    given = []
    for question in submission.questionnaire.questions:
        answer = sheet.answers.get(question.key)
        words = in_words(question, answer)
        level = answer if isinstance(answer, int) else None
        note, reason = sheet.evidence.get(question.key, ""), isinstance(answer, NotApplicable)
        given.append(Given(question, words, level, note, answer is None, reason))
    return given
