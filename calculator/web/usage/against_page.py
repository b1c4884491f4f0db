"""What the page of an estimate against a bill shows: the gap in words, as a picture and as a table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from calculator.domain.fields import REPLACED_BY_STEPS
from calculator.domain.labels import label_of, worded
from calculator.prices.usage_sources import MEASURED, SAMPLE, month_name, source_name
from calculator.uploads.against import measured_workload, not_compared_because
from calculator.uploads.bills import Bill
from calculator.uploads.choosing import (
    Chosen,
    days_are_open,
    other_days,
    proxies,
    rates_said,
    said_of_the_export,
    scale_of,
    units_of,
)
from calculator.uploads.cover import said_of_days
from calculator.uploads.taking import MODEL_USE, grouped, names_to_take
from calculator.usage.analysis.bill_variance import BillVariance, against_bill
from calculator.usage.analysis.steps.paired import Change
from calculator.usage.analysis.variance import TOGETHER, Cause
from calculator.usage.analysis.variance_cents import bill_in_cents, in_cents, of_volumes, order_in_cents
from calculator.usage.analysis.variance_words import (
    behind,
    end_of,
    headline,
    not_compared,
    outgrown,
    what_is_compared,
)
from calculator.usage.analysis.waterfall import NARROW, signed, waterfall
from calculator.web.usage.days import OPEN, days_context, units_a_month, units_from
from calculator.web.usage.pages import Measured
from runrate.core.numbers import money
from runrate.core.text import listed


@dataclass(frozen=True, slots=True)
class CauseRow:
    """One cause, and the measured inputs that its button takes; none where the bill measured none of it."""

    name: str
    amount: str
    behind: str
    takes: tuple[str, ...]
    with_retries: bool = False
    """Whether the button sets the retry rate to 0 too, because the tokens hold the retries."""


def against_context(measured: Measured) -> dict[str, Any]:
    """For the template; without `variance` where no scenario is there or its estimate cannot be compared."""
    scenario, of_a_bill = measured.scenario, measured.found.is_a_bill
    shown: dict[str, Any] = {
        "upload": measured.upload,
        "shown_mark": measured.chosen.mark,
        "scenario": scenario,
        "source": _source(measured),
        "month": measured.month,
        "part": measured.chosen.part,
        **days_context(measured.bill, measured.chosen),
        "units_said": " ".join(_of_the_file(measured.bill, measured.chosen, of_a_bill=of_a_bill)),
        "heading": _("Estimate against bill") if of_a_bill else _("Estimate against usage"),
        "volume": "" if (units := units_a_month(scenario)) is None else worded("units_per_month", units),
    }
    actual = measured_workload(measured.found, measured.base)
    if scenario is None:
        return shown
    if days_are_open(measured.bill, measured.chosen):
        return shown | {"reasons": [(_("Days of the file"), OPEN)]}
    if actual is None:
        reasons = not_compared_because(measured.found, measured.base)
        return shown | {
            "nowhere": [label_of(name) for name, said in reasons.items() if not said],
            "reasons": [(label_of(name), " ".join(said)) for name, said in reasons.items() if said],
        }
    shown["of_this_bill"] = listed(_of_this_bill(measured, scenario.origins))
    found = against_bill(scenario.workload(), actual, measured.found)
    volumes = of_volumes(found, scenario.workload(), actual)
    return shown | variance_context(found, volumes) | {"rows": list(_rows(measured, found))}


def _of_this_bill(measured: Measured, origins: Mapping[str, Any]) -> list[str]:
    """Inputs that were read in a bill of this source and month: no gap to this one can be theirs."""
    formats = {each.format for each in measured.bill.exports}
    known = tuple(
        f"{kind}:{format}:{measured.chosen.month}" for kind in (MEASURED, SAMPLE) for format in formats
    )
    named = (label_of(name) for name, origin in origins.items() if str(origin).startswith(known))
    return list(dict.fromkeys(named))


def _source(measured: Measured) -> str:
    """What the bill is, and that it is made up where it is our sample."""
    said = source_name(measured.bill.format)
    return _("%(said)s, of a made-up sample") % {"said": said} if measured.upload.is_sample else said


def units_said(bill: Bill, chosen: Chosen, *, of_a_bill: bool = True) -> str:
    """For how many units the bill stands and how that is known; what no vendor billed is called usage."""
    units, scale = units_of(bill, chosen), scale_of(bill, chosen)
    words = {"n": worded("units_per_month", units * scale), "month": month_name(chosen.month)}
    if scale != 1:
        said = _("The usage covers %(n)s units in %(month)s: %(from)s.")
        if of_a_bill:
            said = _("The bill covers %(n)s units in %(month)s: %(from)s.")
        return said % {**words, "from": units_from(bill, chosen)}
    counted = next((each for each in proxies(bill, chosen.choice) if each.name == chosen.units_by), None)
    if counted is None:
        said = _("The usage covers %(n)s units in %(month)s: the number you entered for it.")
        if of_a_bill:
            said = _("The bill covers %(n)s units in %(month)s: the number you entered for it.")
        return said % words
    said = _("The usage covers %(n)s units in %(month)s, counted in the file: %(what)s.")
    if of_a_bill:
        said = _("The bill covers %(n)s units in %(month)s, counted in the file: %(what)s.")
    return said % {**words, "what": counted.title}


def _of_the_file(bill: Bill, chosen: Chosen, *, of_a_bill: bool) -> list[str]:
    """What has to be known of the bill before its gap is read."""
    apart = (*other_days(bill), *said_of_days(bill, chosen.month))
    said = units_said(bill, chosen, of_a_bill=of_a_bill)
    return [said, *apart, *said_of_the_export(bill), *rates_said(chosen)]


def variance_context(found: BillVariance, volumes: Iterable[str] = ()) -> dict[str, Any]:
    """A variance as templates draw it, whatever page they are on; all of it adds up as it is printed."""
    ends, bill = in_cents(found.variance), bill_in_cents(found)
    return {
        "variance": found.variance,
        "said": (
            *headline(found.variance, found.basis, by_tool=found.by_tool),
            *not_compared(found),
            *volumes,
        ),
        "outgrown": outgrown(found.variance),
        "has_bill": found.has_bill,
        "by_tool": found.by_tool,
        "end": end_of(found.basis, by_tool=found.by_tool),
        "compared": what_is_compared(found),
        "chart": waterfall(found.variance, basis=found.basis, by_tool=found.by_tool),
        "narrow_chart": waterfall(found.variance, NARROW, found.basis, by_tool=found.by_tool),
        "in_order": [(each.name, signed(each.amount)) for each in order_in_cents(found.variance)],
        "estimated": money(ends.estimated),
        "billed": money(bill.usage),
        "apart": [(reason, signed(amount)) for reason, amount in bill.apart],
        "unexplained": signed(bill.unexplained),
        "total": money(bill.total),
    }


def _rows(measured: Measured, found: BillVariance) -> Iterable[CauseRow]:
    for cause in in_cents(found.variance).causes:
        changes = found.changes.get(cause.key, ())
        yield CauseRow(
            cause.name,
            signed(cause.amount),
            behind(cause.key, found),
            _takes(measured, cause, changes),
            with_retries=cause.key == TOGETHER,
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
