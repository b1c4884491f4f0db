"""The vendor's last invoice in a workbook: a row below the inputs, with where it is from."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from calculator.domain.labels import owners_label
from calculator.domain.typed_numbers.inputs import LAST_INVOICE
from runrate.core.csv_safety import inert

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet


def write_invoice(
    sheet: "Worksheet", row: int, invoice: Decimal | None, origins: Mapping[str, str], look: "Format"
) -> None:
    """As the table of a CSV has it; no cost follows from it, so nothing is checked beside it."""
    if invoice is None:
        return
    sheet.write_string(row, 0, LAST_INVOICE)
    sheet.write_string(row, 1, owners_label(LAST_INVOICE))
    sheet.write_number(row, 2, float(invoice), look)
    sheet.write_string(row, 3, str(inert(origins.get(LAST_INVOICE) or _("entered"))))
