"""The sentences below a workbook's figures: of the day it was written, and whether they still hold."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from calculator.domain.cost_lines import Estimate
from calculator.domain.formulas.bounds import told
from calculator.domain.further_answers import not_included
from calculator.domain.labels import label_of
from calculator.domain.verdict import verdict
from calculator.domain.workload import Workload
from calculator.files.sheet_cells import OUTCOMES
from runrate.core.csv_safety import inert
from runrate.core.decimals import Exact

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet


def write_sentences(
    sheet: "Worksheet",
    at: Callable[[str], str],
    inputs: Mapping[str, str | Decimal | None],
    row: int,
    workload: Workload,
    found: Estimate,
    bold: "Format",
) -> None:
    """The verdict and what is said of the prices, each with the input it is about, from this row on.

    `at` is the cell of a figure by its key; `inputs` are the cells of inputs with what was written into them.
    Inputs are watched as well as figures: one that moves no figure of today may move a volume that a
    sentence names. Those of a model step move what one attempt costs.
    """
    day = date_format(timezone.now().date(), "j F Y")
    head = _("As of writing, %(day)s. These sentences do not follow changes.") % {"day": day}
    sheet.write_string(row, 0, head, bold)
    holds, changed = _("yes"), _("no: inputs have changed since")
    sheet.write_string(row + 1, 0, _("Do these sentences still hold?"), bold)
    written: dict[str, Fraction | int | None] = {"units": found.units_per_month, "total": found.total_monthly}
    written |= {"attempt": found.token_cost_per_unit, **{key: told(key, found) for key in OUTCOMES}}
    watched: dict[str, str | Exact | None] = {**{at(key): value for key, value in written.items()}, **inputs}
    same = ",".join(_is_still(cell, value) for cell, value in watched.items())
    sheet.write_formula(row + 1, 1, f'=IF(IFERROR(AND({same}),FALSE),"{holds}","{changed}")', bold, holds)
    notes = (f"{label_of(note.field)}: {note.message}" for note in found.notes)
    said_of_all = (*verdict(workload, found), *notes, not_included(found))
    for place, said in enumerate(said_of_all, start=row + 2):
        sheet.write_string(place, 0, str(inert(said)))


def _is_still(cell: str, value: str | Exact | None) -> str:
    """Whether a cell holds what was written into it; the last digits of two programs differ."""
    if value is None or isinstance(value, str):
        return f'{cell}="{(value or "").replace(chr(34), chr(34) * 2)}"'
    number = float(value)
    return f"ABS(N({cell})-{number!r})<{max(abs(number), 1) * 1e-9!r}"
