"""The form field of numbers: what people type in, an exact number out, a percentage shown for a share."""

from decimal import Decimal
from typing import Any

import pytest
from django import forms

from runrate.core.number_input.fields import NumberField
from runrate.core.number_input.reader import Measure


def test_what_is_typed_is_read_and_zeros_at_the_end_are_no_decimals() -> None:
    assert NumberField(measure=Measure.MONEY, decimal_places=2).clean("$1,200.500") == Decimal("1200.5")
    assert NumberField(required=False).clean(" ") is None


def test_a_whole_number_is_an_int_and_a_fraction_refused() -> None:
    field = NumberField(whole=True)

    assert field.clean("1,200") == 1200
    with pytest.raises(forms.ValidationError, match="Enter a whole number, such as 12"):
        field.clean("1.5")


def test_a_share_is_shown_as_a_percentage() -> None:
    field = NumberField(measure=Measure.SHARE)

    assert field.prepare_value(Decimal("0.0700")) == "7%"


@pytest.mark.parametrize(
    ("bounds", "typed", "said"),
    [
        ({"max_digits": 4, "decimal_places": 2}, "0.123", "Enter at most 2 digits after the point."),
        ({"max_digits": 4, "decimal_places": 2}, "1234", "Enter at most 2 digits before the point."),
        ({"max_digits": 2}, "1234", "Enter a number of at most 2 digits."),
        ({"max_value": 5}, "6", "Enter at most 5."),
        ({"min_value": 5}, "4", "Enter at least 5."),
    ],
)
def test_a_number_outside_its_bounds_is_told_which(bounds: dict[str, Any], typed: str, said: str) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        NumberField(**bounds).clean(typed)

    assert refused.value.messages == [said]


class Order(forms.Form):
    units = NumberField(label="Units", not_negative=True)


def test_what_looks_like_a_thousand_is_asked_about_once() -> None:
    """H1: 10.000 was saved as 10."""
    asked = Order({"units": "10.000"})
    box = str(asked["units"])
    meant = Order({"units": "10.000", "units-meant": "10.000"})
    other = Order({"units": "12.000", "units-meant": "10.000"})

    said = "Read as 10. If you mean 10,000, write that; else send the form again."
    assert asked.errors == {"units": [said]}
    assert '<input type="hidden" name="units-meant" value="10.000">' in box
    assert (meant.errors, meant.cleaned_data) == ({}, {"units": 10})
    assert meant["units"].help_text.strip() == "Read as 10. If you mean 10,000, write that."
    assert other.errors == {"units": [said.replace("10", "12")]}


@pytest.mark.parametrize("typed", ["10,000", "10.00", "0.125", "1.2345", "1.200k", "1234.567"])
def test_no_other_number_is_asked_about(typed: str) -> None:
    assert Order({"units": typed}).errors == {}


@pytest.mark.parametrize("typed", ["$1.200", "1.200 $", "+1.200", "USD 1.200", "\uff11.200"])
def test_what_stands_around_the_digits_hides_no_thousand(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match=r"If you mean \$1,200\.00, write that"):
        NumberField(measure=Measure.MONEY).clean(typed)


def test_what_the_page_itself_filled_in_is_not_asked_about_when_it_comes_back() -> None:
    box = str(Order(initial={"units": Decimal("1.125")})["units"])

    assert '<input type="hidden" name="units-meant" value="1.125">' in box


def test_a_negative_amount_is_refused_in_the_words_of_every_box() -> None:
    """M6."""
    assert Order({"units": "-5"}).errors == {
        "units": ["Enter 0 or more: a negative amount makes no sense here."]
    }
