"""Each curve, figure for figure. A wanted change is written by `python -m tests.calculator.whole`."""

import pytest

from tests.calculator.whole import CURVES, drawn, kept


@pytest.mark.parametrize("name", CURVES)
def test_a_curve_is_drawn_as_it_was(name: str) -> None:
    lines = [line for line in kept("curves") if line.startswith((f"{name}.", f"{name}[", f"{name} ="))]

    assert drawn({name: CURVES[name]}) == lines


def test_no_curve_is_kept_that_is_not_drawn() -> None:
    assert drawn(CURVES) == kept("curves")
