"""What is said about a saved scenario beside its inputs: name, notes, currency, agent."""

from decimal import Decimal
from typing import Any, ClassVar, Final

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from calculator.domain.typed_numbers.inputs import LAST_INVOICE
from calculator.models import DETAILS, Scenario
from runrate.core.decimals import plain
from runrate.core.inputs import MoneyInput, ShareInput, UnitInput
from runrate.core.number_input.days import DayOfRateField
from runrate.core.number_input.fields import NumberField
from runrate.core.number_input.names import NameField
from runrate.core.number_input.reader import Measure
from runrate.core.numbers import is_currency

_MEASURES: Final = {
    "exchange_rate": Measure.COUNT,
    "productivity_target": Measure.COUNT,
    "retire_cost_above": Measure.MONEY,
    "retire_margin_below": Measure.MONEY,
    "retire_review_above": Measure.SHARE,
}
_EXAMPLES: Final = {"exchange_rate": "0.92", "retire_cost_above": "$2.50", "retire_margin_below": "$0.50"}
MARGIN: Final = "retire_margin_below"
"""The one number about a scenario that may be below 0: a loss."""
_NAMES: Final = frozenset({"name", "workload_name", "agent_owner"})


LARGEST_INVOICE: Final = 10**15


def invoice_box(**kwargs: Any) -> NumberField:
    """The vendor's last invoice: one box and one refusal here and on the calculator's page."""
    digits = {"max_digits": 17, "decimal_places": 2}
    return NumberField(**{**kwargs, **digits, "measure": Measure.MONEY, "not_negative": True})


def refusal_of_invoice(number: Decimal) -> str:
    """Why an amount cannot be an invoice; empty for one that can, to the cent."""
    cents = round(number, 2) if abs(number) < LARGEST_INVOICE else number.to_integral_value()
    try:
        invoice_box().clean(Decimal(plain(cents)))
    except forms.ValidationError as error:
        return " ".join(error.messages)
    return ""


def _box(field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    """The usual box of a column; one for numbers reads what people type."""
    if field.name == LAST_INVOICE:
        kwargs |= {"form_class": invoice_box}
    elif measure := _MEASURES.get(field.name):
        kwargs |= {"form_class": NumberField, "measure": measure, "not_negative": field.name != MARGIN}
        kwargs |= {"example": _EXAMPLES.get(field.name, "")}
    elif field.name in _NAMES:
        kwargs |= {"form_class": NameField}
    elif field.name == "exchange_rate_on":
        kwargs |= {"form_class": DayOfRateField}
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
            "retire_margin_below": _("Retire when the margin of the next unit is below"),
            "retire_review_above": _("Retire when the human review rate is above"),
        }
        help_texts: ClassVar = {
            "workload_name": _("A report combines it with an assessment of the same name."),
            "last_invoice": _("The result says which share of it the estimate explains."),
            "currency": _("Three letters, such as EUR. Dollars stay the currency of the calculation."),
            "retire_margin_below": _(
                "What one more unit leaves: its value times the acceptance rate, less what one more "
                "costs. Fixed costs and started blocks are not in it."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["exchange_rate"].help_text = self.instance.doubt_of_rate

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
