"""How answers read: in the full words of their levels, not as numbers."""

from dataclasses import dataclass

from assessment.domain.answer_sheet import UNKNOWN, Answer, NotApplicable, Sheet
from assessment.domain.questionnaire import Question, load
from assessment.domain.scoring import falls_short
from runrate.core.text import clean
from runrate.core.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Given:
    """One answer in words."""

    question: Question
    words: str
    level: int | None
    note: str
    falls_short: bool
    """The note stands beside a level that asks for evidence, and counts as none."""
    blank: bool
    has_reason: bool
    """The words are somebody's own: why the question does not apply."""


def in_words(question: Question, answer: Answer | None) -> str:
    """The same words for the page, the files, the staff and the report."""
    if answer is None:
        return _("Not answered yet")
    if isinstance(answer, NotApplicable):
        return _("Does not apply: {reason}").format(reason=clean(answer.reason))
    return _("We don't know") if answer == UNKNOWN else question.levels[answer]


def answers_in_words(sheet: Sheet) -> list[Given]:
    """Every answer of a sheet, in the order of its questions; a question without an answer is blank."""
    given = []
    for question in load(sheet.version).questions:
        answer = sheet.answers.get(question.key)
        level = answer if isinstance(answer, int) else None
        note, reason = sheet.evidence.get(question.key, ""), isinstance(answer, NotApplicable)
        short = falls_short(answer, note) and not sheet.backs(question.key)
        words = in_words(question, answer)
        given.append(Given(question, words, level, note, short, answer is None, reason))
    return given
