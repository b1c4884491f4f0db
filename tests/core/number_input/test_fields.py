"""The form field of numbers: what people type in, an exact number out, a percentage shown for a share."""

from decimal import Decimal

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
        ({"max_digits": 4, "decimal_places": 2}, "1.234", "Enter at most 2 digits after the point."),
        ({"max_digits": 4, "decimal_places": 2}, "1234", "Enter at most 2 digits before the point."),
        ({"max_digits": 2}, "1234", "Enter a number of at most 2 digits."),
        ({"max_value": 5}, "6", "Enter at most 5."),
        ({"min_value": 5}, "4", "Enter at least 5."),
    ],
)
def test_a_number_outside_its_bounds_is_told_which(bounds: dict[str, int], typed: str, said: str) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        NumberField(**bounds).clean(typed)

    assert refused.value.messages == [said]
