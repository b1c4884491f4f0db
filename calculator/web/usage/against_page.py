"""What the page of an estimate against a bill shows: the gap in words, as a picture and as a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from calculator.domain.fields import REPLACED_BY_STEPS
from calculator.prices.usage_sources import month_name, source_name
from calculator.uploads.against import measured_workload
from calculator.uploads.taking import MODEL_USE, grouped, names_to_take
from calculator.usage.analysis.bill_variance import BillVariance, against_bill
from calculator.usage.analysis.variance import Cause, Change
from calculator.usage.analysis.variance_words import behind, headline
from calculator.usage.analysis.waterfall import NARROW, signed, waterfall
from calculator.web.usage.pages import Measured
from runrate.core.numbers import money


@dataclass(frozen=True, slots=True)
class CauseRow:
    """One cause, and the measured inputs that its button takes; none where the bill measured none of it."""

    name: str
    amount: str
    behind: str
    takes: tuple[str, ...]


def against_context(measured: Measured) -> dict[str, Any]:
    """For the template; without `variance` where no scenario is there or its estimate cannot be compared."""
    scenario = measured.scenario
    shown: dict[str, Any] = {
        "upload": measured.upload,
        "scenario": scenario,
        "source": source_name(measured.bill.format),
        "month": month_name(measured.chosen.month),
    }
    actual = measured_workload(measured.found, measured.base)
    if scenario is None or actual is None:
        return shown
    found = against_bill(scenario.workload(), actual, measured.found)
    return shown | variance_context(found) | {"rows": list(_rows(measured, found))}


def variance_context(found: BillVariance) -> dict[str, Any]:
    """A variance as templates draw it, whatever page they are on."""
    return {
        "variance": found.variance,
        "said": headline(found.variance),
        "chart": waterfall(found.variance),
        "narrow_chart": waterfall(found.variance, NARROW),
        "in_order": [(each.name, signed(each.amount)) for each in found.variance.in_order],
        "estimated": money(found.variance.estimated),
        "billed": money(found.variance.actual),
        "apart": [(each.reason, signed(each.amount)) for each in found.apart if each.key != "rounding"],
        "unexplained": signed(found.unexplained),
        "total": money(found.total),
    }


def _rows(measured: Measured, found: BillVariance) -> Iterable[CauseRow]:
    for cause in found.variance.largest_first():
        changes = found.changes.get(cause.key, ())
        yield CauseRow(
            cause.name,
            signed(cause.amount),
            behind(changes),
            _takes(measured, cause, changes),
        )


def _takes(measured: Measured, cause: Cause, changes: Iterable[Change]) -> tuple[str, ...]:
    """Which measured inputs stand behind a cause; those of model calls go together where there are steps."""
    offered = names_to_take(measured.found, measured.base)
    names = {each.name for each in changes}
    if grouped(measured.found, measured.base) and (
        names & REPLACED_BY_STEPS or any(name.startswith("steps.") for name in names)
    ):
        names.add(MODEL_USE)
    return tuple(name for name in offered if name in names)
