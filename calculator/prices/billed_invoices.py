"""Where a last invoice comes from that nobody typed: the bill that a scenario's inputs were read in."""

from collections.abc import Mapping

from calculator.domain.typed_numbers.inputs import LAST_INVOICE
from calculator.models import Scenario
from calculator.prices.pricing import Priced
from calculator.prices.usage_sources import read_in_a_bill


def with_invoice(
    origins: Mapping[str, str], priced: Priced, before: Scenario | None, invoice: object
) -> dict[str, str]:
    """The origins of a scenario with that of its invoice; none of one that was typed.

    It stays for as long as the invoice of the scenario before does.
    """
    said = priced.measured.get(LAST_INVOICE, "")
    if not said and before is not None and before.last_invoice == invoice:
        said = before.origins.get(LAST_INVOICE, "")
    return {**origins, LAST_INVOICE: said} if said and invoice is not None else dict(origins)


def read_in(origins: Mapping[str, str]) -> str:
    """The bill that the last invoice was read in, in words; nothing where it was typed."""
    kind, _colon, key = origins.get(LAST_INVOICE, "").partition(":")
    return read_in_a_bill(kind, key) if kind else ""
