"""What the staff page of one submission shows."""

from django.utils.translation import gettext as _

from assessment.domain.scoring import Cap
from assessment.models import ReviewEntry, Submission
from assessment.services import review
from assessment.services.answer_text import answers_in_words
from assessment.staff import panels
from assessment.staff.forms import ReviewForm


class SubmissionPage:
    """Result, answers beside their evidence, what other rooms know, the history, and the form to decide."""

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
        given = answers_in_words(submission)
        return {
            "title": str(submission),
            "submission": submission,
            "groups": [
                (dimension, [each for each in given if each.question.dimension == dimension.key])
                for dimension in submission.questionnaire.dimensions
            ],
            "caps": [self._words(cap) for cap in submission.result_now().caps],
            "panels": panels.panels(submission, self.reader),
            "entries": list(submission.review_entries.all()),
            "form": self._fresh_form(),
            "meanwhile": self.meanwhile,
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

    def _words(self, cap: Cap) -> str:
        instrument = self.submission.questionnaire
        names = {
            "weak_link": _("Held back by its weakest dimension, %(name)s."),
            "unit_cost": _(
                "Held back because the full cost of a unit is not worked out (question %(name)s)."
            ),
            "unknowns": _("Held back by the number of answers that are not known."),
        }
        name = instrument.dimension(cap.dimension).name if cap.dimension else ""
        if cap.question:
            name = str(instrument.question(cap.question).number)
        return names[cap.rule] % {"name": name}
