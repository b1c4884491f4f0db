"""How an answer reads: in the full words of its level, not as a number."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessment.domain.answer_sheet import UNKNOWN, Answer, NotApplicable
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


def in_a_row(names: Iterable[str]) -> str:
    """Names as people list them: `a`, `a and b`, `a, b and c`."""
    *first, last = names
    if not first:
        return last
    return _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last}


def in_words(question: Question, answer: Answer | None) -> str:
    if answer is None:
        return _("Not answered yet")
    if isinstance(answer, NotApplicable):
        return _("Does not apply: %(reason)s") % {"reason": answer.reason}
    return _("We don't know") if answer == UNKNOWN else question.levels[answer]


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
