"""A field for a name: cleaned before it is measured, and empty where nothing of it is seen."""

import pytest
from django import forms

from runrate.core.number_input.names import NameField


def test_a_name_is_measured_without_the_signs_that_nobody_sees() -> None:
    field = NameField(max_length=4)

    assert field.clean("\u2066d\u200be\u2069sk\n") == "desk"
    with pytest.raises(forms.ValidationError):
        field.clean("desks")


@pytest.mark.parametrize("typed", ["\u200b", "\u2066\u2069", "\u3164", " \n"])
def test_a_name_of_unseen_signs_is_none(typed: str) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        NameField(error_messages={"required": "Name it."}).clean(typed)

    assert refused.value.messages == ["Name it."]
    assert NameField(required=False).clean(typed) == ""
