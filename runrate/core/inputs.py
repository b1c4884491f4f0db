"""Inputs that show their unit: money, shares, counts. The crispy pack draws what stands before and after.

They stay text inputs on purpose: a number input drops what it cannot parse, and nothing typed may be lost.
"""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Words = str | Promise
_OF_ONE = _("such as 7%")
MEANT: Final = "meant"
"""After a box's name: the text that its sender was asked about, or that the page itself put there."""


class Meant(str):
    """A text that is sent again after the question whether it is meant."""

    __slots__ = ()


class UnitInput(forms.TextInput):
    """A number with words before or after it, such as "5,000 tokens"."""

    def __init__(self, after: Words = "", *, before: Words = "", attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})
        self.unit_before = before
        self.unit_after = after

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """What was typed; marked where the sender was asked about just that."""
        text = super().value_from_datadict(data, files, name)
        return Meant(text) if text and data.get(f"{name}-{MEANT}") == text else text

    @property
    def unit_words(self) -> str:
        """Both as they are read aloud with the label: "$ per month"."""
        return " ".join(str(words) for words in (self.unit_before, self.unit_after) if words)


class MoneyInput(UnitInput):
    """An amount of US dollars, such as "$ 3.00 per million tokens"."""

    def __init__(self, after: Words = "", *, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(after, before="$", attrs=attrs)


class ShareInput(UnitInput):
    """A share of one, shown and typed as a percentage."""

    def __init__(self, after: Words = _OF_ONE, *, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(after, attrs=attrs)
