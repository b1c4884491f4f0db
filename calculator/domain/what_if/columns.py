"""Knows how sums of one column are said: all to one place, none of them rounded to nothing."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial

from runrate.core.decimals import Exact
from runrate.core.numbers import WHOLE_FROM, money, price_places


def sums(values: Sequence[Exact]) -> list[str]:
    """Whole dollars where there are thousands among them, else as many decimals as the smallest needs.

    >>> sums([1200, 12]), sums([12, 3])
    (['$1,200', '$12'], ['$12.00', '$3.00'])
    """
    return list(map(writer_of(values), values))


def writer_of(values: Sequence[Exact]) -> Callable[[Exact], str]:
    """How any sum of that column is said."""
    whole = any(abs(Fraction(value)) >= WHOLE_FROM for value in values)
    return partial(money, places=0 if whole else price_places(values))
