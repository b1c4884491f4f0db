"""Turns what was posted into answers, and answers into what a page shows; keeps what was typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from assessment.domain.answer_sheet import (
    Answer,
    AnswerError,
    NotApplicable,
    Sheet,
    SheetErrors,
    fingerprint,
    parse_answer,
    parse_note,
)
from assessment.domain.questionnaire import Question
from assessment.domain.scoring import falls_short
from assessment.models import Submission, SubmissionQuerySet
from assessment.services import submission_files
from assessment.services.submissions import Entry
from assessment.web.markup import choices
from runrate.core.json_input import LONGEST_BODY, BodyError, read_object
from runrate.core.number_input.fields import NumberField
from runrate.core.number_input.names import NameField

NA = "na"
NO_ATTEMPT = _("Choose one of your finished attempts.")
MISPLACED = _("You gave a reason why it does not apply: choose “Does not apply”, or clear the reason.")
NEEDED = _("This question has no answer yet. If nobody knows, choose “We don't know”.")


@dataclass(slots=True)
class Asked:
    """One question as a page shows it: what is chosen, what is noted, and what is wrong with it."""

    question: Question
    chosen: str
    reason: str
    note: str
    seen: str
    errors: list[str] = field(default_factory=list)
    misplaced: bool = False
    """Whether a reason was given why it does not apply, and something else or nothing was chosen."""

    @property
    def choices(self) -> SafeString:
        return choices(self.question, self.chosen)

    @property
    def note_falls_short(self) -> bool:
        """Whether the chosen level asks for evidence and what is noted counts as none."""
        return self.chosen.isdecimal() and falls_short(int(self.chosen), self.note)

    @property
    def where(self) -> str:
        """The id of what has to be looked at again: a reason that is missing, else the first level."""
        return (
            f"{self.question.key}-reason"
            if self.misplaced or (self.chosen == NA and not self.reason.strip())
            else f"{self.question.key}-0"
        )


class AnswersForm:
    """The questions of one page, one or fifteen. Fifty bound Django fields cost more than the page."""

    def __init__(
        self, sheet: Sheet, questions: Sequence[Question], posted: Mapping[str, str] | None = None
    ) -> None:
        self.asked = [_stored(sheet, question) for question in questions]
        self.entries: dict[str, Entry] = {}
        if posted is not None:
            for asked in self.asked:
                self._read(asked, posted)

    def require_answers(self) -> None:
        """Where the visitor asked to go on: a question without an answer says so."""
        for asked in self.asked:
            if not asked.chosen:
                asked.errors.append(str(NEEDED))

    def is_valid(self) -> bool:
        return not any(asked.errors for asked in self.asked)

    def add_errors(self, errors: Mapping[str, list[str]]) -> None:
        for asked in self.asked:
            asked.errors += errors.get(asked.question.key, [])

    def say(self, errors: Mapping[str, list[str]]) -> None:
        """Exactly these mistakes: those that were found when it was sent."""
        for asked in self.asked:
            asked.errors = list(errors.get(asked.question.key, []))

    @property
    def wrong(self) -> list[Asked]:
        return [asked for asked in self.asked if asked.errors]

    def _read(self, asked: Asked, posted: Mapping[str, str]) -> None:
        key = asked.question.key
        seen = posted.get(f"{key}-seen")
        asked.seen = seen or asked.seen
        asked.chosen = posted.get(key, "")
        before = asked.reason
        asked.reason = _lines(posted.get(f"{key}-reason", asked.reason))
        # Whoever changes their mind leaves the reason of before behind; what was typed now is not dropped.
        asked.misplaced = asked.chosen != NA and asked.reason.strip() not in {"", before.strip()}
        if asked.misplaced:
            asked.errors.append(str(MISPLACED))
        asked.note = _lines(posted.get(f"{key}-note", asked.note))
        answer = None
        try:
            asked.note = parse_note(asked.note)
            if asked.chosen:
                given = {"na": asked.reason} if asked.chosen == NA else asked.chosen
                answer = parse_answer(given, na_allowed=asked.question.na_allowed)
        except AnswerError as error:
            asked.errors.append(str(error))
        else:
            self.entries[key] = Entry(answer, asked.note, seen)


def _stored(sheet: Sheet, question: Question) -> Asked:
    answer, note = sheet.answers.get(question.key), sheet.evidence.get(question.key, "")
    reason = answer.reason if isinstance(answer, NotApplicable) else ""
    return Asked(question, _chosen(answer), reason, note, fingerprint(answer, note))


def _chosen(answer: Answer | None) -> str:
    if answer is None:
        return ""
    return NA if isinstance(answer, NotApplicable) else str(answer)


def _lines(text: str) -> str:
    """Browsers send line ends in two characters; one is stored."""
    return text.replace("\r\n", "\n")


class ContextForm(forms.ModelForm[Submission]):
    """What makes a result comparable and a report personal; all of it optional."""

    class Meta:
        model = Submission
        fields = ("workload_name", "team_name", "industry", "size_band", "role")
        field_classes = {"workload_name": NameField, "team_name": NameField}  # noqa: RUF012 - Django reads it once
        help_texts = {  # noqa: RUF012 - Django reads it once
            "workload_name": _("The AI workload that you answered for, such as: support assistant."),
            "industry": _("Lets you see where you stand in your industry, once enough others have answered."),
        }

    def context(self) -> dict[str, str]:
        return {name: str(value) for name, value in self.cleaned_data.items()}


class CompareForm(forms.Form):
    """Two finished attempts of one's own."""

    first = forms.ModelChoiceField(Submission.objects.none(), label=_("Earlier attempt"))
    second = forms.ModelChoiceField(Submission.objects.none(), label=_("Later attempt"))

    def __init__(
        self, *args: Any, attempts: SubmissionQuerySet, numbers: Mapping[UUID, str], **kwargs: Any
    ) -> None:
        """`numbers` stand behind the names of attempts that only they tell apart."""
        super().__init__(*args, **kwargs)
        listed = [
            (each.pk, f"{each}{numbers.get(each.pk, '')} · {each.minute_in_words} · {each.score_in_words}")
            for each in attempts
        ]
        self.has_a_pair = len(listed) > 1
        for name in ("first", "second"):
            field = forms.ModelChoiceField(
                attempts,
                label=self.fields[name].label,
                error_messages={"required": NO_ATTEMPT, "invalid_choice": NO_ATTEMPT},
            )
            field.choices = [("", _("Choose one")), *listed]
            self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("first") and found.get("first") == found.get("second"):
            self.add_error("second", _("Pick two different attempts."))
        return found

    def chosen(self) -> tuple[Submission, Submission]:
        return self.cleaned_data["first"], self.cleaned_data["second"]


