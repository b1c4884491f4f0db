"""How the numbers of a curve are written for the room that it has."""

from fractions import Fraction

import pytest

from calculator.domain.what_if.curve_shapes import NARROW, WIDE


@pytest.mark.parametrize(
    ("units", "label"),
    [
        ("1.5", "2"),
        ("1", "1"),
        ("1.04", "1"),
        ("0.99994", "0.9999"),
        ("0.12345", "0.1235"),
        ("2200.5", "2,201"),
    ],
)
def test_a_volume_is_whole_from_one_on_and_has_four_decimals_below(units: str, label: str) -> None:
    assert WIDE.volumes([Fraction(units)]) == [label]


@pytest.mark.parametrize(
    ("dollars", "total", "shown"),
    [
        ("0.0123456", "0.0154", "$0.0123"),
        ("0.0123456", "1", "$0.01"),
        ("12.345", "99", "$12.35"),
        ("12345.6", "100", "$12,346"),
        ("999999999", "100", "$999,999,999"),
        ("1000000000", "100", "$1B"),
        ("1011990002500", "100", "$1.01T"),
    ],
)
def test_the_ends_of_a_bar_have_the_digits_of_the_total_and_the_room_of_the_drawing(
    dollars: str, total: str, shown: str
) -> None:
    assert WIDE.amount(Fraction(dollars), Fraction(total)) == shown


@pytest.mark.parametrize(
    ("low", "high", "total", "wide", "narrow"),
    [
        ("1009590002500", "1014390002500", "1011990002500", ("$1.01T", "$1.014T"), ("$1.01T", "$1.014T")),
        ("811990002500", "1211990002500", "1011990002500", ("$811.99B", "$1.21T"), ("$811.99B", "$1.21T")),
        ("1009590", "1014390", "1011990", ("$1,009,590", "$1,014,390"), ("$1.01M", "$1.014M")),
        ("744499.8", "744500.2", "744500", ("$744,499.80", "$744,500.20"), ("$744,499.80", "$744,500.20")),
        ("12.3441", "12.3449", "99", ("$12.344", "$12.345"), ("$12.344", "$12.345")),
        ("5000", "5000", "5000", ("$5,000", "$5,000"), ("$5,000", "$5,000")),
    ],
)
def test_two_ends_of_a_bar_never_look_alike_where_they_differ(
    low: str, high: str, total: str, wide: tuple[str, str], narrow: tuple[str, str]
) -> None:
    ends = Fraction(low), Fraction(high)

    assert (WIDE.ends(ends, Fraction(total)), NARROW.ends(ends, Fraction(total))) == (wide, narrow)


def test_the_volumes_of_one_axis_are_all_short_or_none() -> None:
    volumes = [Fraction(22 * 10**power) for power in (7, 9, 11)]

    assert WIDE.volumes(volumes) == ["220M", "22B", "2.2T"]
    assert WIDE.volumes(volumes[:2]) == ["220,000,000", "22,000,000,000"]
