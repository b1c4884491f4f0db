"""What a step changes in the scenario comes from its planning factor, with the digits that follow from it."""

from fractions import Fraction
from typing import Any

import pytest

from runrate.reports.domain.evaluation import read
from runrate.reports.domain.formulas.step_changes import of_changes
from tests.reports.readers import LARGE, sheet, source, workload


@pytest.mark.parametrize(
    ("question", "factors", "rows"),
    [
        ("q10", None, [("human review rate then", "0.01 × 0.75", "0.75%")]),
        (
            "q9",
            None,
            [
                ("retry rate then", "0.08 × (2 ÷ 3)", "5.33%"),
                ("human review rate then", "0.01 × 0.896", "0.896%"),
            ],
        ),
        ("q8", None, [("fewer tokens", "1 − (6 ÷ 7)", "14.3%")]),
        ("q7", None, [("lower token cost", "1 − 0.8125", "18.8%")]),
        ("q7", (9, 8, 9, 1, 1), [("higher token cost", "1.125 − 1", "12.5%")]),
    ],
)
def test_each_change_of_a_step_is_a_factor_on_what_was_entered(
    question: str, factors: tuple[int, ...] | None, rows: list[tuple[str, str, str]]
) -> None:
    one_low: dict[str, Any] = {question: 1}
    changes = {(question, "tokens"): tuple(map(Fraction, factors))} if factors else {}
    reading = read(source(sheet(4, **one_low), workload(LARGE, retry_rate="0.08"), worth_changes=changes))

    assert reading.savings is not None
    found = [
        (each.name, each.substituted, each.monthly)
        for each in of_changes(reading.savings, "T", {question: (1, 2)})
    ]
    assert found == [(f"T: {name}", figures, printed) for name, figures, printed in rows]
