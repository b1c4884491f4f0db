"""An estimate as a workbook whose formulas are alive: change an input there and its total follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from calculator.domain.cost_lines import LINE_FIELDS, LINES, PER_UNIT_LINES, line_name
from calculator.domain.labels import LABELS
from calculator.domain.workload import NUMBERS, Workload
from runrate.core.csv_safety import inert

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FIRST_INPUT_ROW: Final = 5
FIRST_LINE_ROW: Final = 17
MONEY_FORMAT: Final = '"$"#,##0.00'
UNIT_FORMAT: Final = '"$"#,##0.0000'
SHARE_FORMAT: Final = "0.0%"
STEP_KEYS: Final = (
    "units",
    "long",
    "price_in",
    "price_out",
    "fresh",
    "cached",
    "main",
    "routed",
    "attempt",
    "repeats",
)
INPUTS: Final = "Inputs"
COSTS: Final = "Costs"


@dataclass(frozen=True, slots=True)
class Step:
    """One named figure between the inputs and the lines."""

    key: str
    label: str
    formula: str
    format: str = "General"


def workbook(workload: Workload, origins: Mapping[str, str] | None = None, name: str = "") -> bytes:
    """The file: a sheet of inputs, and one of lines worked out from it by the spreadsheet itself."""
    from openpyxl import Workbook  # a fifth of a second to import, and needed for this file alone

    book = Workbook()
    inputs = book.active
    assert inputs is not None  # noqa: S101  # a new workbook always has its first sheet
    inputs.title = INPUTS
    _write_inputs(inputs, workload, origins or {}, name)
    _write_costs(book.create_sheet(COSTS), workload)
    book.active = 1
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _write_inputs(sheet: "Worksheet", workload: Workload, origins: Mapping[str, str], name: str) -> None:
    from openpyxl.styles import Font  # see above

    title = name or _("Costs of a %(unit)s") % {"unit": workload.unit_name}
    sheet["A1"] = str(inert(title))
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A2"] = _(
        "Change a value in column C; the sheet Costs follows. Money in US dollars, shares from 0 to 1."
    )
    for column, title in zip("ABCD", (_("Field"), _("Input"), _("Value"), _("Origin")), strict=True):
        sheet[f"{column}4"] = title
        sheet[f"{column}4"].font = Font(bold=True)
    for place, field in enumerate(NUMBERS):
        row = FIRST_INPUT_ROW + place
        value = workload.value(field.name)
        sheet[f"A{row}"] = field.name
        sheet[f"B{row}"] = LABELS[field.name].text
        if value is not None:
            sheet[f"C{row}"] = _number(value)
        entered = workload.given(field.name)
        default = _("our default") if value is not None else _("not entered")
        sheet[f"D{row}"] = str(inert(origins.get(field.name, _("entered")))) if entered else default
    sheet.column_dimensions["A"].width = 28
    sheet.column_dimensions["B"].width = 40
    sheet.column_dimensions["C"].width = 16
    sheet.column_dimensions["D"].width = 40
    sheet.freeze_panes = "A5"


def _number(value: Decimal) -> int | float | Decimal:
    return int(value) if value == value.to_integral_value() else value


def _write_costs(sheet: "Worksheet", workload: Workload) -> None:
    from openpyxl.styles import Font  # see above

    sheet["A1"] = _("What it costs a month")
    sheet["A1"].font = Font(bold=True, size=14)
    for place, step in enumerate(_steps()):
        row = 3 + place
        sheet[f"A{row}"], sheet[f"B{row}"] = step.label, f"={step.formula}"
        sheet[f"B{row}"].number_format = step.format
    header = FIRST_LINE_ROW - 1
    for column, title in zip("ABCD", (_("Line"), _("A month"), _("Share"), _("Remark")), strict=True):
        sheet[f"{column}{header}"] = title
        sheet[f"{column}{header}"].font = Font(bold=True)
    formulas = _line_formulas()
    total_row = FIRST_LINE_ROW + len(LINES)
    for place, key in enumerate(LINES):
        row = FIRST_LINE_ROW + place
        sheet[f"A{row}"] = line_name(key)
        sheet[f"B{row}"] = f"={formulas[key]}"
        sheet[f"B{row}"].number_format = MONEY_FORMAT
        sheet[f"C{row}"] = f"=IF(B{total_row}=0,0,B{row}/B{total_row})"
        sheet[f"C{row}"].number_format = SHARE_FORMAT
        if not any(workload.given(name) for name in LINE_FIELDS[key]):
            sheet[f"D{row}"] = _("not entered")
    _write_totals(sheet, total_row)
    sheet.column_dimensions["A"].width = 44
    sheet.column_dimensions["B"].width = 20


def _write_totals(sheet: "Worksheet", total_row: int) -> None:
    from openpyxl.styles import Font  # see above

    units, accepted = _row_of("units"), f"{_row_of('units')}*{_at('acceptance_rate')}"
    last = total_row - 1
    rows = (
        (_("Total a month"), f"SUM(B{FIRST_LINE_ROW}:B{last})", MONEY_FORMAT),
        (_("Total a year"), f"12*B{total_row}", MONEY_FORMAT),
        (_("Cost of a unit"), f"IF({units}=0,0,B{total_row}/{units})", UNIT_FORMAT),
        (_("Cost of an accepted unit"), f"IF({accepted}=0,0,B{total_row}/({accepted}))", UNIT_FORMAT),
        (
            _("Tokens, above the waterline"),
            f"IF(B{total_row}=0,0,B{FIRST_LINE_ROW}/B{total_row})",
            SHARE_FORMAT,
        ),
    )
    for place, (label, formula, number_format) in enumerate(rows):
        row = total_row + place
        sheet[f"A{row}"], sheet[f"B{row}"] = label, f"={formula}"
        sheet[f"A{row}"].font = Font(bold=place == 0)
        sheet[f"B{row}"].font = Font(bold=place == 0)
        sheet[f"B{row}"].number_format = number_format


def _at(name: str) -> str:
    """The cell of an input."""
    return f"{INPUTS}!$C${FIRST_INPUT_ROW + [field.name for field in NUMBERS].index(name)}"


def _or(name: str, otherwise: str) -> str:
    """An input that may be empty, and what stands in for it."""
    return f"IF(ISNUMBER({_at(name)}),{_at(name)},{otherwise})"


def _row_of(key: str) -> str:
    return f"$B${3 + STEP_KEYS.index(key)}"


def _steps() -> tuple[Step, ...]:
    """The way from the inputs to the cost of one attempt, a cell for each step."""
    a = _at
    long = f"IF(ISNUMBER({a('long_context_threshold')}),"
    long += f"IF({a('input_tokens')}/{a('calls_per_unit')}>{a('long_context_threshold')},1,0),0)"
    is_long = f"{_row_of('long')}=1"
    price_in, fresh, cached = _row_of("price_in"), _row_of("fresh"), _row_of("cached")
    read, write = a("cache_read_share"), a("cache_write_share")
    tokens_in, tokens_out = a("input_tokens"), a("output_tokens")
    share = a("routed_share")
    factor = f"(1-{a('batch_share')}*(1-{a('batch_factor')}))"
    cache_factor = f"(1-{a('batch_share')}*(1-{_or('batch_cache_factor', a('batch_factor'))}))"
    read_price, write_price = (
        f"IF(AND({is_long},ISNUMBER({a(f'long_context_{name}')})),"
        f"{a(f'long_context_{name}')},{_or(name, price_in)})"
        for name in ("cache_read_price", "cache_write_price")
    )
    rate, most = a("retry_rate"), a("max_retries")
    return (
        Step(
            "units",
            LABELS["units_per_month"].text,
            _or("units_per_month", f"{a('units_per_day')}*{a('days_per_month')}"),
        ),
        Step("long", _("Calls above the long-context threshold (1 is yes)"), long),
        Step(
            "price_in",
            _("Input price in force"),
            f"IF({is_long},{a('long_context_input_price')},{a('input_price')})",
            UNIT_FORMAT,
        ),
        Step(
            "price_out",
            _("Output price in force"),
            f"IF({is_long},{a('long_context_output_price')},{a('output_price')})",
            UNIT_FORMAT,
        ),
        Step(
            "fresh",
            _("Price of an input token, the part sent anew"),
            f"(1-{read}-{write})*{price_in}",
            UNIT_FORMAT,
        ),
        Step(
            "cached",
            _("Price of an input token, the cached part"),
            f"{read}*{read_price}+{write}*{write_price}",
            UNIT_FORMAT,
        ),
        Step(
            "main",
            _("One attempt by the main model"),
            f"(({tokens_in}*{fresh}+{tokens_out}*{_row_of('price_out')})*{factor}"
            f"+{tokens_in}*{cached}*{cache_factor})/1000000",
            UNIT_FORMAT,
        ),
        Step(
            "routed",
            _("One attempt by the cheaper model"),
            f"({tokens_in}*{_or('routed_input_price', '0')}+{tokens_out}*{_or('routed_output_price', '0')})"
            f"/1000000*{factor}",
            UNIT_FORMAT,
        ),
        Step(
            "attempt",
            _("One attempt"),
            f"(1-{share})*{_row_of('main')}+{share}*{_row_of('routed')}",
            UNIT_FORMAT,
        ),
        Step(
            "repeats",
            _("Attempts after the first"),
            f"IF({rate}=0,0,IF({rate}=1,{most},{rate}*(1-{rate}^{most})/(1-{rate})))",
        ),
    )


def _line_formulas() -> dict[str, str]:
    """Each line as the cost model words it; rounding first keeps binary noise from starting a block."""
    a, units = _at, _row_of("units")
    reviewed = f"{units}*{a('review_rate')}"
    staffed = f"ROUNDUP(ROUND({reviewed}/{a('reviews_per_reviewer')},9),0)*{a('reviewer_monthly_cost')}"
    by_minute = f"{reviewed}*{a('review_minutes')}/60*{a('reviewer_hourly_cost')}"
    step = a("infrastructure_step_units")
    blocks = f"ROUNDUP(ROUND({units}/{step},9),0)*{a('infrastructure_step_monthly')}"
    return {
        "tokens": f"{units}*{_row_of('attempt')}",
        "retries": f"{units}*{_row_of('attempt')}*{_row_of('repeats')}",
        **{key: f"{a(f'{key}_monthly')}+{a(f'{key}_per_unit')}*{units}" for key in PER_UNIT_LINES},
        "human_review": f"IF(ISNUMBER({a('reviews_per_reviewer')}),{staffed},{by_minute})",
        "infrastructure": f"{a('infrastructure_monthly')}+IF(ISNUMBER({step}),{blocks},0)",
        "upkeep": a("upkeep_monthly"),
        "build": f"{a('build_cost')}/{a('build_months')}",
    }
