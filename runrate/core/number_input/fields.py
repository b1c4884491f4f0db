"""The one form field for numbers that people type, whatever they measure."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from runrate.core.decimals import plain
from runrate.core.inputs import MoneyInput, ShareInput, UnitInput
from runrate.core.number_input.reader import Measure, read_number
from runrate.core.number_input.reading_back import as_typed, read_back

_WIDGETS: dict[Measure, type[UnitInput]] = {Measure.MONEY: MoneyInput, Measure.SHARE: ShareInput}


class NumberField(forms.DecimalField):
    """A number as people write it; what was typed stays in the box, with what was understood beside it.

    `measure` decides what may stand around the digits; `whole` refuses fractions and cleans to an int.
    """

    default_error_messages = {  # noqa: RUF012  # as the base class has it
        "max_digits": _("Enter a number of at most %(max)s digits."),
        "max_decimal_places": _("Enter at most %(max)s digits after the point."),
        "max_whole_digits": _("Enter at most %(max)s digits before the point."),
        "max_value": _("Enter at most %(limit_value)s."),
        "min_value": _("Enter at least %(limit_value)s."),
    }

    def __init__(self, *, measure: Measure = Measure.COUNT, whole: bool = False, **kwargs: Any) -> None:
        self.measure = measure
        self.whole = whole
        kwargs.setdefault("widget", _WIDGETS.get(measure, UnitInput))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """The number, None for an empty box. Raises ValidationError with the refusal of the reader."""
        if value in self.empty_values or not str(value).strip():
            return None
        if isinstance(value, int | Decimal):
            return value
        number, refusal = read_number(str(value), self.measure)
        if number is None:
            raise ValidationError(refusal, code="invalid")
        if self.whole:
            if number != number.to_integral_value():
                raise ValidationError(_("Enter a whole number, such as 12."), code="invalid")
            return int(number)
        # Zeros at the end are no decimals: 1.200 has one.
        return Decimal(plain(number))

    def validate(self, value: Any) -> None:
        """Without the check for what is no finite number, which the reader never returns."""
        forms.Field.validate(self, value)

    def run_validators(self, value: Any) -> None:
        super().run_validators(Decimal(value) if self.whole and value is not None else value)

    def prepare_value(self, value: Any) -> Any:
        """A number from the database as it is typed; a share as a percentage."""
        return as_typed(value, self.measure) if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:  # noqa: ARG002  # as the base class has it
        """None of a number input's: a box of text keeps what a number input would drop."""
        return {}

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> BoundField:
        return NumberBox(form, self, field_name)


class NumberBox(BoundField):
    """A box with its number: beside the hint stands what was understood of a sent one."""

    def __init__(self, form: forms.BaseForm, field: NumberField, name: str) -> None:
        super().__init__(form, field, name)
        said = read_back(str(self.data or ""), field.measure) if form.is_bound else ""
        if said:
            # Library templates print a hint as it is.
            self.help_text = format_html("{} {}", self.help_text, said)
