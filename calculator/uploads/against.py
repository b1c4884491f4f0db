"""A scenario's estimate against a bill: the measured workload where it is whole, and what is kept of both."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final

from calculator.domain.workload import Workload
from calculator.domain.workload_input import WorkloadErrors, flat_from, parse_workload
from calculator.models import Scenario, UploadState, UsageUpload, UsageUploadQuerySet
from calculator.prices.pricing import price_inputs
from calculator.prices.usage_sources import MEASURED, SAMPLE, whole_month
from calculator.uploads.bills import Bill, bills_of
from calculator.uploads.choosing import Chosen, NoUnitsError, chosen_of, days_are_open, derived
from calculator.usage.analysis.bill import NoRateError, in_dollars, parts_of, usage_money
from calculator.usage.analysis.bill import chosen as held_lines
from calculator.usage.analysis.bill_variance import BillVariance, against_bill, of_other_lines
from calculator.usage.analysis.derived import MONEY, Derived

_TOLD: Final = frozenset({MEASURED, SAMPLE})
MOST_LOOKED_AT: Final = 5
"""Of the uploads that may be meant the newest are tried; reading one takes its sums out of the database."""


@dataclass(frozen=True, slots=True)
class Against:
    """What was measured of a scenario's month."""

    upload: UsageUpload
    bill: Bill
    chosen: Chosen
    found: Derived
    actual: Workload
    among: int = 1
    """How many bills of a month it may be: nothing tells which of them measured the scenario."""

    def variance(self, estimated: Workload, invoice: Fraction | None = None) -> BillVariance:
        return against_bill(estimated, self.actual, self.found, invoice)

    def months(self) -> dict[str, Fraction]:
        """Dollars of usage by month for the chosen part, as far as the bill holds each; of no bill none."""
        if not self.found.has_bill or self.found.by_tool:
            return {}
        return {month: self._usage_of(month) for month in self.bill.months}

    def _usage_of(self, month: str) -> Fraction:
        """Without what stands in other inputs than those that are compared, as the bill beside it."""
        elsewhere = self.found.elsewhere
        beside = of_other_lines(elsewhere) if self.found.basis == MONEY else elsewhere
        parts = self._parts_of(month)
        return usage_money(parts) - sum((parts[part] for part in beside), Fraction(0))

    def _parts_of(self, month: str) -> Mapping[str, Fraction]:
        if month == self.chosen.month:
            return self.found.parts
        choice = replace(self.chosen.choice, month=month)
        lines = held_lines(self.bill.lines_for(choice), choice)
        return parts_of(in_dollars(lines, self.chosen.rate_of))


def measured_workload(found: Derived, estimated: Mapping[str, Any]) -> Workload | None:
    """The workload of the measured inputs; what no line can say is as it was estimated, so no cause.

    None where even with that there is no price or no volume.
    """
    try:
        return parse_workload(price_inputs(found.beside(estimated)).inputs)
    except WorkloadErrors:
        return None


def not_compared_because(found: Derived, estimated: Mapping[str, Any]) -> dict[str, list[str]]:
    """Why the measured inputs are no workload, by input, and nothing of one that is nowhere; none for one."""
    inputs = found.beside(estimated)
    try:
        parse_workload(price_inputs(inputs).inputs)
    except WorkloadErrors as error:
        there = flat_from(inputs)
        return {name: said if there.get(name) else [] for name, said in error.errors.items()}
    return {}


def newest_against(scenario: Scenario) -> Against | None:
    """The bill of a scenario, by its owner: the last one taken into it or given for it, else the one of the
    month that its measured inputs name; None without one that holds still.

    A scenario that was saved before its owner signed in, or copied, has but its measured inputs to say its
    bill: of several of one month it is the one that measures the most of them as they stand in the scenario.
    """
    if scenario.owner is None:
        return None
    read = {"owner": scenario.owner, "state": UploadState.READ}
    own = UsageUpload.objects.filter(**read).order_by("-created_at", "-pk")
    for upload in own.filter(scenario=scenario)[:MOST_LOOKED_AT]:
        if found := against_upload(scenario, upload):
            return found
    return next(filter(None, (_likeliest(scenario, each) for each in _of_months(own, scenario))), None)


def _of_months(own: UsageUploadQuerySet, scenario: Scenario) -> Iterator[list[UsageUpload]]:
    for (kind, format, month), _inputs in _named(scenario).most_common():
        same = own.filter(is_sample=kind == SAMPLE, exports__format=format, choice__month=month)
        yield list(same.exclude(scenario=scenario).distinct()[:MOST_LOOKED_AT])


def _likeliest(scenario: Scenario, uploads: list[UsageUpload]) -> Against | None:
    """The one that measured the scenario; the newest, and of how many, where several may have."""
    found = [each for upload in uploads if (each := against_upload(scenario, upload))]
    if not found:
        return None
    alike = [_as_measured(scenario, each.found) for each in found]
    best = [each for each, inputs in zip(found, alike, strict=True) if inputs == max(alike)]
    return replace(best[0], among=len(best))


def _as_measured(scenario: Scenario, found: Derived) -> int:
    """How many of a scenario's measured inputs are as a bill measures them."""
    now, then = flat_from(scenario.inputs), flat_from(found.as_workload())
    measured = [name for name, origin in scenario.origins.items() if origin.partition(":")[0] in _TOLD]
    return sum(1 for name in measured if name in then and now.get(name) == then[name])


def _named(scenario: Scenario) -> Counter[tuple[str, str, str]]:
    """Which exports and months the origins of measured inputs name, and of how many inputs."""
    parts = (f"{origin}::".split(":")[:3] for origin in scenario.origins.values())
    return Counter((kind, format, whole_month(month)) for kind, format, month in parts if kind in _TOLD)


def against_upload(scenario: Scenario, upload: UsageUpload) -> Against | None:
    """What an upload measures of a scenario, as its owner chose; None where that does not hold any more."""
    chosen = chosen_of(upload)
    if scenario.owner is None or chosen is None:
        return None
    bills = bills_of(upload, user=scenario.owner, aliases=chosen.aliases)
    bill = next((each for each in bills if each.source == chosen.source), None)
    if bill is None or chosen.month not in bill.months or days_are_open(bill, chosen):
        return None
    try:
        found = derived(bill, chosen)
    except (NoUnitsError, NoRateError):
        return None
    actual = measured_workload(found, scenario.inputs)
    return None if actual is None else Against(upload, bill, chosen, found, actual)
