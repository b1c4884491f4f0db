"""The workbook's own formulas give our total, also after a cell was changed."""

import warnings
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from calculator.domain.cost_lines import LINES, Estimate
from calculator.domain.costs import estimate
from calculator.domain.presets import BY_KEY
from calculator.domain.workload import NUMBERS, Workload
from calculator.domain.workload_input import parse_workload
from calculator.files.workbook import FIRST_INPUT_ROW, FIRST_LINE_ROW, workbook

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the library's own syntax warnings
    import formulas

EVERYTHING = parse_workload(
    {
        "units_per_day": 1000,
        "input_tokens": 400_002,
        "output_tokens": 2000,
        "calls_per_unit": 2,
        "input_price": 3,
        "output_price": 15,
        "cache_read_share": "0.4",
        "cache_write_share": "0.05",
        "cache_read_price": "0.3",
        "long_context_threshold": 200_000,
        "long_context_input_price": 6,
        "long_context_output_price": "22.5",
        "routed_share": "0.3",
        "routed_input_price": 1,
        "routed_output_price": 5,
        "batch_share": "0.25",
        "retry_rate": "0.05",
        "max_retries": 3,
        "vector_db_per_unit": "0.003",
        "review_rate": "0.1",
        "reviews_per_reviewer": 220,
        "reviewer_monthly_cost": 10_000,
        "infrastructure_step_units": 4000,
        "infrastructure_step_monthly": 1100,
        "build_cost": 48_000,
        "acceptance_rate": "0.75",
    }
)


def recalculated(file: bytes, folder: Path) -> dict[str, float]:
    """What a spreadsheet program works out from the file."""
    path = folder / "costs.xlsx"
    path.write_bytes(file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cells = formulas.ExcelModel().loads(str(path)).finish().calculate()
    found: dict[str, float] = {}
    for place, key in enumerate((*LINES, "total", "year", "unit", "accepted")):
        cell = cells[f"'[costs.xlsx]COSTS'!B{FIRST_LINE_ROW + place}"]
        found[key] = float(cell.value[0, 0])
    return found


def expected(found: Estimate) -> dict[str, float]:
    amounts = {line.key: float(line.monthly) for line in found.lines}
    return amounts | {
        "total": float(found.total_monthly),
        "year": float(found.total_yearly),
        "unit": float(found.cost_per_unit or 0),
        "accepted": float(found.cost_per_accepted_unit or 0),
    }


def changed(file: bytes, **values: float) -> bytes:
    """The file after somebody typed other values into its inputs."""
    book = load_workbook(BytesIO(file))
    rows = {field.name: FIRST_INPUT_ROW + place for place, field in enumerate(NUMBERS)}
    for name, value in values.items():
        book["Inputs"][f"C{rows[name]}"] = value
    target = BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    "workload", [BY_KEY["article-small"].workload, EVERYTHING], ids=["article-small", "everything"]
)
def test_the_workbook_works_out_every_line_to_the_cent(workload: Workload, tmp_path: Path) -> None:
    found = recalculated(workbook(workload), tmp_path)

    assert found == pytest.approx(expected(estimate(workload)), abs=0.005)


def test_the_total_follows_a_changed_cell(tmp_path: Path) -> None:
    file = changed(workbook(EVERYTHING), units_per_day=2500, review_rate=0.2, input_tokens=100_000)

    found = recalculated(file, tmp_path)

    inputs: dict[str, Any] = EVERYTHING.as_json() | {
        "units_per_day": 2500,
        "review_rate": "0.2",
        "input_tokens": 100_000,
    }
    assert found == pytest.approx(expected(estimate(parse_workload(inputs))), abs=0.005)


def test_text_of_people_is_never_a_formula() -> None:
    sheet = load_workbook(BytesIO(workbook(EVERYTHING, {"input_price": "=cmd()"}, "=HYPERLINK(1)")))["Inputs"]

    assert sheet["A1"].value == "'=HYPERLINK(1)"
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