class RoundForm(forms.Form):
    """What a team round is about."""

    team_name = NameField(label=_("Team"), max_length=120, error_messages={"required": _("Name the team.")})
    workload_name = NameField(
        label=_("Workload"),
        max_length=120,
        required=False,
        help_text=_("The one AI workload that everybody answers for."),
    )
    invitations = NumberField(
        whole=True,
        example="12",
        label=_("One-time links"),
        min_value=0,
        max_value=50,
        initial=0,
        required=False,
        help_text=_("For members without an account: each link lets one browser rate, once."),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Enter a whole number from 0 to 50.")
        ),
    )

    def clean_invitations(self) -> int:
        return self.cleaned_data["invitations"] or 0


class ImportForm(forms.Form):
    """An exported assessment, as a file or as text."""

    file = forms.FileField(label=_("Exported file"), required=False, help_text=_("JSON, at most 64 kB."))
    text = forms.CharField(label=_("Or paste its text"), required=False, widget=forms.Textarea({"rows": 6}))

    sheet: Sheet
    context: dict[str, str]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        upload, text = found.get("file"), found.get("text", "")
        if bool(upload) == bool(text):
            raise forms.ValidationError(_("Choose a file or paste its text."))
        body = upload.read(LONGEST_BODY + 1) if upload else text.encode()
        try:
            content = read_object(body)
            self.sheet, self.context = submission_files.read(content), submission_files.context(content)
        except BodyError as error:
            raise forms.ValidationError(str(error)) from error
        except SheetErrors as error:
            said = [f"{key}: {message}" for key, listed in error.errors.items() for message in listed]
            raise forms.ValidationError(said) from error
        return found
