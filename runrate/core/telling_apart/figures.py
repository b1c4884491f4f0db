"""Two numbers in one sentence: a sentence that says one is above the other shows digits that tell so."""

from collections.abc import Callable
from fractions import Fraction

from runrate.core.decimals import Exact
from runrate.core.numbers import (
    WHOLE_FROM,
    count,
    exactly_half_up,
    half_up,
    headline_money,
    money,
    percentage,
    price,
)

MOST_PLACES = 30


def prices_apart(one: Exact, other: Exact) -> tuple[str, str]:
    """Two prices, with more decimals where otherwise different ones would look equal."""
    return _apart(one, other, price, lambda value, places: money(value, places=places))


def printed_difference(one: Exact, other: Exact, places: int) -> Fraction:
    """What a reader finds who subtracts both as printed; exact where they are printed alike.

    >>> printed_difference(Fraction("8.746"), Fraction("5.894"), 2)
    Fraction(-143, 50)
    """
    by = exactly_half_up(other, places) - exactly_half_up(one, places)
    return by or Fraction(other) - Fraction(one)


def prices_and_difference(one: Exact, other: Exact) -> tuple[str, str, str]:
    """Two prices told apart, and how far apart they are as printed, without a sign.

    >>> prices_and_difference(Fraction("8.754"), Fraction("5.885"))
    ('$8.75', '$5.89', '$2.86')
    """
    shown = prices_apart(one, other)
    places = max(len(each.partition(".")[2]) for each in shown)
    return *shown, price(abs(printed_difference(one, other, places)))


def sums_apart(one: Exact, other: Exact) -> tuple[str, str]:
    """Two sums as a headline says them, with more decimals where otherwise different ones would look equal.

    >>> sums_apart(1499, Fraction("1498.996"))
    ('$1,499.000', '$1,498.996')
    """
    return _apart(one, other, headline_money, lambda value, places: money(value, places=places))


def sums_difference(one: Exact, other: Exact) -> str:
    """How far apart two sums are: whole dollars from $1,000 up, else as sums in cents are subtracted.

    >>> sums_difference(Fraction("501.504"), Fraction("400.245"))
    '$101.25'
    """
    by = Fraction(other) - Fraction(one)
    return headline_money(abs(by if abs(by) >= WHOLE_FROM else printed_difference(one, other, 2)))


def sums_and_difference(one: Exact, other: Exact) -> tuple[str, str, str]:
    """Two sums told apart, and how far apart they are: whoever subtracts them as printed finds it.

    >>> sums_and_difference(Fraction("21245453.6"), Fraction("9704654.4"))
    ('$21,245,453.60', '$9,704,654.40', '$11,540,799.20')
    >>> sums_and_difference(1499, 1200)
    ('$1,499', '$1,200', '$299.00')
    """
    shown = sums_apart(one, other)
    first, second = (
        exactly_half_up(each, _places(said)) for each, said in zip((one, other), shown, strict=True)
    )
    by = sums_difference(one, other)
    between = exactly_half_up(Fraction(one) - Fraction(other), _places(by))
    if abs(between) == abs(first - second):
        return *shown, by
    # Cents, but no fewer decimals than tell the two apart.
    places = max(2, *map(_places, shown))
    first, second = exactly_half_up(one, places), exactly_half_up(other, places)
    left, right, by = (money(each, places=places) for each in (first, second, abs(first - second)))
    return left, right, by


def _places(shown: str) -> int:
    return len(shown.partition(".")[2])


def percents_apart(one: Exact, other: Exact) -> tuple[str, str]:
    """Two shares of one as percentages, with more decimals where otherwise different ones would look equal.

    >>> percents_apart(Fraction(9996, 10_000), 1)
    ('99.96%', '100.00%')
    """
    return _apart(one, other, lambda value: _percent(value, 1), _percent)


def counts_apart(one: Exact, other: Exact, places: int) -> tuple[str, str]:
    """Two numbers of things to so many decimals, with more where otherwise different ones would look equal.

    >>> counts_apart(Fraction("12.02"), 12, 1)
    ('12.02', '12')
    """
    return _apart(
        one, other, lambda value: count(value, places=places), lambda value, more: count(value, places=more)
    )


def _percent(share: Exact, places: int) -> str:
    return percentage(half_up(Fraction(share) * 100, places))


def _apart(
    one: Exact, other: Exact, usual: Callable[[Exact], str], exact: Callable[[Exact, int], str]
) -> tuple[str, str]:
    shown = usual(one), usual(other)
    # Never fewer than they have: 0.501 and 0.502 are no nearer to 0.501496 and 0.501500.
    most = max(len(each.rstrip("%").partition(".")[2]) for each in shown)
    for places in range(max(most, 2), MOST_PLACES):
        if _read(shown[0]) != _read(shown[1]) or one == other:
            break
        shown = exact(one, places), exact(other, places)
    return shown


def _read(shown: str) -> str:
    """A figure as it is read: $1,000.00 says no more than $1,000."""
    whole, _point, decimals = shown.rstrip("%").partition(".")
    return f"{whole}.{decimals.rstrip('0')}"
