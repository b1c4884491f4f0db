"""Each chart, figure for figure. A wanted change is written by `python -m tests.calculator.whole`."""

import pytest

from tests.calculator.whole import CHARTS, drawn, kept


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_drawn_as_it_was(name: str) -> None:
    lines = [line for line in kept("charts") if line.startswith((f"{name}.", f"{name}[", f"{name} ="))]

    assert drawn({name: CHARTS[name]}) == lines


def test_no_chart_is_kept_that_is_not_drawn() -> None:
    assert drawn(CHARTS) == kept("charts")
