"""What the pages of an upload show: how far it is, what was understood, what it measures."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext as _

from calculator.domain.fields import field_of
from calculator.domain.labels import label_of, unit_of, worded, worded_short
from calculator.domain.workload_input import WorkloadErrors, parse_workload
from calculator.models import Scenario, UsageExport, UsageUpload
from calculator.prices.provenance import in_words
from calculator.prices.usage_sources import month_name, source_name
from calculator.scenarios.services import LONGEST_NAME
from calculator.uploads.bills import Bill
from calculator.uploads.choosing import Chosen, chosen_of, derived, rates_said, scale_of
from calculator.uploads.model_names import answers_for
from calculator.uploads.restated import twins_in
from calculator.uploads.taken_origins import origin_of
from calculator.uploads.taking import (
    MODEL_USE,
    Taken,
    compared,
    names_to_take,
    rounded,
    take,
    with_all_left_out,
)
from calculator.usage.analysis.bill import UsageLine, usage_money
from calculator.usage.analysis.bill_variance import adds_up
from calculator.usage.analysis.derived import BESIDE, Derived, Input, flat_as_derived, name_of
from calculator.usage.analysis.pairing import DISAGREE
from calculator.web.usage.access import own_bills
from calculator.web.usage.columns_page import read_with
from calculator.web.usage.days import days_context, units_a_month, units_from
from calculator.web.usage.invoices import invoice_of
from calculator.web.usage.join_views import files_of, joins_context, of_one_bill, rivals_in
from calculator.web.usage.pair_question import questions
from calculator.web.usage.steps_shown import in_the_way, step_in_words, times_list
from calculator.web.usage.understood import compared_in, line_in_words, paid, rows_counted, understood
from runrate.core.decimals import plain
from runrate.core.numbers import count

DIGITS_SHOWN: Final = 6
MOST_LINES: Final = 500
"""So many rows behind an input stand on one page."""


def detail_context(request: HttpRequest, upload: UsageUpload, bills: list[Bill]) -> dict[str, Any]:
    """An upload that was read: its exports, and what stands in the way of using them."""
    exports, chosen = list(upload.exports.all()), chosen_of(upload)
    return {
        "upload": upload,
        "checks": [each for bill in bills for each in compared_in(bill, chosen)],
        "rivals": rivals_in(request, upload, exports),
        "twins": twins_in(upload),
        **joins_context(request, upload, exports, bills),
        "sources": [(bill.source, source_name(bill.format)) for bill in bills],
        "chosen": chosen,
        **_of_exports(of_one_bill(request, upload, bills)),
        **_answered(upload, bills),
        **questions(bills),
    }


def _answered(upload: UsageUpload, bills: list[Bill]) -> dict[str, Any]:
    """What was said of it before: names of models, and columns of a table of one's own."""
    names = (name for bill in bills for name in bill.raw_models)
    return {"named": answers_for(upload, names), "read_with": read_with(upload)}


def _of_exports(exports: list[UsageExport]) -> dict[str, Any]:
    """What was understood of each, and what lay beside them."""
    return {
        "exports": [understood(each) for each in exports],
        "counted": [rows_counted(each) for each in exports],
        "not_read": [each for export in exports for each in export.summary.get("not_read", [])],
        "unusable": [each for each in exports if not each.usable],
    }


def bill_in(bills: list[Bill], asked: str | None) -> Bill | None:
    """The source that the address or the form names; else the first."""
    return next((bill for bill in bills if bill.source == asked), bills[0] if bills else None)


@dataclass(frozen=True, slots=True)
class Offer:
    """One measured input beside the scenario's; `parts` are the model steps of one that is several."""

    name: str
    label: str
    value: str
    unit: str
    today: str
    rows: int
    parts: tuple[str, ...] = ()
    inside: bool = False
    """Whether it is no input that the file tells: what it would be is inside the measured tokens."""
    of_list: str = ""
    """Whether it is a price of the list and not of the file, or how many times one."""


