"""Knows how sums of one column are said: all to one place, none of them rounded to nothing."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial

from runrate.core.decimals import Exact
from runrate.core.numbers import WHOLE_FROM, at_least, money, price, price_places
from runrate.core.translation import gettext as _


def part_of(whole: Exact, part: Exact, *, is_least: bool = False) -> str:
    """A part of a sum, or the sum itself, in one column: all with the decimals of the whole as a price.

    What is less than the last of them is not printed as nothing; what `is_least`, and could be more than
    that, has digits of its own then.

    >>> part_of(Fraction("6.185"), Fraction("0.045")), part_of(Fraction("6.185"), Fraction("0.0036"))
    ('$0.05', 'under $0.01')
    """
    places = price_places([whole])
    least = Fraction(1, 10**places)
    if 0 < part < least:
        if is_least:
            return at_least(price(part), complete=False)
        return _("under {least}").format(least=money(least, places=places))
    return at_least(money(part, places=places), complete=not is_least)


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
