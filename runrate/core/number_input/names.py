"""The one field for what people call things: a line of what is seen, read alike in every form."""

from typing import Any

from django import forms

from runrate.core.text import one_name


class NameField(forms.CharField):
    """Signs that nobody sees are left out before anything is checked: a name of them alone is none."""

    def to_python(self, value: Any) -> str:
        return one_name(super().to_python(value) or "")
