"""Where the inputs of a model step come from, below its column of a workbook, and its model above."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from calculator.domain.fields import NESTED
from calculator.domain.labels import label_of
from calculator.domain.workload import Workload
from calculator.files.sheet_cells import FIRST_STEP_COLUMN
from runrate.core.csv_safety import inert

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MODEL: Final = "model"
"""What a step's model is called among the origins: `steps.2.model`."""


def write_origins(
    sheet: "Worksheet",
    first: int,
    number: int,
    workload: Workload,
    origins: Mapping[str, str],
    bold: "Format",
) -> None:
    """Of the step with that number, from the row `first` on."""
    steps, column = range(1, len(workload.steps) + 1), FIRST_STEP_COLUMN + number - 1
    models = {each: origins.get(f"steps.{each}.{MODEL}", "") for each in steps}
    if any(models.values()):
        sheet.write_string(1, FIRST_STEP_COLUMN - 1, _("Model"), bold)
        sheet.write_string(1, column, str(inert(models[number])))
    sheet.write_string(first - 1, FIRST_STEP_COLUMN - 1, _("Origin"), bold)
    named = [
        field.name
        for field in NESTED["steps"].values()
        if any(workload.given(f"steps.{each}.{field.name}") for each in steps)
    ]
    for place, name in enumerate(named):
        sheet.write_string(first + place, 1, label_of(f"steps.{number}.{name}").partition(": ")[2])
        if workload.given(f"steps.{number}.{name}"):
            said = origins.get(f"steps.{number}.{name}", _("entered"))
            sheet.write_string(first + place, column, str(inert(said)))
