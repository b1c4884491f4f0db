"""Sums of one column have one precision, and small ones are not rounded away."""

from fractions import Fraction

import pytest

from calculator.domain.what_if.columns import sums


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
