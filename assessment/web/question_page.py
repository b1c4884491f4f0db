"""What the pages of the walk show: gathered here, so that views stay sentences and templates stay words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from assessment.domain.questionnaire import Question
from assessment.models import Submission
from assessment.services import links
from assessment.services.answer_text import answers_in_words
from assessment.web.forms import AnswersForm, Asked
from assessment.web.markup import jumps

REVIEW = "review"


@dataclass(frozen=True)
class Entered:
    """What came with a request for the page: answers that were sent, or that were refused before."""

    sent: bool = False
    answers: Mapping[str, str] | None = None
    errors: Mapping[str, list[str]] | None = None
    """What was found wrong when they were refused; None for answers that nobody has looked at."""
    then: str = ""
    """Where the pressed button leads: the number of a question, the review, or the next one."""
    saved: str = ""
    """What the request before this one has saved."""


class AnswersPage:
    """What the page with one question and the page with all of them have in common."""

    template = ""

    def __init__(self, submission: Submission, entered: Entered, questions: Sequence[Question]) -> None:
        self.submission = submission
        self.entered = entered
        self.instrument = submission.questionnaire
        self.form = AnswersForm(submission.sheet(), questions, entered.answers)
        if entered.errors is not None:
            self.form.say(entered.errors)

    def context(self) -> dict[str, object]:
        return {
            **self.decided(),
            **self.shown(self.form.asked),
            "resume_address": links.to_resume(self.submission),
        }

    def errors(self) -> dict[str, list[str]]:
        """What is wrong with what was sent, by question."""
        return {asked.question.key: asked.errors for asked in self.form.wrong}

    def decided(self) -> dict[str, object]:
        return {
            "submission": self.submission,
            "instrument": self.instrument,
            "form": self.form,
            "answered": len(self.submission.answers),
            "saved": self._saved(),
            "jumps": self.jumps(),
        }

    def shown(self, asked: Sequence[Asked]) -> dict[str, object]:
        """What is asked, under the names that the page's own template uses; each page says it."""
        raise NotImplementedError

    def jumps(self) -> SafeString:
        return SafeString()

    def _saved(self) -> str:
        """What was just saved, as far as the page tells it apart: nothing, the first question, anything."""
        return self.entered.saved if self.entered.saved in {"", "1"} else "more"


class QuestionPage(AnswersPage):
    """One question, where it stands among the others, and where the buttons lead."""

    template = "assessment/question.html"

    def __init__(self, submission: Submission, question: Question, entered: Entered) -> None:
        super().__init__(submission, entered, [question])
        self.question = question
        if entered.sent and not entered.then:
            self.form.require_answers()

    def decided(self) -> dict[str, object]:
        return {
            **super().decided(),
            "question": self.question,
            "dimension": self.instrument.dimension(self.question.dimension),
            "previous": self.question.number - 1,
            "complete": len(self.submission.answers) == len(self.instrument.questions),
        }

    def shown(self, asked: Sequence[Asked]) -> dict[str, object]:
        return {"asked": asked[0]}

    def jumps(self) -> SafeString:
        return jumps(self.instrument, self.submission.answers, self.question.key)

    def address_after(self, saved: Submission) -> str:
        if saved.is_finished:
            return saved.get_absolute_url()
        last = len(self.instrument.questions)
        numbers = {str(number): number for number in range(1, last + 1)}
        target = numbers.get(self.entered.then, self.question.number + 1)
        if self.entered.then == REVIEW or target > last:
            return reverse("assessment:review", args=[saved.pk])
        address = reverse("assessment:question", args=[saved.pk, target])
        given = self.question.key in saved.answers and self.form.asked[0].chosen
        return f"{address}?saved={self.question.number}" if given else address


class AllPage(AnswersPage):
    """The fifteen questions on one page, by dimension."""

    template = "assessment/all.html"

    def __init__(self, submission: Submission, entered: Entered) -> None:
        super().__init__(submission, entered, submission.questionnaire.questions)

    def shown(self, asked: Sequence[Asked]) -> dict[str, object]:
        by_key = {each.question.key: each for each in asked}
        return {
            "groups": [
                (dimension, [by_key[key] for key in dimension.questions])
                for dimension in self.instrument.dimensions
            ]
        }

    def address_after(self) -> str:
        if self.entered.then == REVIEW:
            return reverse("assessment:review", args=[self.submission.pk])
        return reverse("assessment:all", args=[self.submission.pk]) + "?saved=all"


class ReviewPage:
    """Every answer in words, and which are missing."""

    def __init__(self, submission: Submission) -> None:
        self.submission = submission

    def context(self) -> dict[str, object]:
        given = answers_in_words(self.submission)
        # One address serves fifteen links: putting one together takes longer than the rest of its row.
        first = reverse("assessment:question", args=[self.submission.pk, 1]).removesuffix("1/")
        rows = [(each, f"{first}{each.question.number}/") for each in given]
        return {
            "submission": self.submission,
            "groups": [
                (dimension, [row for row in rows if row[0].question.dimension == dimension.key])
                for dimension in self.submission.questionnaire.dimensions
            ],
            "open": [row for row in rows if row[0].blank],
            "resume_address": links.to_resume(self.submission),
        }
