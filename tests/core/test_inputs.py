"""Our crispy pack: labels, hints, units, choices, errors and the summary that links to each field."""

from crispy_forms.bootstrap import AppendedText
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms
from django.template import Context, Template

from runrate.core.inputs import MoneyInput, ShareInput
from tests.markup import squeezed


class OrderForm(forms.Form):
    price = forms.DecimalField(label="Input price", widget=MoneyInput("per million"), help_text="As listed.")
    share = forms.DecimalField(label="Cache share", widget=ShareInput(), required=False)
    volume = forms.IntegerField(label="Volume")
    level = forms.ChoiceField(label="Level", choices=[("0", "None"), ("1", "Some")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="I agree", required=False)
    note = forms.CharField(label="Note", widget=forms.Textarea, required=False)

    helper = FormHelper()
    helper.layout = Layout(
        Fieldset("Prices", "price", "share", AppendedText("volume", "a month")),
        "level",
        "agree",
        "note",
        Submit("save", "Save"),
    )


def html(form: forms.Form) -> str:
    page = Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": form}))
    return squeezed(page)


def test_money_input_shows_its_unit_and_tells_it_to_screen_readers() -> None:
    page = html(OrderForm())

    assert '<span class="unit__before" aria-hidden="true">$</span>' in page
    assert '<span class="unit__after" aria-hidden="true">per million</span>' in page
    assert 'Input price<span class="visually-hidden">($ per million)</span>' in page


def test_appended_text_wears_the_same_face_as_a_unit_input() -> None:
    assert '<span class="unit__after" aria-hidden="true">a month</span>' in html(OrderForm())


def test_hint_is_what_the_input_is_described_by() -> None:
    page = html(OrderForm())

    assert 'aria-describedby="id_price_helptext"' in page
    assert page.count('id="id_price_helptext"') == 1


def test_radios_are_rows_in_a_fieldset_with_the_label_as_legend() -> None:
    page = html(OrderForm())

    assert "<legend>Level</legend>" in page
    assert page.count('<label class="choice"') == 2
    assert "checked" not in page


def test_error_stands_at_the_field_and_in_the_summary_with_a_link() -> None:
    """W33."""
    page = html(OrderForm({"price": "abc", "volume": "5", "level": "0"}))

    assert '<a href="#id_price">Input price: Enter a number.</a>' in page
    assert '<ul class="field__error" id="id_price_error"><li>Enter a number.</li></ul>' in page
    assert 'value="abc"' in page
    assert 'aria-invalid="true"' in page


def test_summary_links_to_the_first_radio_of_a_group() -> None:
    assert 'href="#id_level_0"' in html(OrderForm({"price": "1", "volume": "5"}))


def test_form_without_mistakes_has_no_summary() -> None:
    assert "error-summary" not in html(OrderForm())
