"""What stands beside the results of a workbook follows what is typed into it."""

import warnings
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import formulas
import pytest
from openpyxl import load_workbook

from calculator.domain.cost_lines import Note
from calculator.domain.workload_input import parse_workload
from calculator.files.workbook import workbook
from tests.calculator.files.test_sheet_remarks import IN, OUT, TOTAL, UNITS, ZEROS, stored, worked_out
from tests.calculator.files.test_workbook import changed

NET, SAVED = "Net gain or loss per month", "Saved per month compared with people doing all of it"
SAID = "A call of 50,000 tokens does not fit this model: it takes 8,192 at most."
PRICES = {"input_price": 1, "output_price": 1}
STEPS = {
    "steps": [
        {"calls": calls, "input_tokens": tokens, "input_growth": growth, "output_tokens": 9, **PRICES}
        for calls, tokens, growth in ((1, 1000, 0), (3, 5000, 2000))
    ]
}


@pytest.mark.parametrize(
    ("work", "field", "fits"),
    [
        (IN | OUT | {"input_tokens": 50_000}, "input_tokens", {"input_tokens": 8192}),
        (STEPS, "steps.2.input_tokens", {"steps.2.input_growth": 1500}),
    ],
)
def test_a_call_that_does_not_fit_takes_the_result_until_it_fits(
    work: Mapping[str, Any], field: str, fits: dict[str, float], tmp_path: Path
) -> None:
    workload = parse_workload({**UNITS, **ZEROS, **work, "value_per_unit": 50})
    file = workbook(workload, notes=(Note(field, SAID),))

    found, then = worked_out(file, tmp_path), worked_out(changed(file, **fits), tmp_path)

    assert (stored(file)[NET], found[NET], then[NET]) == ("cannot be as entered", "cannot be as entered", "")
    # Nobody asked what people would cost.
    assert (stored(file)[SAVED], found[SAVED]) == ("", "")


def test_nothing_bounds_the_total_until_somebody_says_how_much_is_reviewed(tmp_path: Path) -> None:
    errors = {"error_rate": "0.1", "error_cost": 50, "value_per_unit": 3}
    left_open = {name: value for name, value in ZEROS.items() if name != "review_rate"}
    file = workbook(parse_workload({**UNITS, **left_open, **IN, **OUT, **errors}))

    books = (
        file,
        changed(file, review_rate=0),
        changed(file, review_rate=0.5),
        changed(file, review_minutes=0),
    )

    assert stored(file)[TOTAL] == "as far as entered"
    assert [worked_out(book, tmp_path)[TOTAL] for book in books] == [
        "as far as entered", "", "at least", "",
    ]  # fmt: skip


def emptied(file: bytes, name: str, value: str | None) -> bytes:
    """The file after somebody emptied an input, or typed a space into it."""
    book = load_workbook(BytesIO(file))
    sheet = book["Inputs"]
    row = next(row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value == name)
    sheet.cell(row, 3).value = value
    target = BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "value"), [("batch_factor", None), ("review_catch_rate", None), ("batch_factor", " ")]
)
def test_an_input_that_is_refused_leaves_no_error_beside_a_figure(
    name: str, value: str | None, tmp_path: Path
) -> None:
    errors = {"error_rate": "0.1", "error_cost": 50, "value_per_unit": 3, "batch_share": "0.5"}
    file = emptied(workbook(parse_workload({**UNITS, **ZEROS, **IN, **OUT, **errors})), name, value)
    (tmp_path / "costs.xlsx").write_bytes(file)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cells = formulas.ExcelModel().loads(str(tmp_path / "costs.xlsx")).finish().calculate()

    assert worked_out(file, tmp_path)[NET] == ""
    said = {key: str(cell.value[0, 0]) for key, cell in cells.items() if "COSTS'!" in key and ":" not in key}
    assert [key for key, text in said.items() if text.startswith("#")] == []
