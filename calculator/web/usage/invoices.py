"""What a scenario's last invoice is once inputs of a bill are taken: only money that a vendor billed."""

from decimal import Decimal
from typing import TYPE_CHECKING

from calculator.models import Scenario
from calculator.prices.usage_sources import SAMPLE
from calculator.uploads.bills import Bill
from calculator.uploads.choosing import Chosen, scale_of
from calculator.uploads.taking import Taken
from calculator.usage.analysis.bill import usage_money
from calculator.usage.analysis.derived import Derived
from calculator.web.scenario_forms import LARGEST_INVOICE

if TYPE_CHECKING:
    from calculator.web.usage.pages import Measured


def invoice_after(over: Scenario | None, measured: "Measured", taken: Taken) -> Decimal | None:
    """The scenario's; in place of that of our made-up bill, or of none, what was billed.

    A scenario of made-up tokens has its own invoice only once it has taken tokens of one's own.
    """
    if over is not None:
        from_sample = over.origins.get("input_tokens", "").startswith(f"{SAMPLE}:")
        own = "input_tokens" in taken.measured and not measured.upload.is_sample
        if not (from_sample and own):
            return over.last_invoice
    return invoice_of(measured.found, measured.bill, measured.chosen)


def invoice_of(found: Derived, bill: Bill, chosen: Chosen) -> Decimal | None:
    """What a vendor billed for the part, to the cent; none of a month filled up or above what it can be."""
    paid = usage_money(found.parts)
    if found.by_tool or scale_of(bill, chosen) != 1 or not 0 < paid < LARGEST_INVOICE:
        return None
    return round(Decimal(paid.numerator) / Decimal(paid.denominator), 2)
