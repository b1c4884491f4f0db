"""From what is chosen of a bill on a page to a choice."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from calculator.domain.typed_numbers.usual_rates import doubt_of_cost
from calculator.domain.workload_input import WorkloadErrors
from calculator.models import UsageUpload
from calculator.prices.lookup import find_price
from calculator.prices.usage_sources import month_name
from calculator.uploads import choosing, samples
from calculator.uploads.bills import Bill, unknown_models
from calculator.uploads.choosing import CALLS, SEEN, TYPED, Chosen
from calculator.uploads.cover import cover_of
from calculator.uploads.slices import MOST_LISTED, Slice, UnknownSliceError, models_of, named_in, slices_of
from calculator.usage.analysis.bill import Choice
from calculator.usage.formats.own_columns import NAME as OWN_COLUMNS
from calculator.web.usage.days import covered
from calculator.web.usage.first_choice import initial_of
from runrate.core.decimals import plain
from runrate.core.inputs import UnitInput
from runrate.core.number_input.days import DayOfRateField
from runrate.core.number_input.fields import NumberField
from runrate.core.number_input.names import NameField
from runrate.core.numbers import count, percent
from runrate.core.text import clean

_KEYS: Final = {
    "project": _("project"),
    "project_name": _("name of the project"),
    "key": _("key"),
    "app": _("app"),
    "workspace": _("workspace"),
    "account": _("account"),
    "tag": _("tag"),
}


class UploadForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("Your bill or usage export"),
        error_messages={"required": _("Choose a file first.")},
        help_text=_(
            "CSV, JSON or Excel as it was exported; .gz and .zip too. OpenAI and Anthropic export usage and "
            "cost as two files: give one of them here, and the next page asks for the other."
        ),
    )


class ChoiceForm(forms.Form):
    """Which part of a bill stands for the workload, and for how many units."""

    month = forms.ChoiceField(label=_("Month"), error_messages={"required": _("Choose a month.")})
    slice = forms.ChoiceField(label=_("Which part of the file"), required=False)
    slice_named = NameField(
        label=_("Or another part, by its name"),
        required=False,
        max_length=400,
        help_text=_("As the file has it. What stands here is taken in place of what is chosen above."),
    )
    models = forms.MultipleChoiceField(
        label=_("Only these models"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked means all of them."),
    )
    units_by = forms.ChoiceField(
        label=_("What is a unit?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what a unit is.")},
    )
    units = NumberField(
        label=_("Units in that month"),
        widget=UnitInput(_("units")),
        help_text=_("Tickets, documents, chats: whatever one piece of the work is."),
        error_messages={"required": _("Enter how many units there were.")},
    )

    def __init__(self, *args: Any, bill: Bill, upload: UsageUpload, **kwargs: Any) -> None:
        self.bill, self.upload = bill, upload
        kwargs.setdefault("initial", initial_of(upload, bill))
        super().__init__(*args, **kwargs)
        self._choice("month").choices = [(month, month_name(month)) for month in reversed(bill.months)]
        slices = slices_of(bill)
        self._slices(slices)
        self._models(models_of(bill))
        self._choice("units_by").choices = _units_by(bill)
        self._of_days(bill)
        if upload.is_sample:
            said = gettext("The made-up month had %(n)s tickets.") % {"n": count(samples.UNITS)}
            self.fields["units"].help_text = f"{self.fields['units'].help_text} {said}"
        # A stand-in is counted in the file; what is typed has to be there.
        self.fields["units"].required = self._units_by() == TYPED
        self.rates = choosing.foreign(bill)
        for currency in self.rates:
            self._rate(currency)
        self.asked = unknown_models(bill)
        for number, (name, near) in enumerate(self.asked):
            self.fields[f"alias_{number}"] = forms.CharField(
                required=False,
                max_length=160,
                label=_("Which model is “%(name)s”?") % {"name": name},
                help_text=_near(near),
            )

    def _units_by(self) -> str:
        """How units are told, as it was sent or, before that, as it stands on the page."""
        return str(self.data.get("units_by", "") if self.is_bound else self.initial.get("units_by", TYPED))

    def _choice(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        return field

    def _slices(self, slices: list[Slice]) -> None:
        """The largest to choose from; of more than a list holds any other by its name."""
        self.slices = slices
        listed = slices[:MOST_LISTED]
        self._choice("slice").choices = [("", _("all of it")), *map(_sliced, listed)]
        if not slices:
            del self.fields["slice"]
        if len(listed) == len(slices):
            del self.fields["slice_named"]
            return
        words = {"most": count(len(listed)), "n": count(len(slices))}
        self.fields["slice"].help_text = gettext("The %(most)s largest of %(n)s parts.") % words
        chosen = self.initial.get("slice")
        if any(each.name == chosen for each in slices[MOST_LISTED:]):
            self.initial = {**self.initial, "slice": "", "slice_named": chosen}

    def _of_days(self, bill: Bill) -> None:
        """Units are those of the days that the file has, where that is not the whole month."""
        month = str(self.data.get("month", "") if self.is_bound else self.initial.get("month", ""))
        cover = cover_of(bill, month) if month in bill.months else None
        if cover is not None:
            said = gettext("Enter the units of these days.")
            self.fields["units"].help_text = f"{self.fields['units'].help_text} {covered(cover)} {said}"
        before = choosing.chosen_of(self.upload)
        if before is not None and (other := choosing.typed_for_other_days(bill, before)):
            self.fields["units"].help_text = f"{self.fields['units'].help_text} {other}"

    def _models(self, names: list[str]) -> None:
        self._choice("models").choices = [(name, name) for name in names]
        if len(names) < 2:
            del self.fields["models"]

    def _rate(self, currency: str) -> None:
        self.fields[f"rate_{currency}"] = NumberField(
            label=_("Dollars for one %(currency)s") % {"currency": currency},
            widget=UnitInput(before="$"),
            example="1.08",
            help_text=self._doubt_of(currency),
            error_messages={"required": _("Enter how many dollars one of it costs.")},
        )
        self.fields[f"rate_on_{currency}"] = DayOfRateField(
            label=_("Day of that rate"),
            error_messages={
                "required": _("Enter the day of the rate: without it nobody can check it."),
                "invalid": _("Enter a day such as 2026-10-31."),
            },
        )

    def _doubt_of(self, currency: str) -> str:
        """The question beside a rate that was chosen and is unusual."""
        before = choosing.chosen_of(self.upload)
        rate = before.rate_of.get(currency) if before is not None else None
        return doubt_of_cost(currency, rate) if rate else ""

    def clean(self) -> dict[str, Any]:
        """Rates and units above 0, and models that the price list knows."""
        cleaned = super().clean() or {}
        for currency in self.rates:
            self._above_zero(cleaned, f"rate_{currency}")
        if cleaned.get("units_by") == TYPED:
            self._above_zero(cleaned, "units")
        if named := cleaned.get("slice_named", "").strip():
            self._found(cleaned, named)
        for number, _asked in enumerate(self.asked):
            self._named(cleaned, f"alias_{number}")
        if not self.errors:
            self._counted()
        return cleaned

    def _above_zero(self, cleaned: dict[str, Any], name: str) -> None:
        if name in self.errors:
            return
        if not (cleaned.get(name) or 0) > 0:
            self.add_error(name, gettext("Enter a number above 0."))

    def _found(self, cleaned: dict[str, Any], named: str) -> None:
        try:
            cleaned["slice"] = named_in(self.slices, named).name
        except UnknownSliceError as error:
            said = gettext("No part has this name.")
            if error.like:
                names = ", ".join(f"{each.key}: {each.value}" for each in error.like)
                said = gettext("Which one do you mean: %(names)s?") % {"names": names}
            self.add_error("slice_named", said)

    def _named(self, cleaned: dict[str, Any], name: str) -> None:
        typed = clean(cleaned.get(name, "")).strip()
        if not typed:
            return
        try:
            cleaned[name] = find_price(typed, timezone.now().date())[0].reference
        except WorkloadErrors as error:
            self.add_error(name, " ".join(error.errors.get("model", [])) or str(error))

    def _counted(self) -> None:
        try:
            choosing.units_of(self.bill, self.chosen)
        except choosing.NoUnitsError as error:
            self.add_error("units", str(error))

    @property
    def chosen(self) -> Chosen:
        """Of a form that is valid."""
        sent = self.cleaned_data
        key, _equals, value = sent.get("slice", "").partition("=")
        rates = {
            name: {"rate": plain(sent[f"rate_{name}"]), "on": sent[f"rate_on_{name}"].isoformat()}
            for name in self.rates
        }
        asked = {name: sent.get(f"alias_{at}", "") for at, (name, _near) in enumerate(self.asked)}
        before = choosing.chosen_of(self.upload)
        same = before is not None and (before.source, before.month) == (self.bill.source, sent["month"])
        chosen = Chosen(
            source=self.bill.source,
            month=sent["month"],
            slice={key: value} if key else {},
            models=sent.get("models", []),
            units="" if sent.get("units") is None else plain(sent["units"]),
            units_by=sent["units_by"],
            rates=rates,
            aliases={**self.upload.choice.get("aliases", {}), **asked},
            together=self.upload.choice.get("together", {}),
            partners=self.upload.choice.get("partners", {}),
            parts=self.upload.choice.get("parts", ""),
            joined=self.upload.choice.get("joined", []),
        )
        # What was said of the days of this month; of another one nothing was.
        days = choosing.days_said(self.bill, before) if before is not None and same else ""
        return choosing.of_these_days(self.bill, replace(chosen, days=days))


def _sliced(each: Slice) -> tuple[str, str]:
    said = gettext("%(share)s of the tokens") if each.of_tokens else gettext("%(share)s of the money")
    share = "" if each.share is None else f" ({said % {'share': percent(each.share)}})"
    return each.name, f"{_KEYS.get(each.key, each.key)}: {each.value}{share}"


def _near(names: Iterable[str]) -> str:
    said = gettext("As the price list calls it, such as openai/gpt-4.1. Leave it empty if it is on no list.")
    near = ", ".join(names)
    return f"{said} {gettext('Like it: %(names)s.') % {'names': near}}" if near else said


def _units_by(bill: Bill) -> list[tuple[str, Any]]:
    """Typed units first; what the file has counted beside them."""
    whole = Choice(bill.months[-1] if bill.months else "")
    counted = {each.name: each for each in choosing.proxies(bill, whole)}
    names = {
        SEEN: _("as many as the table says (%(n)s in %(month)s)")
        if bill.format == OWN_COLUMNS
        else _("each session, trace or person that the file names (%(n)s in %(month)s)"),
        CALLS: _("each call (%(n)s in %(month)s)"),
    }
    found: list[tuple[str, Any]] = [(TYPED, _("I type how many there were"))]
    for name, said in names.items():
        if name in counted:
            month = month_name(whole.month)
            found.append((name, said % {"n": f"{counted[name].count:,}", "month": month}))
    return found
