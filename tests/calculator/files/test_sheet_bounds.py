"""What stands beside the results of a workbook follows what is typed into it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

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
