"""What a scenario's last invoice is once inputs of a bill are taken: only money that a vendor billed."""

from decimal import Decimal

from calculator.models import Scenario
from calculator.prices.usage_sources import SAMPLE
from calculator.uploads.choosing import scale_of
from calculator.uploads.taking import Taken
from calculator.usage.analysis.bill import usage_money
from calculator.web.scenario_forms import LARGEST_INVOICE
from calculator.web.usage.pages import Measured


def own_invoice(over: Scenario, measured: Measured, taken: Taken) -> Decimal | None:
    """The scenario's; in place of that of our made-up bill, with the tokens of one's own, what was billed."""
    from_sample = over.origins.get("input_tokens", "").startswith(f"{SAMPLE}:")
    own = "input_tokens" in taken.measured and not measured.upload.is_sample
    return invoice_of(measured) if from_sample and own else over.last_invoice


def invoice_of(measured: Measured) -> Decimal | None:
    """What a vendor billed for the part, to the cent; none of a month filled up or above what it can be."""
    paid = usage_money(measured.found.parts)
    if (
        measured.found.by_tool
        or scale_of(measured.bill, measured.chosen) != 1
        or not 0 < paid < LARGEST_INVOICE
    ):
        return None
    return round(Decimal(paid.numerator) / Decimal(paid.denominator), 2)
