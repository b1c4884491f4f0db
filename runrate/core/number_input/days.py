"""The one form field for the day of a rate: a rate is known of days that have come."""

from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

_AHEAD: Final = timedelta(hours=14)


class DayOfRateField(forms.DateField):
    """A day in the browser's own box; none that has begun nowhere yet."""

    default_error_messages = {  # noqa: RUF012  # as the base class has it
        "ahead": _("No rate is known of a day in the future."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs["widget"] = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(**kwargs)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and value > _last_day():
            raise ValidationError(self.error_messages["ahead"], code="ahead")


def _last_day() -> date:
    """The day that it is where the day begins first."""
    return (timezone.now() + _AHEAD).date()
