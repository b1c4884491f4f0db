"""From what was typed, or stands in an address, to a workload with its prices."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext

from calculator.domain.labels import label_of
from calculator.domain.presets import BY_KEY as PRESETS
from calculator.domain.presets import FIRST as FIRST_PRESET
from calculator.domain.workload import BY_NAME, PRICE_TABLE_FIELDS, TYPED_PRICES, Kind, Workload
from calculator.domain.workload_input import NOT_A_NUMBER, WorkloadErrors, parse_workload, read_decimal
from calculator.prices.lookup import Priced, price_inputs
from runrate.core.decimals import plain
from runrate.core.json_input import BodyError, read_object
from runrate.core.text import clean

NAMES: Final = (*BY_NAME, *PRICE_TABLE_FIELDS)
SCRATCH: Final = "none"
"""In place of an example's key: start with nothing filled in."""
LAST_INVOICE: Final = "last_invoice"
WORKLOAD_NAME: Final = "workload_name"
"""The name by which an assessment and a scenario are about the same thing; it costs nothing."""
PRICED_BY_A_MODEL: Final = (*TYPED_PRICES, "batch_factor", "batch_cache_factor", "priced_on")
"""What a model of the table brings along, so that nothing of another model stays behind."""
LARGEST_INVOICE: Final = 10**15
LONGEST_SCENARIO_NAME: Final = 120
MOST_ERRORS: Final = 20
"""Of thousands of faults in one file the first will do."""
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?", re.ASCII)
_PERCENT = re.compile(r"(\d{1,15}(?:\.\d{0,15})?)\s*%", re.ASCII)


class WorkloadForm:
    """A workload as a person types it; an address without any input shows an example."""

    workload: Workload
    priced: Priced

    def __init__(self, typed: Mapping[str, str], *, today: date | None = None) -> None:
        self.today = today
        preset = typed.get("preset", "")
        self.typed = {name: typed[name] for name in NAMES if name in typed}
        self.invoice_typed = typed.get(LAST_INVOICE, "").strip()
        self.preset = preset if preset in PRESETS else ""
        self.from_scratch = preset == SCRATCH
        self.scenario_id = _uuid(typed.get("scenario", ""))
        self.workload_name = clean(typed.get(WORKLOAD_NAME, "")).strip()[:LONGEST_SCENARIO_NAME]
        if not self.typed and not self.from_scratch:
            self.preset = self.preset or FIRST_PRESET.key
            self.typed = PRESETS[self.preset].workload.as_json()

    @cached_property
    def inputs(self) -> dict[str, str]:
        """What was typed, in the contract's spelling; empty means absent."""
        return {name: text for name, raw in self.typed.items() if (text := _spelled(name, raw))}

    @cached_property
    def last_invoice(self) -> Decimal | None:
        """What the vendor billed last month; it explains an estimate and is no input of it."""
        number, _message = read_decimal(_spelled("build_cost", self.invoice_typed))
        return round(number, 2) if number is not None and 0 <= number < LARGEST_INVOICE else None

    @cached_property
    def errors(self) -> dict[str, list[str]]:
        """What is wrong, by field; empty when there is a workload."""
        try:
            self.priced = price_inputs(self.inputs, self.today)
            self.workload = parse_workload(self.priced.inputs)
        except WorkloadErrors as found:
            return found.errors
        if self.invoice_typed and self.last_invoice is None:
            return {LAST_INVOICE: [gettext(NOT_A_NUMBER)]}
        return {}

    def is_valid(self) -> bool:
        """Whether `workload` and `priced` are there to be used."""
        return not self.errors

    @property
    def waits(self) -> bool:
        """Whether somebody who started empty has got nothing wrong and only not everything yet."""
        return self.from_scratch and not any(name in self.inputs for name in self.errors)

    @property
    def mistakes(self) -> dict[str, list[str]]:
        """The errors to be shown at their fields."""
        return {} if self.waits else self.errors

    def summary(self) -> list[tuple[str, str, list[str], bool]]:
        """Every error with the input it belongs to, in the order of the page, and whether that was typed."""
        names = sorted(self.errors, key=lambda name: NAMES.index(name) if name in NAMES else -1)
        return [
            (
                name,
                label_of(name),
                self.errors[name],
                bool(self.typed.get(name)),
            )
            for name in names
        ]

    @property
    def has_blanks(self) -> bool:
        """Whether the address carries empty inputs, as a browser sends them."""
        return len(self.inputs) < len(self.typed)

    @property
    def start(self) -> str:
        """What it was started from: an example's key, nothing filled in, or an address."""
        return SCRATCH if self.from_scratch else self.preset

    @property
    def kept(self) -> dict[str, str]:
        """All that an address or another form has to carry of it, and nothing that says nothing."""
        beside = {
            "preset": self.start,
            "scenario": str(self.scenario_id or ""),
            WORKLOAD_NAME: self.workload_name,
            LAST_INVOICE: self.invoice_typed,
        }
        return {name: text for name, text in beside.items() if text} | self.inputs

    @cached_property
    def address(self) -> str:
        """The query string that is this scenario."""
        return urlencode(self.kept)

    def address_with_model(self, reference: str, day: date) -> str:
        """The same scenario priced by a model of the table on a day, instead of by typed prices."""
        kept = {name: text for name, text in self.kept.items() if name not in PRICED_BY_A_MODEL}
        return urlencode({**kept, "model": reference, "priced_on": day.isoformat()})


class ImportForm:
    """A workload as JSON, pasted or as a file, read by the same rules as the command line and the API."""

    WHOLE: Final = "workload"

    @classmethod
    def refused(cls, pasted: str, errors: Mapping[str, list[str]]) -> "ImportForm":
        """As it was when it was refused; the file that may have been the reason is no longer there."""
        form = cls(pasted, None)
        form.errors = list(errors.get(cls.WHOLE, []))
        return form

    def __init__(self, pasted: str, uploaded: bytes | None) -> None:
        self.pasted = pasted
        self.errors: list[str] = []
        self.address = ""
        try:
            found = read_object(uploaded or pasted.encode(errors="replace"))
            parse_workload(price_inputs(found).inputs)
        except BodyError as error:
            self.errors = [str(error)]
        except WorkloadErrors as error:
            every = [f"{clean(name)}: {said}" for name, all_said in error.errors.items() for said in all_said]
            self.errors = every[:MOST_ERRORS] + (
                [gettext("And more like these.")] if every[MOST_ERRORS:] else []
            )
        else:
            self.address = urlencode({name: str(value) for name, value in found.items() if value is not None})


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text[:64])
    except ValueError:
        return None


def _spelled(name: str, raw: str) -> str:
    """Typing habits that are not numbers: a dollar sign, thousands apart, a percent sign."""
    text = raw.strip()
    field = BY_NAME.get(name)
    if field is None or field.kind is Kind.TEXT:
        return text
    text = text.removeprefix("$").strip()
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    percent = _PERCENT.fullmatch(text)
    if percent is not None and field.kind is Kind.SHARE:
        return plain(Decimal(percent[1]) / 100)
    return text
