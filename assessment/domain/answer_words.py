"""How an answer reads: in the full words of its level, not as a number."""

from assessment.domain.answer_sheet import UNKNOWN, Answer, NotApplicable
from assessment.domain.questionnaire import Question
from runrate.core.text import clean
from runrate.core.translation import gettext as _


def in_words(question: Question, answer: Answer | None) -> str:
    """The same words for the page, the files, the staff and the report."""
    if answer is None:
        return _("Not answered yet")
    if isinstance(answer, NotApplicable):
        return _("Does not apply: {reason}").format(reason=clean(answer.reason))
    return _("We don't know") if answer == UNKNOWN else question.levels[answer]
