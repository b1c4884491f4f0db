"""A form with one field of every kind, for the style guide."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms

from runrate.core.inputs import MoneyInput, UnitInput
from runrate.core.number_input.fields import NumberField
from runrate.core.number_input.reader import Measure

COLOURS = (
    "ink",
    "muted",
    "line",
    "paper",
    "mist",
    "brand",
    "brand-2",
    "brand-3",
    "brand-4",
    "tint",
    "accent",
    "amber",
    "red",
)
EMPTY = {"required": "Fill this in."}


class EveryField(forms.Form):
    """One of each; shown as it comes and once more with mistakes in it."""

    text = forms.CharField(label="Text", help_text="A hint says what to type.", error_messages=EMPTY)
    units = NumberField(label="Volume", widget=UnitInput("a month"), error_messages=EMPTY)
    price = NumberField(
        measure=Measure.MONEY,
        label="Input price",
        widget=MoneyInput("per million tokens"),
        error_messages=EMPTY,
    )
    share = NumberField(measure=Measure.SHARE, label="Share a person checks", required=False)
    choice = forms.ChoiceField(
        label="Industry", choices=[("", "Choose one"), ("insurance", "Insurance")], error_messages=EMPTY
    )
    level = forms.ChoiceField(
        label="How do you know?",
        choices=[("0", "We do not"), ("1", "By guess")],
        widget=forms.RadioSelect,
        error_messages=EMPTY,
    )
    many = forms.MultipleChoiceField(
        label="Which of these?",
        choices=[("a", "Tokens"), ("b", "Review")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agree = forms.BooleanField(label="Remember this", required=False)
    notes = forms.CharField(label="Notes", widget=forms.Textarea({"rows": 3}), required=False)
    locked = forms.CharField(label="Cannot be changed", disabled=True, initial="Fixed", required=False)

    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(
        Fieldset("A group of fields", "text", "units", "price", "share", "choice"),
        "level",
        "many",
        "agree",
        "notes",
        "locked",
    )


def wrong() -> EveryField:
    """The same form, sent with mistakes. Its ids differ, so that both fit on one page."""
    return EveryField({"units": "lots", "price": "-", "share": "one in ten"}, auto_id="wrong_%s")
