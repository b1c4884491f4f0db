"""Coordinates as text, the same in every language."""

from fractions import Fraction

import pytest

from runrate.core.decimals import coordinate, corners


@pytest.mark.parametrize(
    ("number", "text"),
    [(12.0, "12"), (12.346, "12.35"), (Fraction(1, 3), "0.33"), (Fraction(-1, 1000), "0"), (100, "100")],
)
def test_a_coordinate_has_a_point_and_no_needless_digit(number: float, text: str) -> None:
    assert coordinate(number) == text


def test_the_points_of_a_line_stand_in_pairs() -> None:
    assert corners([(0, Fraction(1, 2)), (10.04, 3)], places=1) == "0,0.5 10,3"
