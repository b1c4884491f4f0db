"""What the form refuses is named beside the cell of a workbook, and no total is made of it."""

from pathlib import Path
from typing import Any

import pytest

from calculator.domain.workload_input import parse_workload
from calculator.files.workbook import workbook
from tests.calculator.files.test_workbook import AGENT, EVERYTHING, TOKENS, changed, recalculated

FIGURES = ("Total per month", "Above the waterline", "Cost per unit", "Next twelve months")
FLAT = {**EVERYTHING.as_json(), "acceptance_rate": "0.9"}


@pytest.mark.parametrize(
    ("work", "typed"),
    [
        (FLAT, {"cache_write_1h_share": 0.6}),
        (FLAT, {"acceptance_rate": 1.5}),
        (FLAT, {"units_per_day": -1}),
        (FLAT, {"reviewer_hourly_cost": 40}),
        (AGENT, {"steps.1.cache_read_share": 0.95}),
        (AGENT, {"steps.1.calls": 1.5}),
    ],
)
def test_what_the_form_refuses_makes_no_total(
    work: dict[str, Any], typed: dict[str, float], tmp_path: Path
) -> None:
    found = recalculated(changed(workbook(parse_workload(work)), **typed), tmp_path)

    assert found["Check"] == "an input is out of range: see “Check” beside the inputs"
    tokens = [name for name in found if name in {"Tokens", "Tokens and fees"}]
    assert ({found[name] for name in (*FIGURES, *tokens)}, len(tokens)) == ({None}, 1)


def test_what_the_form_takes_is_not_named(tmp_path: Path) -> None:
    found = recalculated(workbook(parse_workload(TOKENS)), tmp_path)

    assert (found["Check"], found["Total per month"]) == (None, 1.5)
