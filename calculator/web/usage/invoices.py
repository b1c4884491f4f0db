"""What a scenario's last invoice is once inputs of a bill are taken: only money that a vendor billed."""

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from calculator.domain.typed_numbers.inputs import LAST_INVOICE
from calculator.models import Scenario
from calculator.prices.usage_sources import BILLED, SAMPLE
from calculator.uploads.bills import Bill
from calculator.uploads.choosing import Chosen, scale_of
from calculator.uploads.rates import rated
from calculator.uploads.taken_origins import origin_of
from calculator.uploads.taking import Taken
from calculator.usage.analysis.bill import usage_money
from calculator.usage.analysis.derived import Derived
from calculator.web.scenario_forms import LARGEST_INVOICE

if TYPE_CHECKING:
    from calculator.web.usage.pages import Measured

PAID: Final = "input_price"
"""What comes out of the same money as an invoice, and out of the same file."""


def invoice_after(over: Scenario | None, measured: "Measured", taken: Taken) -> Decimal | None:
    """The scenario's; in place of that of our made-up bill, or of none, what was billed.

    A scenario of made-up tokens has its own invoice only once it has taken tokens of one's own.
    """
    if over is not None and _keeps_its_own(over, measured, taken):
        return over.last_invoice
    return invoice_of(measured.found, measured.bill, measured.chosen)


def billed_after(over: Scenario | None, measured: "Measured", taken: Taken) -> dict[str, str]:
    """The origin of the invoice that a bill puts there; nothing where the scenario's own stays."""
    if over is not None and _keeps_its_own(over, measured, taken):
        return {}
    return billed_in(measured)


def billed_in(measured: "Measured") -> dict[str, str]:
    """The origin of what the bill has as an invoice, with the rates by which it is dollars."""
    found, bill, chosen = measured.found, measured.bill, measured.chosen
    if invoice_of(found, bill, chosen) is None:
        return {}
    said = origin_of(measured.upload, bill, chosen.month, PAID).partition(":")[2]
    said = f"{BILLED}:{said}" + (f":{SAMPLE}" if measured.upload.is_sample else "")
    return {LAST_INVOICE: rated(said, LAST_INVOICE, found, bill, chosen)}


def _keeps_its_own(over: Scenario, measured: "Measured", taken: Taken) -> bool:
    from_sample = over.origins.get("input_tokens", "").startswith(f"{SAMPLE}:")
    return not (from_sample and "input_tokens" in taken.measured and not measured.upload.is_sample)


def invoice_of(found: Derived, bill: Bill, chosen: Chosen) -> Decimal | None:
    """What a vendor billed for the part, to the cent; none of a month scaled up or above what it can be."""
    paid = usage_money(found.parts)
    if found.by_tool or scale_of(bill, chosen) != 1 or not 0 < paid < LARGEST_INVOICE:
        return None
    return round(Decimal(paid.numerator) / Decimal(paid.denominator), 2)
