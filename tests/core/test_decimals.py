"""How exact numbers are spelled."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runrate.core.decimals import plain


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(2200), "2200"),
        (Fraction(10**40), "1" + "0" * 40),
        (Fraction(-9, 200), "-0.045"),
        (Fraction(1, 2**40), "0." + str(5**40).rjust(40, "0")),
        (Fraction(2, 3), "0.66666666666666666667"),
        (Fraction(-20000, 3), "-6666.6666666666666667"),
        (Fraction(10**30, 3), "3" * 20 + "0" * 10),
        (Fraction(1, 3 * 10**9), "0.00000000033333333333333333333"),
        (Fraction(7, 3 * 10**9), "0.0000000023333333333333333333"),
        (Fraction(29, 31 * 10**8), "0.0000000093548387096774193548"),
        (Fraction(5, 3), "1.6666666666666666667"),
        (Fraction(3500, 3), "1166.6666666666666667"),
        (Fraction(1, 5**70), "0." + str(2**70).rjust(70, "0")),
        (Fraction(1, 2) - Fraction(1, 3 * 10**30), "0.5"),
        (Fraction(1, 3 * 10**30) - 1, "-1"),
        (Fraction(101, 1) - Fraction(1, 3 * 10**30), "101"),
    ],
)
def test_a_number_is_spelled_plainly(number: Fraction, text: str) -> None:
    assert plain(number) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=15))
def test_a_decimal_comes_back_exactly(number: Decimal) -> None:
    assert Fraction(plain(Fraction(number))) == Fraction(number)
    assert Fraction(plain(number)) == Fraction(number)


@given(st.fractions())
def test_any_other_number_is_right_to_twenty_digits(number: Fraction) -> None:
    spelled = Fraction(plain(number))

    assert abs(spelled - number) <= abs(number) / 10**19


def test_numbers_longer_than_python_spells_by_itself_are_spelled() -> None:
    spelled = plain(Fraction(10**9000 + 7))

    assert spelled == "1" + "0" * 8999 + "7"
