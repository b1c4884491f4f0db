"""A sentence that says one number is above another never shows the same figure twice."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runrate.core.telling_apart.figures import percents_apart, prices_apart, sums_and_difference, sums_apart

AMOUNTS = st.fractions(0, 10_000, max_denominator=10**9)
SHARES = st.fractions(0, 1, max_denominator=10**9)


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        (Fraction(8), Fraction("6.18"), ("$8.00", "$6.18")),
        (Fraction("6.1809"), Fraction("6.18"), ("$6.181", "$6.180")),
        (Fraction("6.18"), Fraction("6.18"), ("$6.18", "$6.18")),
        (Fraction("0.00000012345"), Fraction(0), ("$0.0000001235", "$0.00")),
    ],
)
def test_prices_show_as_many_decimals_as_tell_them_apart(
    one: Fraction, other: Fraction, shown: tuple[str, str]
) -> None:
    assert prices_apart(one, other) == shown


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        (Fraction("0.07"), Fraction("0.05"), ("7.0%", "5.0%")),
        (Fraction("0.0704"), Fraction("0.07"), ("7.04%", "7.00%")),
        (Fraction("0.99996"), 1, ("99.996%", "100.000%")),
        (Fraction("0.07"), Fraction("0.07"), ("7.0%", "7.0%")),
    ],
)
def test_shares_show_as_many_decimals_as_tell_them_apart(
    one: Fraction, other: Fraction, shown: tuple[str, str]
) -> None:
    assert percents_apart(one, other) == shown


@given(AMOUNTS, AMOUNTS)
def test_different_prices_never_look_equal_and_equal_ones_always_do(one: Fraction, other: Fraction) -> None:
    """W16."""
    first, second = prices_apart(one, other)

    assert (first == second) is (one == other)


@given(SHARES, SHARES)
def test_different_shares_never_look_equal_and_equal_ones_always_do(one: Fraction, other: Fraction) -> None:
    first, second = percents_apart(one, other)

    assert (first == second) is (one == other)


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        ("1499", "1498.996", ("$1,499.000", "$1,498.996")),
        ("1499", "1200", ("$1,499", "$1,200")),
        ("1499", "1499", ("$1,499", "$1,499")),
        ("999.996", "1000", ("$999.996", "$1,000.000")),
        ("0.5015", "0.501496", ("$0.501500", "$0.501496")),
    ],
)
def test_sums_are_those_of_a_headline_until_they_look_equal(
    one: str, other: str, shown: tuple[str, str]
) -> None:
    assert sums_apart(Fraction(one), Fraction(other)) == shown


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        ("21245453.6", "9704654.4", ("$21,245,453.60", "$9,704,654.40", "$11,540,799.20")),
        ("1499", "1200", ("$1,499", "$1,200", "$299.00")),
        ("5000.4", "1000.4", ("$5,000", "$1,000", "$4,000")),
        ("1200.6", "-300.6", ("$1,200.60", "−$300.60", "$1,501.20")),
        ("1499", "1498.996", ("$1,499.000", "$1,498.996", "$0.004")),
        ("0.0031", "0.0012", ("$0.0031", "$0.0012", "$0.0019")),
    ],
)
def test_two_sums_are_printed_so_that_a_reader_who_subtracts_them_finds_their_difference(
    one: str, other: str, shown: tuple[str, str, str]
) -> None:
    assert sums_and_difference(Fraction(one), Fraction(other)) == shown


def test_two_that_look_equal_get_more_digits_and_never_fewer() -> None:
    """At three decimals they are 0.502 and 0.501, no nearer to what they are than one figure for both."""
    assert prices_apart(Fraction("0.5015"), Fraction("0.501496")) == ("$0.501500", "$0.501496")
