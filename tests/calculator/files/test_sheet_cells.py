"""Each cell of a workbook is written as what it is: dollars, percentages, counts with thousands apart."""

import re
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from calculator.domain.costs import estimate
from calculator.domain.fields import Field, Kind, field_of
from calculator.domain.workload import Workload
from calculator.domain.workload_input import parse_workload
from calculator.files.sheet_cells import (
    ENTERED_MONEY_FORMAT,
    ENTERED_SHARE_FORMAT,
    OUTCOMES,
    PART_FORMAT,
    format_of,
    patterns,
    shown_as,
)
from calculator.files.sheet_formulas import COUNT_FORMAT, FINE_SHARE, MONEY_FORMAT, SHARE_FORMAT, UNIT_FORMAT
from calculator.files.workbook import workbook
from tests.calculator.files.test_workbook import AGENT, CASES

MONEY = re.compile(r'"\$"#,##0\.0')
SHARE = re.compile(r"0\.0#*%$")
COUNT = re.compile(r"#,##0(\.0#*)?$")
OF_A_KIND = {
    Kind.MONEY: MONEY,
    Kind.PRICE: MONEY,
    Kind.SHARE: SHARE,
    Kind.FACTOR: SHARE,
} | dict.fromkeys((Kind.COUNT, Kind.TOKENS, Kind.DAYS, Kind.MONTHS, Kind.MINUTES), COUNT)


def sheets(workload: Workload) -> Any:
    return load_workbook(BytesIO(workbook(workload)))


def inputs_of(book: Any) -> Iterator[tuple[Field, Any]]:
    """Each input that has a number, with its cell."""
    for name in ("Inputs", "Steps"):
        for row in book[name].iter_rows() if name in book.sheetnames else ():
            key = str(row[0].value or "")
            field = field_of(f"steps.1.{key}" if name == "Steps" else key)
            yield from ((field, cell) for cell in row[2:] if field and isinstance(cell.value, int | float))


@pytest.mark.parametrize("workload", CASES.values(), ids=CASES)
def test_every_input_has_the_format_of_its_kind(workload: Workload) -> None:
    cells = list(inputs_of(sheets(workload)))

    assert [
        cell.coordinate for field, cell in cells if not OF_A_KIND[field.kind].match(cell.number_format)
    ] == []
    assert len(cells) >= 5


@pytest.mark.parametrize("workload", CASES.values(), ids=CASES)
def test_every_figure_has_the_format_of_what_it_is(workload: Workload) -> None:
    costs = sheets(workload)["Costs"]
    rows = {row[0].value: row for row in costs.iter_rows(max_col=3) if row[0].value}
    lines = list(rows)[list(rows).index("Line") + 1 : list(rows).index("Above the waterline") + 1]

    shown = patterns(workload, estimate(workload))
    assert {rows[name][1].number_format for name in lines} == {shown[MONEY_FORMAT]}
    assert {rows[name][2].number_format for name in lines[:-2]} == {FINE_SHARE}
    assert {label: rows[label][1].number_format for label, _pattern in OUTCOMES.values()} == {
        label: shown.get(pattern, pattern) for label, pattern in OUTCOMES.values()
    }
    assert rows["One attempt"][1].number_format == shown[UNIT_FORMAT]
    for name in ("Units per month", "Attempts after the first"):
        assert COUNT.match(rows[name][1].number_format)


TINY = {"input_tokens": 1, "output_tokens": 0, "input_price": 1, "output_price": 5}


@pytest.mark.parametrize(
    ("inputs", "of_a_month", "of_a_unit"),
    [
        ({**TINY, "units_per_month": 4000}, 3, 6),
        ({**TINY, "units_per_month": 4_000_000}, 2, 6),
        ({**TINY, "units_per_month": 4000, "upkeep_monthly": 5000}, 2, 6),
        ({**TINY, "units_per_month": 0}, 2, 6),
        ({"units_per_month": 100, "seats": 1, "seat_monthly": 50}, 2, 4),
    ],
)
def test_a_small_amount_is_not_written_as_nothing_and_a_column_has_one_number_of_decimals(
    inputs: dict[str, object], of_a_month: int, of_a_unit: int
) -> None:
    workload = parse_workload(inputs)
    costs = sheets(workload)["Costs"]
    rows = {row[0].value: row[1] for row in costs.iter_rows(max_col=2) if row[0].value}

    looks = [f'"$"#,##0.{"0" * places}' for places in (of_a_month, of_a_unit)]
    assert list(patterns(workload, estimate(workload)).values()) == looks
    for name in ("Tokens", "Maintenance (people)", "Total per month", "Next twelve months"):
        assert rows[name].number_format == looks[0]
    for name in ("One attempt", "Cost per unit", "Cost per accepted unit"):
        assert rows[name].number_format == looks[1]


def test_the_way_to_what_a_step_costs_is_in_tokens_shares_and_dollars() -> None:
    rows = {
        row[1].value: row[2] for row in sheets(parse_workload(AGENT))["Steps"].iter_rows() if row[1].value
    }

    for name in ("Calls up to the long-context threshold", "Input tokens of these calls"):
        assert COUNT.match(rows[name].number_format)
    for name in ("Left of a price after batch", "Left of a cached token's price after batch"):
        assert rows[name].number_format == SHARE_FORMAT
    assert rows["One attempt, at your price"].number_format == f"{UNIT_FORMAT}00"


@pytest.mark.parametrize(
    ("name", "value", "pattern"),
    [
        ("input_price", "0.0025", ENTERED_MONEY_FORMAT),
        ("build_cost", "48000", ENTERED_MONEY_FORMAT),
        ("review_rate", "0.07", ENTERED_SHARE_FORMAT),
        ("price_factor", "0.78", ENTERED_SHARE_FORMAT),
        ("units_per_month", "18000", COUNT_FORMAT),
        ("steps.1.calls", "0.3", PART_FORMAT),
    ],
)
def test_an_input_keeps_every_digit(name: str, value: str, pattern: str) -> None:
    field = field_of(name)
    assert field is not None

    assert format_of(field, Decimal(value)) == pattern


def test_only_a_count_with_a_part_has_decimals() -> None:
    assert [shown_as(COUNT_FORMAT, value) for value in (3, Decimal("2.5"), None)] == [
        COUNT_FORMAT,
        PART_FORMAT,
        COUNT_FORMAT,
    ]
    assert shown_as(SHARE_FORMAT, Decimal("2.5")) == SHARE_FORMAT
