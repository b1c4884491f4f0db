"""Sums of one column have one precision, and small ones are not rounded away."""

from fractions import Fraction

import pytest

from calculator.domain.what_if.columns import part_of, sums


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([], []),
        ([1000, Fraction("999.5")], ["$1,000", "$1,000"]),
        ([Fraction("999.5"), 12], ["$999.50", "$12.00"]),
        ([Fraction("0.75"), Fraction("0.0045")], ["$0.7500", "$0.0045"]),
        ([-2000, 3], ["−$2,000", "$3"]),
        ([0, 0], ["$0.00", "$0.00"]),
    ],
)
def test_sums_are_whole_dollars_only_beside_thousands(values: list[Fraction], said: list[str]) -> None:
    """W31."""
    assert sums(values) == said


@pytest.mark.parametrize(
    ("whole", "part", "said"),
    [
        ("6.185", "6.185", "$6.19"),
        ("6.185", "0.045", "$0.05"),
        ("6.185", "0.0099", "under $0.01"),
        ("6.185", "0", "$0.00"),
        ("0.0225", "0.015", "$0.0150"),
        ("0.0225", "0.00009", "under $0.0001"),
        ("12000", "0.01", "$0.01"),
    ],
)
def test_a_part_has_the_decimals_of_its_whole_and_a_little_is_not_nothing(
    whole: str, part: str, said: str
) -> None:
    assert part_of(Fraction(whole), Fraction(part)) == said


@pytest.mark.parametrize(
    ("part", "said"), [("0.0037", "at least $0.0037"), ("0.045", "at least $0.05"), ("0", "at least $0.00")]
)
def test_what_could_be_more_is_never_at_least_under_something(part: str, said: str) -> None:
    assert part_of(Fraction("6.185"), Fraction(part), is_least=True) == said
