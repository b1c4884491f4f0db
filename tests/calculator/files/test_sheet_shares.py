"""What a spreadsheet program shows for a share is what pages print of it, whatever the cell comes to."""

import re
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from calculator.domain.shares import shown_share
from calculator.domain.workload_input import parse_workload
from calculator.files.sheet_formulas import FINE_SHARE, SHARE_FORMAT
from calculator.files.sheet_shares import NEARLY_ALL, SHARES
from calculator.files.workbook import workbook
from runrate.core.numbers import half_up
from tests.calculator.files.test_workbook import AGENT, EVERYTHING

RULE = re.compile(r"AND\(ISNUMBER\((\$[A-Z]+\$\d+)\),\1>=0\.9995,\1<1-10\^-12\)")
SECTION = re.compile(r"(?:\[([<=>]+)([\d.]+)\])?(.*)")
VALUES = ["0", "0.00001", "0.0004", "0.0005", "0.007", "0.123", "0.9994", "0.9995", "0.99999", "1", "1.2"]


def shown(pattern: str, nearly_all: bool, value: Decimal) -> str:
    """A number in a format of two conditions, and the rule beside it, as a spreadsheet program shows it."""
    if nearly_all and Decimal("0.9995") <= value < 1:
        return NEARLY_ALL.strip('"')
    for section in pattern.split(";"):
        sign, bound, look = SECTION.fullmatch(section).groups()  # type: ignore[union-attr]
        if sign is None or {"=": value == Decimal(bound), "<": value < Decimal(bound)}[sign]:
            break
    if look.startswith('"'):
        return look.strip('"')
    return f"{half_up(value * 100, len(look.partition('.')[2].rstrip('%')))}%"


def share_cells(workload: Any) -> dict[str, tuple[str, bool]]:
    """By its place each cell in a format of shares, and whether it has the rule of nearly all."""
    found = {}
    for sheet in load_workbook(BytesIO(workbook(workload))):
        rules = {
            str(ranges.sqref): rule.dxf.numFmt.formatCode
            for ranges in sheet.conditional_formatting
            for rule in ranges.rules
            if (match := RULE.fullmatch(rule.formula[0])) and match[1].replace("$", "") == str(ranges.sqref)
        }
        for row in sheet.iter_rows():
            for cell in row:
                if cell.number_format in SHARES:
                    ruled = rules.get(cell.coordinate) == NEARLY_ALL
                    found[f"{sheet.title}!{cell.coordinate}"] = cell.number_format, ruled
    return found


@pytest.mark.parametrize("workload", [parse_workload(AGENT), EVERYTHING], ids=["agent", "everything"])
@pytest.mark.parametrize("value", VALUES)
def test_every_share_of_a_workbook_is_said_as_pages_say_it(workload: Any, value: str) -> None:
    cells = share_cells(workload)
    share = Decimal(value)
    told = shown_share(share)
    # Lines have a decimal more where they have digits: they are not rounded to a sum.
    fine = told if told[0] in {"u", "o"} else f"{half_up(Fraction(value) * 100, 2)}%"
    wanted = {SHARE_FORMAT: told, FINE_SHARE: fine}

    assert {place: shown(pattern, ruled, share) for place, (pattern, ruled) in cells.items()} == {
        place: wanted[pattern] for place, (pattern, _ruled) in cells.items()
    }
    assert {pattern for pattern, _ruled in cells.values()} == SHARES
