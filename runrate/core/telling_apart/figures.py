"""Two numbers in one sentence: a sentence that says one is above the other shows digits that tell so."""

from collections.abc import Callable
from fractions import Fraction

from runrate.core.decimals import Exact
from runrate.core.numbers import half_up, money, percentage, price

MOST_PLACES = 30


def prices_apart(one: Exact, other: Exact) -> tuple[str, str]:
    """Two prices, with more decimals where otherwise different ones would look equal."""
    return _apart(one, other, price, lambda value, places: money(value, places=places))


def percents_apart(one: Exact, other: Exact) -> tuple[str, str]:
    """Two shares of one as percentages, with more decimals where otherwise different ones would look equal.

    >>> percents_apart(Fraction(9996, 10_000), 1)
    ('99.96%', '100.00%')
    """
    return _apart(one, other, lambda value: _percent(value, 1), _percent)


def _percent(share: Exact, places: int) -> str:
    return percentage(half_up(Fraction(share) * 100, places))


def _apart(
    one: Exact, other: Exact, usual: Callable[[Exact], str], exact: Callable[[Exact, int], str]
) -> tuple[str, str]:
    shown = usual(one), usual(other)
    for places in range(2, MOST_PLACES):
        if shown[0] != shown[1] or one == other:
            break
        shown = exact(one, places), exact(other, places)
    return shown
