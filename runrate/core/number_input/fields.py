"""The one form field for numbers that people type, whatever they measure."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from runrate.core.decimals import plain
from runrate.core.inputs import MEANT, Meant, MoneyInput, ShareInput, UnitInput
from runrate.core.number_input.reader import NEGATIVE, Measure, read_number
from runrate.core.number_input.reading_back import as_typed, asked_back, read_back
from runrate.core.translation import gettext

DOUBT: Final = "doubt"
_WIDGETS: dict[Measure, type[UnitInput]] = {Measure.MONEY: MoneyInput, Measure.SHARE: ShareInput}


class NumberField(forms.DecimalField):
    """A number as people write it; what was typed stays in the box, with what was understood beside it.

    `measure` decides what may stand around the digits; `whole` refuses fractions and cleans to an int, and
    `not_negative` what is below 0. What looks like a thousand, `1.200`, is asked about once before it is
    taken, and so is what `doubts` has a question for. A refusal names `example`, where that of the measure
    makes no sense in the box.
    """

    default_error_messages = {  # noqa: RUF012  # as the base class has it
        "max_digits": _("Enter a number of at most %(max)s digits."),
        "max_decimal_places": _("Enter at most %(max)s digits after the point."),
        "max_whole_digits": _("Enter at most %(max)s digits before the point."),
        "max_value": _("Enter at most %(limit_value)s."),
        "min_value": _("Enter at least %(limit_value)s."),
    }

    def __init__(
        self,
        *,
        measure: Measure = Measure.COUNT,
        whole: bool = False,
        not_negative: bool = False,
        doubts: Callable[[Decimal], str] | None = None,
        example: str = "",
        **kwargs: Any,
    ) -> None:
        self.measure = measure
        self.whole = whole
        self.not_negative = not_negative
        self.doubts = doubts
        self.example = example
        kwargs.setdefault("widget", _WIDGETS.get(measure, UnitInput))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """The number, None for an empty box. Raises ValidationError with the refusal of the reader."""
        if value in self.empty_values or not str(value).strip():
            return None
        if isinstance(value, int | Decimal):
            self._refuse_negative(value)
            return value
        number, refusal = read_number(str(value), self.measure, self.example)
        if number is None:
            raise ValidationError(refusal, code="invalid")
        self._refuse_negative(number)
        if not isinstance(value, Meant) and (asked := self.asked_of(str(value))):
            raise ValidationError(asked, code=DOUBT)
        if self.whole:
            if number != number.to_integral_value():
                raise ValidationError(_("Enter a whole number, such as 12."), code="invalid")
            return int(number)
        # Zeros at the end are no decimals: 1.200 has one.
        return Decimal(plain(number))

    def _refuse_negative(self, number: int | Decimal) -> None:
        if self.not_negative and number < 0:
            raise ValidationError(gettext(NEGATIVE), code="negative")

    def asked_of(self, text: str) -> str:
        """Whether a text is meant as it is read, as a question to its reader; empty where there is none."""
        if asked := asked_back(text, self.measure):
            return asked
        number = read_number(text, self.measure).number if self.doubts and text.strip() else None
        return self.doubts(number) if self.doubts and number is not None else ""

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
        self.number = field
        # What is asked about stands with the mistakes.
        asked = form.is_bound and not isinstance(self.data, Meant) and field.asked_of(str(self.data or ""))
        said = read_back(str(self.data or ""), field.measure) if form.is_bound and not asked else ""
        if said:
            # Library templates print a hint as it is.
            self.help_text = format_html("{} {}", self.help_text, said)

    def as_widget(self, *args: Any, **kwargs: Any) -> SafeString:
        """With what is asked about, or was filled in by the page: sent again as it is, it is meant."""
        box, text = super().as_widget(*args, **kwargs), str(self.value() or "")
        if not self.number.asked_of(text):
            return box
        name = f"{self.html_name}-{MEANT}"
        return format_html('{}<input type="hidden" name="{}" value="{}">', box, name, text)