@dataclass(frozen=True)
class Measured:
    """What an upload measures, as it was chosen."""

    upload: UsageUpload
    bill: Bill
    chosen: Chosen
    found: Derived
    scenario: Scenario | None

    @property
    def base(self) -> Mapping[str, Any]:
        """The inputs that stand in the scenario today."""
        return self.scenario.inputs if self.scenario else {}

    def context(self) -> dict[str, Any]:
        billed = usage_money(self.found.parts)
        estimated, residuals = adds_up(self.found, compared(self.found), billed)
        return {
            "upload": self.upload,
            "files": files_of(self.bill, self.upload),
            "shown_mark": self.chosen.mark,
            "scenario": self.scenario,
            "offers": self.offers(),
            "notes": [*rates_said(self.chosen), *(n for n in self.found.notes if n not in self.odd_prices)],
            "odd_prices": self.odd_prices,
            "origin": in_words(origin_of(self.upload, self.bill, self.chosen.month), {}, self.chosen_day),
            "prices_from": source_name(self.bill.costs[0].format) if self.bill.costs else "",
            "part": self.chosen.part,
            "of_a_bill": self.found.is_a_bill,
            "month": self.month,
            **days_context(self.bill, self.chosen),
            "missing": [label_of(name) for name in self.found.missing if name not in self.asked],
            **in_the_way(self.found, self.errors, self.asked),
            "calls_each": self.calls_each(),
            "units_from": units_from(self.bill, self.chosen),
            "model": "" if self.base.get("input_price") or self.base.get("steps") else self.found.model,
            "estimated": "" if estimated is None else paid(estimated, "USD"),
            "billed": paid(billed, "USD") if billed else "",
            "invoiced": invoice_of(self.found, self.bill, self.chosen) is not None,
            "shared": DISAGREE in self.bill.doubts_on(self.chosen.choice),
            "by_a_tool": self.found.by_tool,
            "residuals": [
                (paid(each.amount, "USD"), each.reason)
                for each in residuals
                if _counts(each.amount) and not each.beside
            ],
            **self._beside_usage(),
        }

    @property
    def month(self) -> str:
        """The month of the money below, and of how many days it was scaled up."""
        if scale_of(self.bill, self.chosen) == 1:
            return month_name(self.chosen.month)
        return _("%(month)s, scaled up from a part of its days") % {"month": month_name(self.chosen.month)}

    @property
    def name(self) -> str:
        """What a new scenario of it is called."""
        named = _("%(source)s, %(month)s") % {
            "source": source_name(self.bill.format),
            "month": month_name(self.chosen.month),
        }
        sliced = ", ".join(self.chosen.slice.values())
        return (f"{sliced}: {named}" if sliced else named)[:LONGEST_NAME]

    def _beside_usage(self) -> dict[str, Any]:
        """Tax, credits and what else is no usage, each by name, and the whole bill with them."""
        parts = self.found.parts
        held = [(_(name), parts[key]) for key, name in BESIDE.items() if parts[key]]
        whole = sum(parts.values(), Fraction(0))
        return {
            "beside": [(name, paid(amount, "USD")) for name, amount in held],
            "whole": paid(whole, "USD") if held else "",
        }

    @property
    def chosen_day(self) -> Any:
        return self.upload.created_at.date()

    def offers(self) -> list[Offer]:
        now = flat_as_derived(self.base)
        if (units := units_a_month(self.scenario)) is not None:
            now.setdefault("units_per_month", plain(units))
        by_name = {name: Input(name, "0", ()) for name in self.found.none}
        by_name |= {each.name: each for each in self.found.inputs}
        return [
            self._model_use(now)
            if name == MODEL_USE
            else Offer(
                name,
                name_of(name),
                worded(name, rounded(by_name[name].value, DIGITS_SHOWN)),
                unit_of(name),
                worded(name, rounded(now[name], DIGITS_SHOWN)) if name in now else "–",
                len(self.lines(name)) if by_name[name].places else 0,
                inside=name in self.found.inside,
                of_list=times_list(self.found.of_list.get(name)),
            )
            for name in names_to_take(self.found, self.base)
        ]

    def _model_use(self, now: Mapping[str, str]) -> Offer:
        steps = tuple(
            step_in_words(step, f"steps.{at}.", self.found) for at, step in enumerate(self.found.steps, 1)
        )
        held = {name.split(".")[1] for name in now if name.startswith("steps.")}
        today = _("%(n)s model steps") % {"n": len(held)} if held else _("one model") if now else "–"
        value = _("%(n)s model steps") % {"n": len(steps)} if steps else _("one model")
        return Offer(
            MODEL_USE, _("Model calls with their prices"), value, "", today, len(self.lines(MODEL_USE)), steps
        )

    @cached_property
    def errors(self) -> dict[str, list[str]]:
        """What a scenario that takes all of it would still lack, by input."""
        names = names_to_take(self.found, self.base)
        try:
            taken = self.take(names)
            parse_workload(taken.priced().inputs)
        except WorkloadErrors as error:
            return error.errors
        return {}

    def take(self, names: Collection[str], *, over: bool = True) -> Taken:
        """The scenario with the named inputs in place of its own; else nothing but these."""
        base, origins = (self.base, self.scenario.origins) if over and self.scenario else ({}, {})
        taken = take(
            self.found, base, names, upload=self.upload, bill=self.bill, chosen=self.chosen, origins=origins
        )
        return with_all_left_out(taken, base, origins)

    @property
    def odd_prices(self) -> list[str]:
        """Prices far off the list, each with both numbers."""
        return [each.in_words() for each in self.found.odd_prices]

    @property
    def asked(self) -> list[str]:
        """Inputs that no line of the bill says and that an estimate needs: the page asks for them."""
        return [name for name in self.errors if (field := field_of(name)) is not None and field.is_number]

    def calls_each(self) -> str:
        """How many calls a unit took, where that is below one: then the unit is hardly the right one."""
        calls = next((each.value for each in self.found.inputs if each.name == "calls_per_unit"), None)
        if calls is None or Fraction(calls) >= 1:
            return ""
        return worded_short("calls_per_unit", Fraction(calls))

    def shown(self, name: str) -> list[dict[str, str]]:
        """The same in words, the first of very many."""
        return [line_in_words(line) for line in self.lines(name)[:MOST_LINES]]

    def cut(self, name: str) -> str:
        """That there are more lines than stand on the page; nothing where all do."""
        lines = len(self.lines(name))
        words = {"most": count(MOST_LINES), "n": count(lines)}
        return _("The first %(most)s of %(n)s sums.") % words if lines > MOST_LINES else ""

    def rates(self, name: str) -> list[str]:
        """At which rate the money of those lines became the dollars of the input."""
        return rates_said(self.chosen, {line.currency for line in self.lines(name) if line.billed})

    def lines(self, name: str) -> list[UsageLine]:
        """The kept lines that an input was calculated from; those of tokens for model calls together."""
        every = {line.place: line for line in self.bill.all_lines}
        for each in self.found.inputs:
            if each.name == name:
                return [every[place] for place in each.places if place in every]
        if name != MODEL_USE:
            return []
        choice = self.chosen.choice
        return [line for line in every.values() if choice.holds(line) and line.unit in {"token", "request"}]


def _counts(amount: Fraction) -> bool:
    """Whether an amount is more than what cutting numbers without an end leaves."""
    return abs(amount) >= Fraction(1, 10**9)


def measured_of(request: HttpRequest, upload: UsageUpload, scenario: Scenario | None) -> Measured | None:
    """What was chosen of an upload, calculated; None before anything was, or where it holds no longer.

    Raises UnmeasuredError, and NoRateError.
    """
    chosen = chosen_of(upload)
    bills = own_bills(request, upload)
    bill = next((each for each in bills if chosen and each.source == chosen.source), None)
    if chosen is None or bill is None or chosen.month not in bill.months:
        return None
    return Measured(upload, bill, chosen, derived(bill, chosen), scenario)
