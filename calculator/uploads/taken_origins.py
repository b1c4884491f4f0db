"""What each input that was taken out of a bill says of itself, as a scenario keeps it."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from calculator.domain.fields import TYPED_PRICES
from calculator.domain.workload_input import flat_from
from calculator.models import UsageUpload
from calculator.prices.usage_sources import (
    ASSUMED,
    FILLED,
    INSIDE,
    MEASURED,
    NOTHING,
    ONLY,
    PAGE,
    SAMPLE,
    TYPED_FOR_DAYS,
    with_days,
)
from calculator.uploads.bills import Bill
from calculator.uploads.choosing import SCALED, TYPED, Chosen, days_said
from calculator.uploads.cover import cover_of
from calculator.uploads.rates import listed_origin, rated
from calculator.usage.analysis.derived import Derived, has_more

_OF_A_MONTH: Final = frozenset(
    {"units_per_month", "infrastructure_monthly", "capacity_hours", "seat_monthly"}
)
"""What a few days do not measure: scaled up to a month it is an estimate."""
_OF_THE_COST: Final = frozenset({*TYPED_PRICES, "batch_factor"})
"""Inputs that come out of the money of a bill: where that is a file of its own, they are from there."""
_SEARCHES: Final = frozenset({"searches", "searches_per_unit"})
"""So are these where the usage counts none."""


def days_in(bill: Bill, month: str) -> str:
    """The month as an origin names it: with its days where the bill has not all of them."""
    cover = cover_of(bill, month)
    return with_days(month, cover.numbers if cover else "")


def origin_of(upload: UsageUpload, bill: Bill, month: str, name: str = "", filled: str = "") -> str:
    """The origin of an input that was read out of a bill, as a scenario keeps it.

    Prices are from the file that has the money, where usage and cost are two, and so are searches that the
    other does not count. Days are named where they are
    not the whole month, but for what was `filled` up to one: that says of how many.
    """
    part, month = name.rpartition(".")[2], month if filled else days_in(bill, month)
    from_cost = bill.costs and (
        part in _OF_THE_COST or (part in _SEARCHES and not _searches(bill, month[: len("2026-10")]))
    )
    format = bill.costs[0].format if from_cost else bill.format
    page = f":{PAGE}" if any(has_more(each.notes) for each in bill.exports) else ""
    return f"{SAMPLE if upload.is_sample else MEASURED}:{format}:{month}{filled}{page}"


def _searches(bill: Bill, month: str) -> bool:
    """Whether the usage of a month counts any."""
    return any(line.unit == "search" and line.quantity and line.month == month for line in bill.usage_lines)


def nothing_origin(upload: UsageUpload, bill: Bill, month: str, why: str) -> str:
    """The origin of a 0 that nothing was paid or used for."""
    said = f"{NOTHING}:{bill.format}:{month}" + (f":{why}" if why else "")
    return f"{said}:{SAMPLE}" if upload.is_sample else said


def origins_of(
    found: Derived,
    upload: UsageUpload,
    bill: Bill,
    chosen: Chosen,
    put: Mapping[str, Any],
    nothing: Collection[str],
) -> dict[str, str]:
    """What each input taken says of itself. Nobody measured typed units or a month of few days.

    `nothing` are those that became 0 because there is nothing to them, of one model; steps have their own.
    """
    cover, filled = cover_of(bill, chosen.month), days_said(bill, chosen) == SCALED
    month = days_in(bill, chosen.month)
    names = [name for name in flat_from(put) if name != "units_per_month" or chosen.units_by != TYPED]
    said = {name: origin_of(upload, bill, chosen.month, name) for name in names}
    said |= {
        name: listed_origin(upload, bill, month, factor)
        for name, factor in found.of_list.items()
        if name in said
    }
    if cover is not None:
        days = f":{FILLED if filled else ONLY}:{cover.days}:{cover.of}"
        of_month = [name for name in names if name in _OF_A_MONTH]
        said |= {name: origin_of(upload, bill, chosen.month, name, days) for name in of_month}
        if filled and "units_per_month" in put and chosen.units_by == TYPED:
            said["units_per_month"] = f"{TYPED_FOR_DAYS}:{bill.format}:{chosen.month}{days}"
    within = f"{INSIDE}:{bill.format}:{month}" + (f":{SAMPLE}" if upload.is_sample else "")
    said |= {name: rated(said[name], name, found, bill, chosen) for name in names}
    said |= {name: f"{ASSUMED}:calls" for name in names if name in found.assumed}
    told = {name: found.of_nothing[name] for name in (*names, *nothing) if name in found.of_nothing}
    said |= {name: nothing_origin(upload, bill, month, why) for name, why in told.items()}
    return said | {name: within for name in names if name in found.inside}
