"""What stands beside the lines of a workbook follows what is typed into it, as a spreadsheet works it out."""

import warnings
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import formulas
import pytest
from openpyxl import load_workbook

from calculator.domain.cost_lines import PER_UNIT_PAIRS
from calculator.domain.workload_input import parse_workload
from calculator.files.workbook import workbook
from tests.calculator.files.test_workbook import changed

ZEROS = {name: 0 for pair in PER_UNIT_PAIRS for name in pair} | {
    "retry_rate": 0, "infrastructure_monthly": 0, "upkeep_monthly": 0, "build_cost": 0, "review_rate": 0,
}  # fmt: skip
IN: dict[str, Any] = {"input_tokens": 5000, "input_price": 3}
OUT: dict[str, Any] = {"output_tokens": 2000, "output_price": 15}
UNITS = {"units_per_month": 2200}
SEATS = {"seats": 5, "seat_monthly": 30}
TOTAL, SEEN = "Total per month", "Above the waterline"


def stored(book: bytes) -> dict[str, str]:
    """The remarks as the file holds them before a program works them out."""
    sheet = load_workbook(BytesIO(book), data_only=True)["Costs"]
    return {str(row[0]): str(row[3] or "") for row in sheet.iter_rows(values_only=True) if row[0]}


def worked_out(book: bytes, folder: Path) -> dict[str, str]:
    """The same as a spreadsheet program calculates them."""
    (folder / "costs.xlsx").write_bytes(book)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cells = formulas.ExcelModel().loads(str(folder / "costs.xlsx")).finish().calculate()
    rows = load_workbook(BytesIO(book))["Costs"].iter_rows(max_col=4)
    found = {str(row[0].value): row for row in rows if row[0].value}
    return {
        name: str(cells[f"'[costs.xlsx]COSTS'!D{row[0].row}"].value[0, 0]) if row[3].value else ""
        for name, row in found.items()
    }


def sheet(*inputs: Mapping[str, Any]) -> bytes:
    return workbook(
        parse_workload({name: each for one in (UNITS, ZEROS, *inputs) for name, each in one.items()})
    )


def test_reviews_without_pay_are_a_least_sum_until_it_is_typed(tmp_path: Path) -> None:
    file = sheet(IN, OUT, {"review_rate": "0.2"})
    typed = {"review_minutes": 4, "reviewer_hourly_cost": 45}

    books = (file, changed(file, review_minutes=4), changed(file, **typed), changed(file, review_minutes=0))

    assert stored(file)[TOTAL] == "at least"
    assert [worked_out(book, tmp_path)[TOTAL] for book in books] == ["at least", "at least", "", ""]


@pytest.mark.parametrize(
    ("inputs", "typed", "before", "after"),
    [
        (IN | OUT, {}, "", ""),
        (IN, {}, "at least", "at least"),
        (IN, OUT, "at least", ""),
        (IN, {"output_tokens": 0}, "at least", ""),
        (OUT, {"input_tokens": 0}, "at least", ""),
        (IN | {"output_tokens": 9}, {"output_price": 4}, "at least", ""),
        ({"input_price": 3, "output_price": 15}, {"input_tokens": 7, "output_tokens": 7}, "at least", ""),
        ({}, {"output_price": 5}, "none", "at least"),
        ({}, IN, "none", "at least"),
    ],
)
def test_half_of_the_tokens_beside_seats_is_a_least_sum_until_the_rest_is_typed(
    inputs: Mapping[str, Any], typed: Mapping[str, float], before: str, after: str, tmp_path: Path
) -> None:
    file = sheet(SEATS, inputs)
    found, then = worked_out(file, tmp_path), worked_out(changed(file, **typed), tmp_path)

    assert (stored(file)["Tokens"], found["Tokens"], then["Tokens"]) == (before, before, after)
    for each, line in ((stored(file), before), (found, before), (then, after)):
        assert {each[TOTAL], each[SEEN]} == {"at least" if line == "at least" else ""}
        assert each["Retries"] in {"", "none"}


def test_a_line_of_ones_own_without_an_amount_takes_one_that_is_typed(tmp_path: Path) -> None:
    file = sheet(IN, OUT, {"other_lines": [{"name": "Licences"}]})
    book = load_workbook(BytesIO(file))
    [row] = [
        row[0].row for row in book["Inputs"].iter_rows(max_col=1) if row[0].value == "other_lines.1.per_unit"
    ]
    book["Inputs"].cell(row, 3, 0.5)
    target = BytesIO()
    book.save(target)

    found, then = worked_out(file, tmp_path), worked_out(target.getvalue(), tmp_path)

    assert (found["Licences"], found[TOTAL]) == ("not entered", "at least") == (
        stored(file)["Licences"], stored(file)[TOTAL],
    )  # fmt: skip
    assert (then["Licences"], then[TOTAL]) == ("", "")


def test_what_is_said_of_cached_tokens_follows_no_cell_and_says_so(tmp_path: Path) -> None:
    file = sheet(SEATS, IN, {"cache_read_share": "0.5", "cache_read_price": "0.3", "output_tokens": 9})

    books = (file, changed(file, output_price=5))

    assert stored(file)["Tokens"] == "at least, as exported"
    for book in books:
        found = worked_out(book, tmp_path)
        assert (found["Tokens"], found[TOTAL], found[SEEN]) == (
            "at least, as exported",
            "at least",
            "at least",
        )
