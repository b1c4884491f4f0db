"""Where the figures of a workbook stand, what they are called, and what our own engine has for them."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from calculator.domain.cost_lines import Estimate
from calculator.domain.costs import numbers
from calculator.domain.fields import NESTED, Field, Kind
from calculator.domain.formulas.attempt import short_calls
from calculator.domain.token_cost import FLAT, PER_FEE, Names, call_tokens, priced, step_cost, steps_of
from calculator.domain.workload import Workload
from calculator.files.sheet_formulas import COUNT_FORMAT, MONEY_FORMAT, SHARE_FORMAT, UNIT_FORMAT
from runrate.core.csv_safety import inert
from runrate.core.decimals import Exact
from runrate.core.numbers import WHOLE_FROM, price_places
from runrate.core.translation import gettext
from runrate.core.translation import gettext_noop as _

if TYPE_CHECKING:
    from xlsxwriter.format import Format

OUTCOMES: Final[Mapping[str, tuple[str, str]]] = {
    "total_yearly": (_("Next twelve months"), MONEY_FORMAT),
    "cost_per_unit": (_("Cost per unit"), UNIT_FORMAT),
    "cost_per_accepted_unit": (_("Cost per accepted unit"), UNIT_FORMAT),
    "visible_share": (_("Share above the waterline"), SHARE_FORMAT),
    "invoice_share": (_("Share that AI vendors bill, retries included"), SHARE_FORMAT),
    "net_monthly": (_("Net gain or loss per month"), MONEY_FORMAT),
    "payback_months": (_("Payback of the build (months)"), "0.0"),
    "break_even_review_rate": (_("Break-even review rate"), SHARE_FORMAT),
    "saving_against_human_monthly": (_("Saved per month compared with people doing all of it"), MONEY_FORMAT),
}


ENTERED_MONEY_FORMAT: Final = '"$"#,##0.00########'
ENTERED_SHARE_FORMAT: Final = "0.0########%"
"""With every digit that was entered: a price of $0.0025 is none of $0.00."""
PART_FORMAT: Final = "#,##0.0########"


STEPS_SHEET: Final = "Steps"
FIRST_STEP_COLUMN: Final = 2
CHECK_ROW: Final = 4 + len(NESTED["steps"])
FIRST_RESULT_ROW: Final = 5 + len(NESTED["steps"])
"""Of a step: how many of its calls are short, then its tokens in four rows."""
COST_ROW: Final = FIRST_RESULT_ROW + 11


def value_of(workload: Workload, name: str, field: Field) -> str | Decimal | None:
    """What stands in the cell of an input: what was entered, or a default that is more than nothing."""
    entered = workload.get(name)
    if isinstance(entered, str):
        return str(inert(entered))
    if field.kind is Kind.YES_OR_NO:
        return gettext("yes") if entered else gettext("no")
    if isinstance(entered, Decimal):
        return entered
    return field.default or None


def format_of(field: Field, value: Exact) -> str:
    """How an input is written: dollars, percentages, or a count with its thousands apart."""
    if field.kind in {Kind.MONEY, Kind.PRICE}:
        return ENTERED_MONEY_FORMAT
    if field.kind in {Kind.SHARE, Kind.FACTOR}:
        return ENTERED_SHARE_FORMAT
    return shown_as(COUNT_FORMAT, value)


def shown_as(pattern: str, value: Exact | None) -> str:
    """A pattern, for a count that is no whole number with its decimals.

    One pattern for both would write a whole number with a point behind it.
    """
    part = pattern == COUNT_FORMAT and value is not None and Fraction(value).denominator != 1
    return PART_FORMAT if part else pattern


def across_steps(steps: int, first: int, last: int) -> str:
    """These rows of the sheet of steps, of all of them."""
    columns = (FIRST_STEP_COLUMN, FIRST_STEP_COLUMN + steps - 1)
    cells = (f"${letter(column)}${row}" for column, row in zip(columns, (first, last), strict=True))
    return f"{STEPS_SHEET}!{':'.join(cells)}"


def step_cell(number: int, name: str) -> str:
    """The cell of an input of a model step; steps count from 1."""
    column, row = FIRST_STEP_COLUMN + number - 1, 4 + list(NESTED["steps"]).index(name)
    return f"{STEPS_SHEET}!${letter(column)}${row}"


def tokens_of_attempt(at: Callable[[str], str], steps: int) -> str:
    """Input and output of one attempt, of longer calls too."""
    if not steps:
        return f"({at('input_tokens')}+{at('output_tokens')})"
    return f"SUM({across_steps(steps, FIRST_RESULT_ROW + 1, FIRST_RESULT_ROW + 4)})"


def written_in(pattern: str, values: Iterable[Exact | None]) -> str:
    """A pattern of money with as many decimals as the smallest of its figures needs, as pages have them.

    A column among thousands keeps its cents, and none has fewer decimals than the pattern.
    """
    known = [value for value in values if value]
    least = len(pattern.partition(".")[2])
    if pattern == MONEY_FORMAT and any(abs(Fraction(value)) >= WHOLE_FROM for value in known):
        return pattern
    return f"{pattern}{'0' * max(price_places(known) - least, 0)}"


def patterns(workload: Workload, found: Estimate) -> Mapping[str, str]:
    """How sums of a month and amounts of one unit are written: each with one number of decimals."""
    v = numbers(workload)
    steps = [step_cost(v, names) for names in (*steps_of(v), *(() if workload.steps else (FLAT,)))]
    units = (found.token_cost_per_unit, *steps, *(getattr(found, each) for each in _OF_A_UNIT))
    sums = (*(line.monthly for line in found.lines), *(getattr(found, each) for each in _OF_A_MONTH))
    return {MONEY_FORMAT: written_in(MONEY_FORMAT, sums), UNIT_FORMAT: written_in(UNIT_FORMAT, units)}


_OF_A_UNIT: Final = tuple(key for key, (_name, pattern) in OUTCOMES.items() if pattern == UNIT_FORMAT)
_OF_A_MONTH: Final = (
    "total_monthly",
    *(key for key, (_name, pattern) in OUTCOMES.items() if pattern == MONEY_FORMAT),
)


class Formats:
    """The looks of a workbook's cells, one for all that look alike; `shown`: patterns with decimals."""

    def __init__(self, book: Any, shown: Mapping[str, str] = MappingProxyType({})) -> None:
        self._book, self._shown = book, shown
        self._made: dict[tuple[str, bool, int], Format] = {}

    def __call__(self, pattern: str = "General", *, bold: bool = False, size: int = 11) -> "Format":
        pattern = self._shown.get(pattern, pattern)
        key = (pattern, bold, size)
        if key not in self._made:
            self._made[key] = self._book.add_format({"num_format": pattern, "bold": bold, "font_size": size})
        return self._made[key]


