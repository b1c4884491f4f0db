"""A scenario's estimate against a bill: the measured workload where it is whole, and what is kept of both."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from calculator.domain.workload import Workload
from calculator.domain.workload_input import WorkloadErrors, parse_workload
from calculator.models import Scenario, UsageUpload
from calculator.models.usage import UploadState
from calculator.uploads.bills import Bill, bills_of
from calculator.uploads.choosing import Chosen, NoUnitsError, chosen_of, derived
from calculator.usage.analysis.bill import NoRateError
from calculator.usage.analysis.bill_variance import BillVariance, against_bill
from calculator.usage.analysis.derived import Derived


@dataclass(frozen=True, slots=True)
class Against:
    """What was measured of a scenario's month."""

    bill: Bill
    chosen: Chosen
    found: Derived
    actual: Workload

    def variance(self, estimated: Workload, invoice: Fraction | None = None) -> BillVariance:
        return against_bill(estimated, self.actual, self.found, invoice)


def measured_workload(found: Derived, estimated: Mapping[str, Any]) -> Workload | None:
    """The workload of the measured inputs; what no line can say is as it was estimated, so no cause.

    None where even with that there is no price or no volume.
    """
    inputs = found.as_workload()
    kept = {name: estimated[name] for name in found.missing if name in estimated and name not in inputs}
    try:
        return parse_workload(inputs if found.steps else kept | inputs)
    except WorkloadErrors:
        return None


def newest_against(scenario: Scenario) -> Against | None:
    """The bill that was last chosen for a scenario, by its owner; None without one that holds still."""
    if scenario.owner is None:
        return None
    read = {"owner": scenario.owner, "scenario": scenario, "is_sample": False, "state": UploadState.READ}
    upload = UsageUpload.objects.filter(**read).order_by("-created_at", "-pk").first()
    chosen = chosen_of(upload) if upload else None
    if upload is None or chosen is None:
        return None
    bills = bills_of(upload, user=scenario.owner, aliases=chosen.aliases)
    bill = next((each for each in bills if each.source == chosen.source), None)
    if bill is None or chosen.month not in bill.months:
        return None
    try:
        found = derived(bill, chosen)
    except (NoUnitsError, NoRateError):
        return None
    actual = measured_workload(found, scenario.inputs)
    return None if actual is None else Against(bill, chosen, found, actual)
