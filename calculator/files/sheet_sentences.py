"""The sentences below a workbook's figures: of the day it was written, and whether they still hold."""

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from calculator.domain.cost_lines import Estimate
from calculator.domain.labels import label_of
from calculator.domain.verdict import verdict
from calculator.domain.workload import Workload
from calculator.files.sheet_cells import OUTCOMES
from runrate.core.csv_safety import inert

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet


def write_sentences(
    sheet: "Worksheet",
    at: Callable[[str], str],
    row: int,
    workload: Workload,
    found: Estimate,
    bold: "Format",
) -> None:
    """The verdict and what is said of the prices, each with the input it is about, from this row on.

    `at` is the cell of a figure by its key.
    """
    day = date_format(timezone.now().date(), "j M Y")
    head = _("As of writing, %(day)s. These sentences do not follow changes.") % {"day": day}
    sheet.write_string(row, 0, head, bold)
    holds, changed = _("yes"), _("no: inputs have changed since")
    sheet.write_string(row + 1, 0, _("Do they still hold?"), bold)
    written: dict[str, Fraction | None] = {"units": found.units_per_month, "total": found.total_monthly}
    written |= {key: getattr(found, key) for key in OUTCOMES}
    # A cell is a binary number, and the last digits of two programs differ.
    same = ",".join(
        f'{at(key)}=""'
        if value is None
        else f"ABS(N({at(key)})-{float(value)!r})<{max(abs(float(value)), 1) * 1e-9!r}"
        for key, value in written.items()
    )
    sheet.write_formula(row + 1, 1, f'=IF(AND({same}),"{holds}","{changed}")', bold, holds)
    notes = (f"{label_of(note.field)}: {note.message}" for note in found.notes)
    for place, said in enumerate((*verdict(workload, found), *notes), start=row + 2):
        sheet.write_string(place, 0, str(inert(said)))
