"""What the staff page of one submission shows."""

from assessment.domain.answer_words import answers_in_words
from assessment.domain.next_steps import next_steps
from assessment.domain.way_up import way_up
from assessment.domain.way_words import cap_in_words, in_words
from assessment.models import ReviewEntry, Submission
from assessment.services import review
from assessment.staff import panels
from assessment.staff.forms import ReviewForm


class SubmissionPage:
    """Result, answers with their evidence, what other packages know, the history, and the form to decide."""

    def __init__(
        self,
        submission: Submission,
        form: ReviewForm | None = None,
        *,
        reader: panels.Reader,
        meanwhile: ReviewEntry | None = None,
    ) -> None:
        self.submission = submission
        self.reader = reader
        self.form = form
        self.meanwhile = meanwhile

    def context(self) -> dict[str, object]:
        submission = self.submission
        given = answers_in_words(submission.sheet())
        return {
            "title": str(submission),
            "submission": submission,
            "groups": [
                (dimension, [each for each in given if each.question.dimension == dimension.key])
                for dimension in submission.questionnaire.dimensions
            ],
            **self._advised(),
            "panels": panels.panels(submission, self.reader),
            "entries": list(submission.review_entries.all()),
            "form": self._fresh_form(),
            "meanwhile": self.meanwhile,
        }

    def _advised(self) -> dict[str, object]:
        """What the owner is told to do, in the same order."""
        submission, result = self.submission, self.submission.result_now()
        sheet, instrument = submission.sheet(), submission.questionnaire
        way = way_up(sheet, result, instrument)
        return {
            "caps": [cap_in_words(cap, result, instrument) for cap in result.caps],
            "steps": next_steps(sheet, result, instrument, way=way),
            "way": way,
            "way_in_words": [(each.question.number, in_words(each)) for each in way],
        }

    def _fresh_form(self) -> ReviewForm:
        """The form as sent; after a conflict it knows what is seen now, so that a second save counts."""
        seen = review.last_entry(self.submission)
        if self.form is None:
            now = {"decision": self.submission.review, "reviewer": self.submission.reviewer_id, "seen": seen}
            return ReviewForm(initial=now)
        if self.meanwhile is None:
            return self.form
        return ReviewForm({**self.form.data.dict(), "seen": seen})  # type: ignore[attr-defined]  # a QueryDict
