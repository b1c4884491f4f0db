"""Knows how sums of one column are said: all to one place, none of them rounded to nothing."""

from collections.abc import Sequence
from fractions import Fraction

from runrate.core.decimals import Exact
from runrate.core.numbers import WHOLE_FROM, money, prices


def sums(values: Sequence[Exact]) -> list[str]:
    """Whole dollars where there are thousands among them, else as many decimals as the smallest needs.

    >>> sums([1200, 12]), sums([12, 3])
    (['$1,200', '$12'], ['$12.00', '$3.00'])
    """
    if any(abs(Fraction(value)) >= WHOLE_FROM for value in values):
        return [money(value, places=0) for value in values]
    return prices(values)
