"""What a bill does not say and an estimate needs, and prices that can hardly be right: both are asked for."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from calculator.domain.fields import field_of
from calculator.domain.input_rules import REQUIRED
from calculator.domain.labels import label, label_of
from calculator.domain.prices.brought_notes import prefix_of
from calculator.domain.typed_numbers.measures import example_of, measure_of
from calculator.domain.workload_input import WorkloadErrors
from calculator.prices.lookup import find_price
from runrate.core.decimals import plain
from runrate.core.inputs import UnitInput
from runrate.core.number_input.fields import NumberField
from runrate.core.text import clean

PREFIX: Final = "asked"
PRICES: Final = ("input_price", "output_price")
MODEL: Final = "model"


class OddPricesForm(forms.Form):
    """Prices far off the list are taken by somebody who says that they are right, or not at all."""

    odd_prices = forms.BooleanField(
        label=_("These prices are right: take them"),
        error_messages={
            "required": _("Say that the prices far off the list are right, or untick them."),
        },
    )


class AskedForm(forms.Form):
    """One box for each missing input; where prices are missing a model of the list will do as well."""

    prefix = PREFIX

    def __init__(
        self, *args: Any, names: Collection[str], steps: Sequence[Mapping[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.priced_by = [name for name in names if name.rpartition(".")[2] in PRICES]
        models = {f"steps.{at}.": step.get("name", "") for at, step in enumerate(steps, 1)}
        self.places = list(dict.fromkeys(prefix_of(name) for name in self.priced_by))
        if "" in self.places:
            self._ask_model("", _("Model, for its list prices"))
        for name in names:
            prefix = prefix_of(name)
            if prefix and name in self.priced_by and prefix + MODEL not in self.fields:
                words = {"step": label_of(prefix + MODEL), "name": models.get(prefix, "")}
                said = gettext("%(step)s, for the list prices of “%(name)s”") if words["name"] else "%(step)s"
                self._ask_model(prefix, said % words)
            self._ask(name)

    def _ask_model(self, prefix: str, said: Any) -> None:
        self.fields[prefix + MODEL] = forms.CharField(
            required=False,
            max_length=160,
            label=said,
            help_text=_(
                "As the price list calls it, such as openai/gpt-4.1. Or leave it empty and enter prices."
            ),
        )

    def _ask(self, name: str) -> None:
        field, words = field_of(name), label(name)
        assert field is not None  # noqa: S101  # only inputs of the workload are missing in it
        self.fields[name] = NumberField(
            label=label_of(name),
            measure=measure_of(field),
            example=example_of(field),
            required=name not in self.priced_by,
            help_text=words.hint,
            widget=UnitInput(words.after, before=words.before),
            error_messages={"required": gettext(REQUIRED)},
        )

    def clean(self) -> dict[str, Any]:
        """Each model as the list names it; without one the prices have to be there."""
        cleaned = super().clean() or {}
        for prefix in self.places:
            self._clean_model(cleaned, prefix)
        return cleaned

    def _clean_model(self, cleaned: dict[str, Any], prefix: str) -> None:
        name = prefix + MODEL
        if name in self.errors:
            return
        typed = clean(cleaned.get(name) or "").strip()
        if typed:
            try:
                cleaned[name] = find_price(typed, timezone.now().date())[0].reference
            except WorkloadErrors as error:
                self.add_error(name, " ".join(error.errors.get(MODEL, [])) or str(error))
            return
        for price in self.priced_by:
            if prefix_of(price) == prefix and cleaned.get(price) is None and price not in self.errors:
                self.add_error(price, gettext(REQUIRED))

    @property
    def entered(self) -> dict[str, str]:
        """Of a form that is valid: what was entered, as a workload spells it."""
        found = {name: value for name, value in self.cleaned_data.items() if value not in {None, ""}}
        return {name: value if isinstance(value, str) else plain(value) for name, value in found.items()}


def with_entered(inputs: Mapping[str, Any], entered: Mapping[str, str]) -> dict[str, Any]:
    """A workload in JSON form with what was entered beside it; `steps.2.input_price` goes to its step."""
    found = dict(inputs)
    for name, text in entered.items():
        group, dot, rest = name.partition(".")
        if not dot:
            found[name] = text
            continue
        number, _dot, part = rest.partition(".")
        rows = [dict(each) for each in found[group]]
        rows[int(number) - 1][part] = text
        found[group] = rows
    return found