class Column:
    """Cells of one column by the key of their row; inputs may stand on another sheet."""

    def __init__(self, sheet: str, column: int, rows: dict[str, int]) -> None:
        self.sheet, self.column, self.rows = sheet, column, rows
        self.numbers: dict[str, int] = {}
        self.inputs: Any = None

    def at(self, key: str) -> str:
        if key in self.numbers:
            return f"N($B${self.numbers[key]})"
        if self.inputs is not None and not key.startswith("="):
            return str(self.inputs(key))
        return f"${letter(self.column)}${self.rows[key]}"


def letter(column: int) -> str:
    return chr(ord("A") + column)


def step_values(workload: Workload, names: Names, v: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """What our own engine has for each row of `sheet_formulas.step_rows`; `v` are the numbers in force."""
    tokens, batch = call_tokens(v, names), v[names["batch_share"]]
    factor = v[names["batch_factor"]]
    prefix = "" if names is FLAT else names["calls"].removesuffix("calls")
    calls, searches = v[names["calls"]], v[names["searches"]]
    cost, one = step_cost(v, names), (Fraction(1), Fraction(0))
    share = v.get(names["price_factor"], Fraction(1))
    fees = calls * v[names["call_fee"]] / PER_FEE
    fees += (searches if names is FLAT else calls * searches) * v[names["search_price"]] / PER_FEE
    long = bool(tokens.long_input or tokens.long_output)
    without_factor = step_cost({**v, names["price_factor"]: Fraction(1)}, names)
    whole = calls if not long else Fraction(0)
    return {
        "short": whole if names is FLAT else short_calls(workload, prefix),
        "input_short": tokens.plain_input,
        "input_long": tokens.long_input,
        "output_short": tokens.plain_output,
        "output_long": tokens.long_output,
        "batch": 1 - batch * (1 - factor),
        "batch_cached": 1 - batch * (1 - v.get(names["batch_cache_factor"], factor)),
        "price_short": priced(v, names, one, long=False),
        "price_long": priced(v, names, one, long=True) if long else Fraction(0),
        "tokens": without_factor - fees,
        "fees": fees,
        "cost": cost if share else Fraction(0),
    }
