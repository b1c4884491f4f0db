"""Guesses as texts: read, or refused at their place and left out."""

import pytest

from calculator.domain.guesses import Exploration
from tests.calculator.exploring import DESK


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"low_units_per_month": "20000"}, "units_per_month"),
        ({"high_units_per_month": "nonsense"}, "units_per_month"),
        ({"price_change": "-2"}, "price_change"),
        ({"high_review_rate": "1.5"}, "review_rate"),
        ({"low_build_months": "0"}, "build_months"),
        ({"seed": "-1"}, "seed"),
        ({"growth": "lots"}, "growth"),
        ({"review_rate_decay": "9"}, "review_rate_decay"),
    ],
)
def test_a_guess_that_cannot_be_is_said_at_its_place_and_left_out(typed: dict[str, str], wrong: str) -> None:
    form = Exploration(typed, DESK)

    assert list(form.errors) == [wrong]
    assert form.guesses == ()
