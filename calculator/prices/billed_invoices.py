"""Where a last invoice comes from that nobody typed: the bill that a scenario's inputs were read in."""

from collections.abc import Mapping
from decimal import Decimal

from calculator.domain.typed_numbers.inputs import LAST_INVOICE
from calculator.domain.workload_input import read_decimal
from calculator.models import Scenario
from calculator.prices.pricing import Priced
from calculator.prices.usage_sources import FROM_A_FILE, read_in_a_bill


def with_invoice(
    origins: Mapping[str, str], priced: Priced, before: Scenario | None, invoice: Decimal | None
) -> dict[str, str]:
    """The origins of a scenario with that of its invoice; none of one that was typed.

    It stays for as long as the invoice of the scenario before, or of the file that brought it, does.
    """
    said = priced.measured.get(LAST_INVOICE, "") or _from_a_file(priced, invoice)
    if not said and before is not None and before.last_invoice == invoice:
        said = before.origins.get(LAST_INVOICE, "")
    return {**origins, LAST_INVOICE: said} if said and invoice is not None else dict(origins)


def _from_a_file(priced: Priced, invoice: Decimal | None) -> str:
    amount, origin = priced.invoice_told
    told = read_decimal(amount)[0] if origin else None
    return f"{FROM_A_FILE}:{amount}:{origin}" if told is not None and told == invoice else ""


def read_in(origins: Mapping[str, str]) -> str:
    """The bill that the last invoice was read in, in words; nothing where it was typed."""
    kind, _colon, key = origins.get(LAST_INVOICE, "").partition(":")
    return read_in_a_bill(kind, key) if kind else ""
