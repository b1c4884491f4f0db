"""What is said about a saved scenario beside its inputs: name, notes, currency, agent."""

from typing import Any, ClassVar, Final

from django import forms
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from calculator.models import DETAILS, Scenario
from runrate.core.inputs import MoneyInput, ShareInput, UnitInput
from runrate.core.number_input.fields import NumberField
from runrate.core.number_input.names import NameField
from runrate.core.number_input.reader import Measure
from runrate.core.numbers import is_currency

_MEASURES: Final = {
    "last_invoice": Measure.MONEY,
    "exchange_rate": Measure.COUNT,
    "productivity_target": Measure.COUNT,
    "retire_cost_above": Measure.MONEY,
    "retire_margin_below": Measure.MONEY,
    "retire_review_above": Measure.SHARE,
}
_NAMES: Final = frozenset({"name", "workload_name", "agent_owner"})


def _box(field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    """The usual box of a column; one for numbers reads what people type."""
    if measure := _MEASURES.get(field.name):
        kwargs |= {"form_class": NumberField, "measure": measure}
    elif field.name in _NAMES:
        kwargs |= {"form_class": NameField}
    return field.formfield(**kwargs)


class ScenarioForm(forms.ModelForm[Scenario]):
    """Everything about a scenario that is not an input of the cost model."""

    class Meta:
        model = Scenario
        fields: ClassVar = DETAILS
        widgets: ClassVar = {
            "notes": forms.Textarea(attrs={"rows": 4}),
            "last_invoice": MoneyInput(_("per month")),
            "currency": forms.TextInput(attrs={"autocomplete": "off", "maxlength": 3}),
            "exchange_rate": UnitInput(_("for one US dollar")),
            "exchange_rate_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "productivity_target": UnitInput(),
            "retire_cost_above": MoneyInput(),
            "retire_margin_below": MoneyInput(),
            "retire_review_above": ShareInput(),
        }
        error_messages: ClassVar = {
            "name": {"required": _("Give the scenario a name.")},
            "currency": {"required": _("Enter a currency, such as USD.")},
            "agent_status": {"required": _("Choose a status.")},
        }
        formfield_callback = _box
        labels: ClassVar = {
            "last_invoice": _("The vendor's last invoice"),
            "exchange_rate": _("Exchange rate"),
            "exchange_rate_on": _("Date of the exchange rate"),
            "agent_owner": _("Person responsible"),
            "productivity_target": _("Target: accepted units per month"),
            "retire_margin_below": _("Retire when the margin per unit is below"),
            "retire_review_above": _("Retire when the human review rate is above"),
        }
        help_texts: ClassVar = {
            "workload_name": _("A report combines it with an assessment of the same name."),
            "last_invoice": _("The page says which share of it the estimate explains."),
            "currency": _("Three letters, such as EUR. Dollars stay the currency of the calculation."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        not_negative = MinValueValidator(0, _("Enter 0 or more."))
        for name in ("last_invoice", "exchange_rate", "productivity_target", "retire_cost_above"):
            self.fields[name].validators.append(not_negative)

    def clean_currency(self) -> str:
        """Known codes only: a sum in a currency that does not exist could be checked by nobody."""
        currency = str(self.cleaned_data["currency"]).strip().upper()
        if not is_currency(currency):
            raise forms.ValidationError(_("Enter the three letters of a known currency, such as EUR."))
        return currency

    def clean(self) -> dict[str, Any]:
        """A rate without its day is a rate nobody can check."""
        cleaned = super().clean() or {}
        if cleaned.get("currency", "USD") != "USD":
            self._needed(
                cleaned,
                "exchange_rate",
                forms.ValidationError(_("Enter how many units of it one US dollar buys.")),
            )
            self._needed(cleaned, "exchange_rate_on", forms.ValidationError(_("Enter the day of the rate.")))
        return cleaned

    def _needed(self, cleaned: dict[str, Any], name: str, said: forms.ValidationError) -> None:
        """What was typed and refused is not missing as well."""
        if name not in self.errors and not cleaned.get(name):
            self.add_error(name, said)
