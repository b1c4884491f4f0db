"""What programs are told of a bill and of an estimate against it: exact decimal strings by name."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, Final

from calculator.domain.workload_input import WorkloadErrors
from calculator.prices.usage_sources import measured, on_one_page, source_name, with_days
from calculator.usage.analysis.bill import Choice, UsageLine
from calculator.usage.analysis.bill_input import Bill
from calculator.usage.analysis.bill_variance import BillVariance, vendors_bill
from calculator.usage.analysis.derived import MONEY, Derived, Residual, has_more
from calculator.usage.analysis.ranges import daily_sums, ranges
from calculator.usage.analysis.variance import UNTOLD, Cause, PriceVolumeMix, Sold, Variance, price_volume_mix
from calculator.usage.analysis.variance_cents import bill_in_cents, in_cents
from calculator.usage.analysis.variance_words import behind, headline, not_compared, what_is_compared
from runrate.core.decimals import plain


def usage_answer(bill: Bill) -> dict[str, Any]:
    """What was understood of a bill and what may be chosen; inputs once month and units are known.

    Raises WorkloadErrors where money has no rate to dollars.
    """
    reading, summary = bill.reading, bill.summary
    return {
        "format": reading.format,
        "source": source_name(reading.format),
        **{name: summary[name] for name in ("period", "rows", "notes", "not_read")},
        "usable": bill.usable,
        "understood": [_understood(each) for each in (summary, bill.costs) if each is not None],
        "checks": [
            {
                "model": each.subject,
                "billed": plain(each.found),
                "at_list_prices": plain(each.expected),
                "passed": each.passed,
                "said": each.message,
            }
            for each in bill.checks
        ],
        "days": [
            {
                "month": month,
                "first": each.first.isoformat(),
                "last": each.last.isoformat(),
                "days": each.days,
                "of": each.of,
            }
            for month, each in sorted(bill.covers.items())
        ],
        "months": sorted({line.month for line in bill.lines}),
        "slices": _slices(bill.used),
        "models": sorted({line.model for line in bill.lines if line.model}),
        "currencies": sorted({line.currency for line in bill.lines if line.currency}),
        "units_seen": summary["units_seen"],
        "choice": None if bill.choice is None else _chosen(bill.choice),
        "doubts": [
            {
                "about": each.about,
                "model": each.model or None,
                "usage": list(each.usage),
                "cost": list(each.cost),
            }
            for each in bill.doubts
        ],
        "derived": _derived(bill),
    }


_UNDERSTOOD: Final = (
    "format", "version", "period", "rows", "set_aside", "refused", "usable", "columns_not_read", "not_told",
    "tokens", "shares", "calls", "failed", "units_seen", "money", "notes", "not_read",
)  # fmt: skip


def _understood(summary: Mapping[str, Any]) -> dict[str, Any]:
    """What the page says of one file: every row, read or not and why, and what its sums are."""
    found = {name: summary[name] for name in _UNDERSTOOD}
    return {"source": source_name(summary["format"]), **found, "models": summary["models"]}


def _slices(lines: Iterable[UsageLine]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for line in lines:
        for name, value in line.slice.items():
            found.setdefault(name, set()).add(value)
    return {name: sorted(values) for name, values in sorted(found.items())}


def _chosen(choice: Choice) -> dict[str, Any]:
    models = None if choice.models is None else sorted(choice.models)
    return {"month": choice.month, "slice": dict(choice.slice), "models": models}


def _derived(bill: Bill) -> dict[str, Any] | None:
    derived, choice = bill.derived, bill.choice
    if derived is None or choice is None:
        return None
    cover = bill.covers.get(choice.month)
    origin = measured(bill.reading.format, with_days(choice.month, cover.numbers if cover else ""))
    refused: Mapping[str, list[str]] = {}
    cost: Fraction | None = None
    try:
        workload = bill.workload()
        cost = None if workload is None else vendors_bill(workload)
    except WorkloadErrors as error:
        refused = error.errors
    return {
        "origin": on_one_page(origin) if has_more(bill.summary["notes"]) else origin,
        "workload": derived.with_models(),
        "inputs": [
            {"name": each.name, "value": each.value, "lines": list(each.places)} for each in derived.inputs
        ],
        "missing": list(derived.missing),
        "refused": dict(refused),
        "assumed": sorted(derived.assumed),
        "times_list": {name: plain(factor) for name, factor in sorted(derived.of_list.items())},
        "notes": list(derived.notes),
        "price_factor": _plain(derived.price_factor),
        "parts": _amounts(derived.parts),
        "basis": derived.basis,
        "usage_cost": _plain(cost),
        "residuals": [] if cost is None else _residuals(derived.with_own_line().residuals(cost)),
        "ranges": _ranges(bill, choice, derived),
    }


def _ranges(bill: Bill, choice: Choice, derived: Derived) -> dict[str, dict[str, Any]]:
    calls = next((each.value for each in derived.inputs if each.name == "calls_per_unit"), "1")
    found = ranges(daily_sums(bill.summary["days"]), choice, Fraction(calls))
    return {
        name: {
            "low": plain(each.low),
            "likely": plain(each.likely),
            "high": plain(each.high),
            "days": each.days,
        }
        for name, each in found.items()
    }


def variance_answer(
    found: BillVariance,
    before: Mapping[str, Sold],
    after: Mapping[str, Sold],
    beside: Iterable[str] = (),
) -> dict[str, Any]:
    """Causes both ways, largest first, and all that the bill comes to beside usage.

    `beside` is what else has to be said of the two: their volumes, days, rates.
    """
    variance = found.variance
    estimated, actual = plain(variance.estimated), plain(variance.actual)
    difference = plain(Fraction(actual) - Fraction(estimated))
    return {
        "estimated": estimated,
        "actual": actual,
        "difference": difference,
        "unexplained_difference": plain(_unexplained(variance)),
        "agrees": variance.agrees,
        "agrees_by": variance.agrees_by or None,
        "basis": found.basis,
        "compared": what_is_compared(found),
        "said": [*headline(variance, found.basis, by_tool=found.by_tool), *not_compared(found), *beside],
        "causes": _adding_up(
            [_cause(each, found) for each in variance.largest_first() or _any(variance.causes)], difference
        ),
        "one_after_another": _adding_up(
            [
                {"key": each.key, "name": each.name, "amount": plain(each.amount)}
                for each in variance.in_order
            ],
            difference,
        ),
        "price_volume_mix": _three(None if found.basis == MONEY else price_volume_mix(before, after)),
        "parts": _amounts(found.parts),
        **_whole_bill(found, actual),
        "not_compared": [
            {"name": name, "amount": plain(amount), "side": side}
            for side, lines in (("estimate", found.not_compared), ("actual", found.beside_actual))
            for name, amount in lines
        ],
        "in_cents": _in_cents(found),
    }


def _unexplained(variance: Variance) -> Fraction:
    """What no cause explains of the difference: of money alone all beyond the volume."""
    return sum((each.amount for each in variance.causes if each.key == UNTOLD), Fraction(0))


def _any(causes: Iterable[Cause]) -> list[Cause]:
    """Causes of a difference that nobody can see: then the smallest are told too."""
    return [each for each in causes if each.amount]


def _whole_bill(found: BillVariance, actual: str) -> dict[str, Any]:
    """What stands beside usage, so that all of it adds up to the total as it is printed.

    What is unexplained takes what cutting the others left; where nothing is, the largest of them does.
    """
    total, apart = plain(found.total), _residuals(found.apart)
    beside = Fraction(total) - Fraction(actual)
    if not found.unexplained:
        apart = _adding_up(apart, plain(beside))
        return {"apart": apart, "total": total, "unexplained": "0"}
    left = beside - sum((Fraction(each["amount"]) for each in apart), Fraction(0))
    return {"apart": apart, "total": total, "unexplained": plain(left)}


def _in_cents(found: BillVariance) -> dict[str, Any]:
    ends, bill = in_cents(found.variance), bill_in_cents(found)
    return {
        "estimated": plain(ends.estimated),
        "actual": plain(ends.actual),
        "difference": plain(ends.difference),
        "causes": [
            {"key": each.key, "name": each.name, "amount": plain(each.amount)} for each in ends.causes
        ],
        "apart": [{"reason": reason, "amount": plain(amount)} for reason, amount in bill.apart],
        "unexplained": plain(bill.unexplained),
        "total": plain(bill.total),
    }


def _cause(cause: Cause, found: BillVariance) -> dict[str, Any]:
    changes = found.changes.get(cause.key, ())
    return {
        "key": cause.key,
        "name": cause.name,
        "amount": plain(cause.amount),
        "said": behind(cause.key, found),
        "inputs": [
            {"name": each.name, "estimated": _plain(each.estimated), "actual": _plain(each.actual)}
            for each in changes
        ],
    }


def _adding_up(causes: list[dict[str, Any]], whole: str) -> list[dict[str, Any]]:
    """With amounts that add up to the whole to the digit: the largest takes what cutting the others left."""
    printed = [Fraction(each["amount"]) for each in causes]
    if printed:
        largest = max(range(len(printed)), key=lambda place: abs(printed[place]))
        left = Fraction(whole) - sum(printed)
        causes[largest] |= {"amount": plain(printed[largest] + left)}
    return causes


def _three(found: PriceVolumeMix | None) -> dict[str, str] | None:
    """From before to after; as printed, the three add up to what lies between."""
    if found is None:
        return None
    before, after = plain(found.before), plain(found.after)
    named = [{"name": name, "amount": plain(getattr(found, name))} for name in ("volume", "mix", "price")]
    parts = _adding_up(named, plain(Fraction(after) - Fraction(before)))
    return {"before": before, "after": after} | {each["name"]: each["amount"] for each in parts}


def _residuals(found: Iterable[Residual]) -> list[dict[str, Any]]:
    return [{"key": each.key, "amount": plain(each.amount), "reason": each.reason} for each in found]


def _amounts(parts: Mapping[str, Fraction]) -> dict[str, str]:
    """As printed they add up to their sum as it is printed, also where numbers without an end are cut."""
    named = [{"name": name, "amount": plain(amount)} for name, amount in parts.items()]
    found = _adding_up(named, plain(sum(parts.values(), Fraction(0))))
    return {each["name"]: each["amount"] for each in found}


def _plain(value: Fraction | None) -> str | None:
    return None if value is None else plain(value)
