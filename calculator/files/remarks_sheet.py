"""The sheet of a workbook that says what has to be said about the figures, as words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from calculator.domain.cost_lines import Note
from calculator.domain.labels import label_of
from runrate.core.csv_safety import inert

if TYPE_CHECKING:
    from openpyxl import Workbook


def write_remarks(book: "Workbook", notes: Sequence[Note]) -> None:
    """One row a note with the input it is about; no sheet where there is nothing to say."""
    if not notes:
        return
    from openpyxl.styles import Alignment, Font  # slow to import, and needed for this file alone

    sheet = book.create_sheet(_("Remarks"))
    for column, title in zip("AB", (_("Input"), _("Remark")), strict=True):
        sheet[f"{column}1"] = title
        sheet[f"{column}1"].font = Font(bold=True)
    for row, note in enumerate(notes, start=2):
        sheet[f"A{row}"] = str(inert(label_of(note.field)))
        sheet[f"B{row}"] = str(inert(note.message))
        for column in "AB":
            sheet[f"{column}{row}"].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 40
    sheet.column_dimensions["B"].width = 90
