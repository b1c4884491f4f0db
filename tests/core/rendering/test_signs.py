"""A subtraction stays in one line, on the page and on paper."""

import pytest

from runrate.core.rendering.signs import unbroken


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ("($63.80 − $50.11) ÷ 2", "($63.80\u00a0−\u00a0$50.11) ÷ 2"),
        ("it loses −$736 per month", "it loses −$736 per month"),
        ("−12.5%", "−12.5%"),
        ("C++ desk + voice", "C++ desk + voice"),
    ],
)
def test_a_subtraction_is_one_piece_and_nothing_else_is_changed(said: str, held: str) -> None:
    assert unbroken({"a": [said], "charts": {"bar": said}}) == {"a": [held], "charts": {"bar": said}}
