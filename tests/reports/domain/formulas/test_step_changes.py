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


@pytest.mark.parametrize(
    ("question", "more", "formula", "figures", "printed"),
    [
        ("q10", {}, "share today × factor", "0.01 × 0.75", "0.75%"),
        ("q8", {}, "1 − factor", "1 − (6 ÷ 7)", "14.3%"),
        (
            "q7",
            {"routed_share": "0.2", "routed_input_price": "0.1", "routed_output_price": "0.2"},
            "what can be of it − (what can be of it − share today) × factor",
            "1 − (1 − 0.2) × 0.8125",
            "35%",
        ),
    ],
)
def test_what_a_second_model_takes_grows_by_what_the_factor_leaves_of_the_rest(
    question: str, more: dict[str, str], formula: str, figures: str, printed: str
) -> None:
    one_low: dict[str, Any] = {question: 1}
    reading = read(source(sheet(4, **one_low), workload(LARGE, **more)))

    assert reading.savings is not None
    (row,) = of_changes(reading.savings, "T", {question: (1, 2)})
    assert (row.formula, row.substituted, row.monthly) == (formula, figures, printed)
