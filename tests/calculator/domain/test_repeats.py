"""Attempts after the first: the series and its closed form are the same fraction."""

from fractions import Fraction

import pytest

from calculator.domain.costs import repeats_per_unit


@pytest.mark.parametrize("most", [0, 1, 7, 8, 9, 10, 100])
@pytest.mark.parametrize("rate", [Fraction(0), Fraction(1, 7), Fraction("0.142857142857143"), Fraction(1)])
def test_a_closed_form_gives_exactly_what_adding_every_retry_gives(rate: Fraction, most: int) -> None:
    assert repeats_per_unit(rate, most) == sum((rate**number for number in range(1, most + 1)), Fraction(0))


def test_in_floats_it_is_the_same_up_to_rounding() -> None:
    assert repeats_per_unit(0.25, 100) == pytest.approx(1 / 3, rel=1e-15)
    assert repeats_per_unit(1.0, 100) == 100.0
