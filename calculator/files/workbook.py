"""An estimate as a workbook: live formulas with their values; a changed input changes its total."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from calculator.domain.cost_lines import NOT_ENTERED, Estimate, Note
from calculator.domain.costs import estimate, numbers
from calculator.domain.fields import NESTED, NUMBERS, REPLACED_BY_STEPS, Field
from calculator.domain.formulas.bounds import told
from calculator.domain.labels import label_of
from calculator.domain.token_cost import FLAT, STEPS, Names
from calculator.domain.workload import Workload
from calculator.files import sheet_bounds as bounds
from calculator.files import sheet_checks as checks
from calculator.files import sheet_formulas as rules
from calculator.files.sheet_cells import (
    CHECK_ROW,
    COST_ROW,
    ENTERED_MONEY_FORMAT,
    FIRST_STEP_COLUMN,
    OUTCOMES,
    STEPS_SHEET,
    Column,
    Formats,
    across_steps,
    format_of,
    patterns,
    shown_as,
    step_values,
    value_of,
)
from calculator.files.sheet_invoice import write_invoice
from calculator.files.sheet_origins import write_origins
from calculator.files.sheet_remarks import absent
from calculator.files.sheet_remarks import remark as remark_of
from calculator.files.sheet_sentences import write_sentences
from calculator.files.sheet_shares import NEARLY_ALL, tell_nearly_all
from runrate.core.csv_safety import inert

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

FIRST_INPUT_ROW: Final = 5
INPUTS: Final = "Inputs"
COSTS: Final = "Costs"


def workbook(
    workload: Workload,
    origins: Mapping[str, str] | None = None,
    name: str = "",
    notes: tuple[Note, ...] = (),
    last_invoice: Decimal | None = None,
) -> bytes:
    """The file: a sheet of inputs, one of model steps if there are any, and the costs made of them."""
    from xlsxwriter import Workbook  # needed for this file alone

    target = BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    found = estimate(workload, notes)
    made = _Book(book, workload, found, origins or {}, Formats(book, patterns(workload, found)))
    title = str(inert(name or _("Costs of a %(unit)s") % {"unit": workload.unit_name}))
    made.write_inputs(title, last_invoice)
    if workload.steps:
        made.write_steps()
    made.write_costs()
    book.close()
    return target.getvalue()


@dataclass(slots=True)
class _Book:
    """One workbook while it is written; every formula goes in with the value our own engine has for it."""

    book: Any
    workload: Workload
    found: Estimate
    origins: Mapping[str, str]
    format: Formats

    @property
    def names(self) -> list[tuple[str, Field]]:
        """The inputs of the first sheet, row by row; what stands in the steps has no second place there."""
        own = range(1, len(self.workload.other_lines) + 1)
        elsewhere = REPLACED_BY_STEPS if self.workload.steps else frozenset()
        return [(field.name, field) for field in NUMBERS if field.name not in elsewhere] + [
            (f"other_lines.{number}.{name}", field)
            for number in own
            for name, field in NESTED["other_lines"].items()
        ]

    def at(self, name: str) -> str:
        """The cell of an input."""
        row = FIRST_INPUT_ROW + [each for each, _field in self.names].index(name)
        return f"{INPUTS}!$C${row}"

    def write_inputs(self, title: str, last_invoice: Decimal | None) -> None:
        sheet: Worksheet = self.book.add_worksheet(INPUTS)
        bold = self.format(bold=True)
        sheet.write_string("A1", title, self.format(bold=True, size=14))
        told = _("Change a value in column C; the sheet Costs follows. Dollars; shares in percent.")
        if self.workload.steps:
            told = _(
                "Change a value in column C, or one of a model step on the sheet Steps; "
                "the sheet Costs follows. Dollars; shares in percent."
            )
        sheet.write_string("A2", told)
        for column, head in enumerate((_("Field"), _("Input"), _("Value"), _("Origin"), _("Check"))):
            sheet.write_string(FIRST_INPUT_ROW - 2, column, head, bold)
        for place, (name, field) in enumerate(self.names):
            row = FIRST_INPUT_ROW - 1 + place
            sheet.write_string(row, 0, name)
            sheet.write_string(row, 1, label_of(name))
            self._write_value(sheet, row, 2, name, field)
            sheet.write_string(row, 3, self._origin(name))
            sheet.write_formula(row, 4, checks.beside(name, field, self.at, self.workload), None, "")
        below, look = FIRST_INPUT_ROW - 1 + len(self.names), self.format(ENTERED_MONEY_FORMAT)
        write_invoice(sheet, below, last_invoice, self.origins, look)
        for column, width in enumerate((28, 44, 16, 44, 44)):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(FIRST_INPUT_ROW - 1, 0)

    def write_steps(self) -> None:
        """A column for each model step: its inputs, then the way to what it costs for one unit."""
        sheet: Worksheet = self.book.add_worksheet(STEPS_SHEET)
        bold, fields = self.format(bold=True), list(NESTED["steps"].values())
        v = numbers(self.workload)
        sheet.write_string("A1", _("Model steps of one unit"), self.format(bold=True, size=14))
        for number, names in enumerate(STEPS[: len(self.workload.steps)], start=1):
            column = FIRST_STEP_COLUMN + number - 1
            sheet.write_string(2, column, _("Step %(number)s") % {"number": number}, bold)
            for place, field in enumerate(fields):
                row = 3 + place
                if number == 1:
                    sheet.write_string(CHECK_ROW - 1, 1, _("Check"), bold)
                    sheet.write_string(row, 0, field.name)
                    sheet.write_string(row, 1, label_of(f"steps.1.{field.name}").partition(": ")[2])
                self._write_value(sheet, row, column, f"steps.{number}.{field.name}", field)
            cells = Column(STEPS_SHEET, column, {field.name: 4 + place for place, field in enumerate(fields)})
            self._write_step(sheet, cells, 5 + len(fields), names, v, headed=number == 1)
            sheet.write_formula(CHECK_ROW - 1, column, checks.below(cells.at), None, "")
            last = max(cells.rows.values())
            write_origins(sheet, last + 2, number, self.workload, self.origins, bold)
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 44)
        sheet.set_column(FIRST_STEP_COLUMN, FIRST_STEP_COLUMN + len(self.workload.steps) - 1, 18)
        sheet.freeze_panes(3, 2)

    def _write_step(
        self,
        sheet: "Worksheet",
        cells: "Column",
        first: int,
        names: Names,
        v: Mapping[str, Fraction],
        *,
        headed: bool,
    ) -> None:
        flat = names is FLAT
        values = step_values(self.workload, names, v)
        keys = [row.key for row in rules.step_rows(cells.at, str, flat=flat)]
        cells.rows |= {f"={key}": first + place for place, key in enumerate(keys)}
        for row in rules.step_rows(cells.at, lambda key: cells.at(f"={key}"), flat=flat):
            place = cells.rows[f"={row.key}"] - 1
            if headed:
                sheet.write_string(place, cells.column - 1, row.label)
            formula = checks.unless_refused(row.formula) if flat else f"={row.formula}"
            look, value = self.format(shown_as(row.format, values[row.key])), float(values[row.key])
            sheet.write_formula(place, cells.column, formula, look, value)
            self._tell_nearly_all(sheet, place, cells.column, row.format)

    def write_costs(self) -> None:
        """From the units to the total, what follows from it, and the sentences of the day it was written."""
        sheet: Worksheet = self.book.add_worksheet(COSTS)
        sheet.write_string("A1", _("What it costs per month"), self.format(bold=True, size=14))
        last = FIRST_INPUT_ROW + len(self.names) - 1
        checked = [f"{INPUTS}!$E${FIRST_INPUT_ROW}:$E${last}"]
        if self.workload.steps:
            checked.append(across_steps(len(self.workload.steps), CHECK_ROW, CHECK_ROW))
        sheet.write_string("A2", _("Check"))
        sheet.write_formula(1, 1, checks.flag(checked), self.format(bold=True), "")
        cells = Column(COSTS, 1, {})
        row = self._write_lines(sheet, cells, self._write_way(sheet, cells) + 1)
        row = self._write_outcomes(sheet, cells, row)
        inputs = {self.at(name): value_of(self.workload, name, field) for name, field in self.names}
        write_sentences(sheet, cells.at, inputs, row + 1, self.workload, self.found, self.format(bold=True))
        sheet.set_column(0, 0, 48)
        sheet.set_column(1, 4, 18)
        sheet.activate()

    def _put(self, sheet: "Worksheet", cells: "Column", row: Any, formula: str, value: Any) -> None:
        """A labelled formula with the value it has; `row` is (place, key, label, format, bold)."""
        place, key, label, pattern, bold = row
        cells.rows[key] = place + 1
        sheet.write_string(place, 0, str(inert(label)), self.format(bold=bold))
        shown = "" if value is None else float(value)
        look = self.format(shown_as(pattern, value), bold=bold)
        sheet.write_formula(place, 1, f"={formula}", look, shown)
        self._tell_nearly_all(sheet, place, 1, pattern)

    def _write_way(self, sheet: "Worksheet", cells: "Column") -> int:
        """Units, the cost of an attempt and how many there are; the row after them."""
        found, at = self.found, self.at
        units = rules.either(at("units_per_month"), f"{at('units_per_day')}*{at('days_per_month')}")
        self._put(sheet, cells, (2, "units", label_of("units_per_month"), rules.COUNT_FORMAT, False), units,
                  found.units_per_month)  # fmt: skip
        row = 3
        if self.workload.steps:
            formula = f"SUM({across_steps(len(self.workload.steps), COST_ROW, COST_ROW)})"
        else:
            way = Column(COSTS, 1, {})
            way.inputs = self.at
            self._write_step(sheet, way, row + 1, FLAT, numbers(self.workload), headed=True)
            row += len(way.rows)
            formula = checks.unless_refused(rules.routed(at, way.at("=cost")))
        self._put(sheet, cells, (row, "attempt", _("One attempt"), rules.UNIT_FORMAT, False),
                  formula, found.token_cost_per_unit)  # fmt: skip
        self._put(sheet, cells, (row + 1, "repeats", _("Attempts after the first"), rules.COUNT_FORMAT,
                  False), rules.repeats(at), found.attempts_per_unit - 1)  # fmt: skip
        return row + 2

    def _write_lines(self, sheet: "Worksheet", cells: "Column", row: int) -> int:
        """Every line with its share, whether an AI vendor bills it, and whether anything was entered."""
        bold, found = self.format(bold=True), self.found
        for column, head in enumerate((_("Line"), _("Per month"), _("Share"), _("Remark"), _("Visible"))):
            sheet.write_string(row, column, head, bold)
        first, total_row, missing = row + 2, row + 2 + len(found.lines), {line.key for line in found.missing}
        formulas = rules.line_formulas(self.at, cells.at, len(self.workload.other_lines))
        for place, line in enumerate(found.lines):
            at_row = first + place
            remark, said = remark_of(line, found, self.workload, self.at, cells.at, self.origins)
            sheet.write_formula(at_row - 1, 3, f"={remark}", None, said)
            open_one = line.key in missing or (line.key == "errors" and not line.entered)
            blank = f'$D${at_row}="{absent("errors") if line.key == "errors" else _(NOT_ENTERED)}"'
            self._put(
                sheet, cells, (at_row - 1, f"{line.key}!", line.name, rules.MONEY_FORMAT, False),
                f'IF(OR({checks.REFUSED},{blank}),"",{formulas[line.key]})',
                None if open_one else line.monthly,
            )  # fmt: skip
            cells.numbers[line.key] = at_row
            part, look = (
                f'IF(OR({checks.REFUSED},{blank},$B${total_row}=0),"",B{at_row}/$B${total_row})',
                rules.FINE_SHARE,
            )
            value = "" if open_one or line.share is None else float(line.share)
            sheet.write_formula(at_row - 1, 2, f"={part}", self.format(look), value)
            self._tell_nearly_all(sheet, at_row - 1, 2, look)
            seen = rules.visible_of(self.at, line.key, visible=line.visible)
            sheet.write_formula(at_row - 1, 4, f"={seen}", None, _("yes") if line.visible else _("no"))
        lines = f"$B${first}:$B${total_row - 1}"
        summed = (total_row - 1, "total", _("Total per month"), rules.MONEY_FORMAT, True)
        self._put(sheet, cells, summed, checks.unless_refused(f"SUM({lines})"), found.total_monthly)
        least = checks.unless_refused(bounds.bound_of_total(self.at, first, total_row - 1))
        sheet.write_formula(total_row - 1, 3, least, bold, bounds.words_beside("total_monthly", found))
        seen = f'SUMIF($E${first}:$E${total_row - 1},"{_("yes")}",{lines})'
        above = (total_row, "visible", _("Above the waterline"), rules.MONEY_FORMAT, False)
        self._put(sheet, cells, above, checks.unless_refused(seen), found.visible)
        least = checks.unless_refused(bounds.bound_of_visible(first, total_row - 1))
        sheet.write_formula(total_row, 3, least, None, _("at least") if found.visible_too_low else "")
        return total_row + 1

    def _write_outcomes(self, sheet: "Worksheet", cells: "Column", row: int) -> int:
        cannot = bounds.out_of_reach(self.at, cells.at, len(self.workload.steps), self.found.notes)
        formulas, known = (rules.outcome_formulas(self.at, cells.at, each) for each in (cannot, "FALSE"))
        for place, (key, (label, pattern)) in enumerate(OUTCOMES.items()):
            self._put(sheet, cells, (row + place, key, _(label), pattern, False),
                      checks.unless_refused(formulas[key]),
                      told(key, self.found))  # fmt: skip
            beside = bounds.bound_beside(key, cells.at(key), f"$D${row - 1}", cannot, known[key])
            said, beside = bounds.words_beside(key, self.found), checks.unless_refused(beside)
            sheet.write_formula(row + place, 3, beside, None, said)
        return row + len(OUTCOMES)

    def _tell_nearly_all(self, sheet: "Worksheet", row: int, column: int, pattern: str) -> None:
        tell_nearly_all(sheet, row, column, pattern, self.format(NEARLY_ALL))

    def _write_value(self, sheet: "Worksheet", row: int, column: int, name: str, field: Field) -> None:
        """What was entered, or a default that is more than nothing; other cells stay empty."""
        value = value_of(self.workload, name, field)
        if isinstance(value, str):
            sheet.write_string(row, column, value)
        elif value is not None:
            sheet.write_number(row, column, float(value), self.format(format_of(field, value)))

    def _origin(self, name: str) -> str:
        if self.workload.given(name):
            return str(inert(self.origins.get(name, _("entered"))))
        return _("our default") if dict(self.names)[name].default else _(NOT_ENTERED)
