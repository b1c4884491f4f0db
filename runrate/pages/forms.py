"""What a reader says about an article, as a form."""

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from runrate.pages.models import COMMENT_LENGTH, Vote


class HelpfulForm(forms.Form):
    """Yes or no, and why if one likes."""

    helpful = forms.ChoiceField(
        label=_("Was this article helpful?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    comment = forms.CharField(
        label=_("What was missing, or what helped?"),
        required=False,
        max_length=COMMENT_LENGTH,
        widget=forms.Textarea({"rows": 3}),
    )

    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(InlineRadios("helpful"), "comment")

    @classmethod
    def showing(cls, vote: Vote | None) -> "HelpfulForm":
        """The form as a reader meets it: empty, or with the answer they gave before."""
        if vote is None:
            return cls()
        return cls(initial={"helpful": "yes" if vote.helpful else "no", "comment": vote.comment})

    @property
    def helped(self) -> bool:
        """What a valid form says."""
        return str(self.cleaned_data["helpful"]) == "yes"

    @property
    def why(self) -> str:
        """The reader's words, perhaps none."""
        return str(self.cleaned_data["comment"])
