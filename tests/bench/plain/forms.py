"""The questions, in the words of ours: reading and drawing them costs both the same number of letters."""

from typing import Any

from django import forms

from assessment.domain import questionnaire

QUESTIONS = questionnaire.current().questions


class AnswerForm(forms.Form):
    """One question with its levels as radios."""

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = QUESTIONS[number - 1]
        self.name = f"q{number}"
        self.fields[self.name] = forms.TypedChoiceField(
            label=asked.text,
            coerce=int,
            choices=list(enumerate(asked.levels)),
            widget=forms.RadioSelect,
        )

    @property
    def level(self) -> int:
        """What was chosen."""
        return int(self.cleaned_data[self.name])
