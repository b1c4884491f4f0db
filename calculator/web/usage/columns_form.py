"""From columns chosen by hand to a mapping."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from calculator.usage.currencies import named_in
from calculator.usage.formats.own_columns import (
    CHOICES,
    MEANINGS,
    MONEY,
    NO_CURRENCY,
    NO_DATE,
    MappingErrors,
    is_currency,
    parse_mapping,
)
from calculator.usage.formats.own_titles import suggested


class MappingForm(forms.Form):
    """Which column of an unknown table means what, and how its amounts are written."""

    currency = forms.CharField(
        label=_("Currency, where neither a column nor a sign says it"),
        initial="USD",
        required=False,
    )

    def __init__(self, *args: Any, header: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        header = list(header)
        self.doubled = [title for title in header if title.endswith(" (2)") and title[:-4] in header]
        self.is_suggested = not self.is_bound and any(
            self.initial.get(f"column_{meaning}") for meaning in suggested(header).columns
        )
        titles = [("", "–"), *((title, title) for title in header)]
        for meaning in MEANINGS:
            self.fields[f"column_{meaning}"] = forms.ChoiceField(
                choices=titles,
                required=meaning == DATE,
                label=MEANING_NAMES[meaning],
                error_messages={"required": gettext(NO_DATE)},
            )
        for name, allowed in CHOICES.items():
            self.fields[name] = forms.ChoiceField(
                choices=[(each, CHOICE_NAMES.get(each, each)) for each in allowed], label=CHOICE_LABELS[name]
            )
        self.order_fields([*(f"column_{meaning}" for meaning in MEANINGS), *CHOICES, "currency"])

    def clean_currency(self) -> str:
        """Three letters; said here, as a column may be called the currency too."""
        currency: str = self.cleaned_data["currency"].upper()
        if currency and not is_currency(currency):
            raise forms.ValidationError(gettext(NO_CURRENCY))
        return currency

    def clean(self) -> dict[str, Any]:
        """All that is wrong with the mapping, each at its field."""
        cleaned = super().clean() or {}
        if cleaned.get("currency") == "" and any(cleaned.get(f"column_{name}") for name in MONEY):
            self.add_error("currency", gettext(NO_CURRENCY))
        try:
            self.mapping: Mapping[str, object] = parse_mapping(self._given(cleaned)).as_json()
        except MappingErrors as error:
            self._refuse(error.errors, wrong=set(self.errors))
        return cleaned

    def _refuse(self, errors: Mapping[str, str], *, wrong: set[str]) -> None:
        """Says each at its field; what is wrong for another reason already is not called missing too."""
        for name, said in errors.items():
            field = f"column_{name}" if f"column_{name}" in self.fields else name
            if field not in self.fields and not any(each.startswith("column_") for each in wrong):
                self.add_error(None, said)
            elif field in self.fields and field not in wrong:
                self.add_error(field, said)

    @staticmethod
    def _given(cleaned: Mapping[str, Any]) -> dict[str, object]:
        columns = {
            name.removeprefix("column_"): title
            for name, title in cleaned.items()
            if name.startswith("column_") and title
        }
        return {"columns": columns, **{name: cleaned.get(name) for name in (*CHOICES, "currency")}}


class ChangeForm(MappingForm):
    """The same of a file that was read: it is given again, or only later files are meant."""

    file = forms.FileField(
        label=_("The same file again"),
        error_messages={"required": _("Choose the file: it was deleted when it had been read.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not self.for_later
        self.order_fields(["file"])

    @property
    def for_later(self) -> bool:
        """Whether only files that are still to come shall be read so."""
        return LATER in self.data


def initial_of(mapping: Mapping[str, Any] | None, header: Iterable[str]) -> dict[str, Any]:
    """A mapping as the form shows it, titles as they stand in the table; without one what they suggest."""
    if not mapping:
        return _suggested(list(header))
    titles = {title.lower(): title for title in header}
    columns = mapping.get("columns", {}).items()
    chosen = {f"column_{meaning}": titles.get(title.lower(), "") for meaning, title in columns}
    return chosen | {name: mapping[name] for name in (*CHOICES, "currency") if name in mapping}


def _suggested(header: list[str]) -> dict[str, Any]:
    """What titles most likely mean: somebody looks at it before anything is read so."""
    found = suggested(header)
    chosen = {f"column_{meaning}": title for meaning, title in found.columns.items()}
    written = {"decimals": found.decimals, "dates": found.dates}
    named = [codes for name in MONEY if (codes := named_in(found.columns.get(name, "")))]
    if found.currency or any("USD" not in codes for codes in named):
        return chosen | written | {"currency": found.currency}
    return chosen | written


DATE: Final = "date"
LATER: Final = "later"
"""The button that keeps columns for later files alone."""
MEANING_NAMES: Final = {
    "date": _("Day or month"),
    "input": _("Input tokens"),
    "cache_read": _("Cached input tokens read"),
    "cache_write": _("Input tokens written to the cache"),
    "cache_write_1h": _("Of these, kept for an hour"),
    "output": _("Output tokens"),
    "billed": _("What was paid"),
    "list": _("What the list says it costs"),
    "reasoning": _("Reasoning tokens, inside the output"),
    "quantity": _("Tokens of one kind, where a column names the kind"),
    "calls": _("Calls"),
    "failed": _("Failed calls"),
    "units": _("Units of the work: tickets, documents, chats"),
    "model": _("Model"),
    "kind": _("Kind of token"),
    "lane": _("Batch or standard"),
    "currency": _("Currency"),
    "unit": _("Session or other unit"),
    "project": _("Project"),
    "key": _("Key"),
    "app": _("App"),
}
CHOICE_LABELS: Final = {
    "tokens_each": _("Tokens are counted"),
    "cached": _("Cached tokens stand"),
    "money_in": _("Money is in"),
    "decimals": _("Decimals are written with"),
    "dates": _("Dates are written"),
}
CHOICE_NAMES: Final = {
    "title": _("as the column's title says, else one by one"),
    "1": _("one by one"),
    "1000": _("in thousands"),
    "1000000": _("in millions"),
    "inside": _("inside the input tokens"),
    "beside": _("beside the input tokens"),
    "units": _("whole currency, such as dollars"),
    "cents": _("cents"),
    "thousands": _("thousands, such as k€"),
    "millions": _("millions"),
    "point": _("a point, 1,234.56"),
    "comma": _("a comma, 1.234,56"),
    "iso": _("2026-10-31"),
    "month_first": _("10/31/2026"),
    "day_first": _("31/10/2026 or 31.10.2026"),
    "months": _("2026-10, 10/2026, Oct 2026 or 01.10.2026: a row is a month"),
}
