"""Each chart, figure for figure. A wanted change is written by `python -m tests.assessment.whole_charts`."""

import pytest

from tests.assessment.whole_charts import CHARTS, FILE, drawn


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_drawn_as_it_was(name: str) -> None:
    kept = [
        line for line in FILE.read_text("utf-8").splitlines() if line.startswith((f"{name}.", f"{name} "))
    ]

    assert drawn(name) == kept
