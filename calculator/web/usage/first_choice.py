"""What the form that chooses a part of a bill begins with."""

from typing import Any

from calculator.domain.workload_input import WorkloadErrors
from calculator.models import UsageUpload
from calculator.uploads import choosing, samples
from calculator.uploads.bills import Bill
from calculator.uploads.choosing import SEEN, TYPED
from calculator.uploads.cover import cover_of
from calculator.usage.analysis.bill import Choice
from calculator.usage.formats.own_columns import NAME as OWN_COLUMNS
from runrate.core.decimals import plain


def initial_of(upload: UsageUpload, bill: Bill) -> dict[str, Any]:
    """As it was chosen before; else the last month, and the units of the scenario it is for."""
    chosen = choosing.chosen_of(upload)
    if chosen is None or chosen.source != bill.source:
        month = bill.months[-1] if bill.months else ""
        units_by = SEEN if _tells_units(bill) else TYPED
        return {"month": month, "units_by": units_by, "units": _units_of(upload, bill, month)}
    rates = {f"rate_{name}": each["rate"] for name, each in chosen.rates.items()}
    days = {f"rate_on_{name}": each["on"] for name, each in chosen.rates.items()}
    [key, value] = next(iter(chosen.slice.items()), ("", ""))
    # Units of other days are named beside the box and never stand in it for these.
    units = "" if choosing.typed_for_other_days(bill, chosen) else chosen.units
    beside = {"month": chosen.month, "models": list(chosen.models), "units": units}
    return beside | rates | days | {"units_by": chosen.units_by, "slice": f"{key}={value}" if key else ""}


def _tells_units(bill: Bill) -> bool:
    """Whether a table of one's own has a column of units."""
    whole = Choice(bill.months[-1] if bill.months else "")
    return bill.format == OWN_COLUMNS and bill.units_seen(whole) is not None


def _units_of(upload: UsageUpload, bill: Bill, month: str) -> str:
    """The sample's own; else those per month of the scenario that a bill of a whole month was given for."""
    if upload.is_sample:
        return str(samples.UNITS)
    if upload.scenario is None or (month and cover_of(bill, month) is not None):
        return ""
    try:
        return plain(upload.scenario.estimate().units_per_month)
    except WorkloadErrors:
        return ""
