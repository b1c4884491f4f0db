"""How a share is shown in a workbook: as pages say it, where a little is not none and nearly all not all."""

from typing import TYPE_CHECKING, Final

from calculator.files.sheet_formulas import FINE_SHARE, SHARE_FORMAT

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

SHARES: Final = frozenset({SHARE_FORMAT, FINE_SHARE})
NEARLY_ALL: Final = '"over 99.9%"'
"""A number format has room for two conditions, which what is nearly nothing takes: this one is a rule."""
NO_NOISE: Final = "10^-12"
"""Binary sums of what is all may miss it by this much."""


def tell_nearly_all(sheet: "Worksheet", row: int, column: int, pattern: str, look: "Format") -> None:
    """Where a pattern is one of shares, what it would round to 100.0% says "over 99.9%" instead."""
    if pattern not in SHARES:
        return
    # From the top left corner of the sheet, as rules of a single cell are written.
    cell = f"${chr(ord('A') + column)}${row + 1}"
    nearly = f"AND(ISNUMBER({cell}),{cell}>=0.9995,{cell}<1-{NO_NOISE})"
    sheet.conditional_format(row, column, row, column, {"type": "formula", "criteria": f"={nearly}",
                                                        "format": look})  # fmt: skip
