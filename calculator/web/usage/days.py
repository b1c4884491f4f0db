"""Which days of a month a file has, in words, and whether they stand for all of it."""

from dataclasses import replace
from fractions import Fraction
from typing import Any, Final

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calculator.domain.labels import worded
from calculator.domain.workload_input import WorkloadErrors
from calculator.models import Scenario
from calculator.uploads.bills import Bill
from calculator.uploads.choosing import (
    SCALED,
    TYPED,
    WHOLE,
    Chosen,
    days_said,
    of_these_days,
    scale_of,
    units_of,
)
from calculator.uploads.cover import cover_of, period_in_words
from calculator.usage.analysis.ranges import Cover
from runrate.core.decimals import plain
from runrate.core.inputs import UnitInput
from runrate.core.number_input.fields import NumberField
from runrate.core.numbers import count
from runrate.core.text import listed

OPEN: Final = gettext_lazy(
    "Say first whether these days are all there was, or the rest of the month is like them."
)


def days_context(bill: Bill, chosen: Chosen) -> dict[str, Any]:
    """For the templates: nothing where the whole month is there."""
    cover = cover_of(bill, chosen.month)
    if cover is None:
        return {}
    said = {
        SCALED: _("Units and money of a month are scaled up: times %(times)s.")
        % {"times": worded("units_per_month", cover.scale)},
        WHOLE: _("You said that the month had no others, so they are the month."),
    }
    asked = _("Nothing is scaled up: the units and the money below are those of these days alone.")
    held = days_said(bill, chosen)
    return {"days_said": [covered(cover), said.get(held, asked)], "days_are": held}


class DaysForm(forms.Form):
    """What the days of a file that has not the whole month stand for; asked before anything is taken."""

    days = forms.ChoiceField(
        label=gettext_lazy("The file does not cover the whole month"),
        widget=forms.RadioSelect,
        choices=[
            (SCALED, gettext_lazy("The rest of the month is like these days: scale it up")),
            (WHOLE, gettext_lazy("These days are all there was")),
        ],
        error_messages={"required": OPEN, "invalid_choice": OPEN},
    )


class UnitsForm(forms.Form):
    """For how many units a bill stands, typed where it is compared."""

    units = NumberField(
        label=gettext_lazy("Units in that month"),
        widget=UnitInput(gettext_lazy("units")),
        error_messages={"required": gettext_lazy("Enter a number above 0.")},
    )

    def __init__(self, *args: Any, bill: Bill, chosen: Chosen, **kwargs: Any) -> None:
        self._bill, self._chosen = bill, chosen
        kwargs.setdefault("initial", {"units": chosen.units if chosen.units_by == TYPED else ""})
        super().__init__(*args, **kwargs)
        if scale_of(bill, chosen) != 1:
            self.fields["units"].label = gettext_lazy("Units in the days of the file")

    def clean_units(self) -> Any:
        """Above 0."""
        units = self.cleaned_data["units"]
        if units is None or units <= 0:
            raise forms.ValidationError(_("Enter a number above 0."))
        return units

    @property
    def chosen(self) -> Chosen:
        """The same choice with other units; of a form that is valid."""
        typed = replace(self._chosen, units=plain(self.cleaned_data["units"]), units_by=TYPED)
        return of_these_days(self._bill, typed)


def with_days_sent(said: str, chosen: Chosen) -> Chosen | None:
    """A choice as a form meant it that says of the days too; None where it says nothing of them."""
    return replace(chosen, days=said) if said in {SCALED, WHOLE} else None


def units_from(bill: Bill, chosen: Chosen) -> str:
    """Where the units of a month are from: of days that were scaled up, how many those days had."""
    typed, scale = chosen.units_by == TYPED, scale_of(bill, chosen)
    if scale == 1:
        return _("you entered") if typed else _("counted in the file")
    said = _("%(n)s you entered, scaled up: times %(times)s")
    said = said if typed else _("%(n)s counted in the file, scaled up: times %(times)s")
    units, times = worded("units_per_month", units_of(bill, chosen)), worded("units_per_month", scale)
    return said % {"n": units, "times": times}


def units_a_month(scenario: Scenario | None) -> Fraction | None:
    """Those of a scenario, also of one that counts the units of a day."""
    try:
        return scenario.estimate().units_per_month if scenario else None
    except WorkloadErrors:
        return None


def covered(cover: Cover) -> str:
    """From the first to the last day of a file, and on how many of these days it has rows."""
    if not cover.rows:
        return _span(cover)
    said = _("%(n)s of these days have rows with tokens.") % {"n": count(cover.rows)}
    return f"{_span(cover)} {said}"


def _span(cover: Cover) -> str:
    """Such as: the file has 1 October 2026 to 2 October 2026, 2 of 31 days."""
    words = {"days": count(cover.days), "of": count(cover.of), "first": date_format(cover.first, "j F Y")}
    if cover.first == cover.last:
        return _("The file has one day of this month: %(first)s, %(days)s of %(of)s days.") % words
    words["last"] = date_format(cover.last, "j F Y")
    if cover.missing:
        words["missing"] = listed(map(period_in_words, cover.missing))
        said = _(
            "The file has %(first)s to %(last)s without %(missing)s: %(days)s of %(of)s days of this month."
        )
        return said % words
    return _("The file has %(first)s to %(last)s: %(days)s of %(of)s days of this month.") % words
