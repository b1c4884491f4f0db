"""Every answer of a submission in words, for pages and files."""

from dataclasses import dataclass

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


def answers_in_words(submission: Submission) -> list[Given]:
    sheet = submission.sheet()
    given = []
    for question in submission.questionnaire.questions:
        answer = sheet.answers.get(question.key)
        words = in_words(question, answer)
        level = answer if isinstance(answer, int) else None
        given.append(Given(question, words, level, sheet.evidence.get(question.key, ""), answer is None))
    return given
