"""Numbers as text for programs and drawings; those for people are in numbers.py, which needs babel."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

type Exact = Fraction | Decimal | int
type Coordinate = Fraction | float

SIGNIFICANT = 20
"""Digits of a number whose decimals never end."""
WHOLE_WITHIN = 1e-9
"""A float that is so near to a whole number is that number; a fraction is what it is."""
_LONG_DIGITS = 3000
_LONG = 10**_LONG_DIGITS
_LONG_BITS = _LONG.bit_length()


def plain(value: Exact, *, digits: int = SIGNIFICANT) -> str:
    """A number for programs: no exponent, every digit if it ends, else `digits` significant digits.

    >>> plain(Fraction(2, 3))
    '0.66666666666666666667'
    """
    if isinstance(value, Decimal):
        text = f"{value:f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return "0" if text == "-0" else text
    numerator, denominator = value.numerator, value.denominator
    sign, numerator = ("-", -numerator) if numerator < 0 else ("", numerator)
    places = _places(denominator)
    if places is None:
        places = _places_for_significant(numerator, denominator, digits)
        scaled = _divide_half_up(numerator * 10 ** max(places, 0), denominator * 10 ** max(-places, 0))
        scaled, places = (scaled * 10**-places, 0) if places < 0 else (scaled, places)
    else:
        scaled = numerator * 10**places // denominator
    written = _digits(scaled).rjust(places + 1, "0")
    if not places:
        return sign + written
    text = f"{written[:-places]}.{written[-places:]}".rstrip("0").rstrip(".")
    return text if text == "0" else sign + text


def ceiling(number: Fraction | float) -> int:
    """How many are started, in whole ones: 700.0000000000001 reviews over 100 start seven, not eight."""
    return ceil(number - WHOLE_WITHIN) if isinstance(number, float) else ceil(number)


def whole_ones(number: Fraction | float) -> int:
    """How many are complete, in whole ones."""
    return floor(number + WHOLE_WITHIN) if isinstance(number, float) else floor(number)


def no_more(number: Fraction | float, limit: Fraction | float) -> bool:
    """Whether it does not pass a limit; one that was drawn may be off by a billionth of that."""
    return number <= (limit * (1 + WHOLE_WITHIN) if isinstance(limit, float) else limit)


def coordinate(number: Coordinate, places: int = 2) -> str:
    """At most so many decimals, with a point in every language: templates write a float with a comma."""
    text = f"{number:.{places}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def corners(points: Iterable[tuple[Coordinate, Coordinate]], places: int = 2) -> str:
    """The points of a line or an area: `1,2 3,4.5`."""
    return " ".join(f"{coordinate(x, places)},{coordinate(y, places)}" for x, y in points)


def _places(denominator: int) -> int | None:
    """Decimals that a fraction with this denominator has; None when they never end."""
    twos = (denominator & -denominator).bit_length() - 1
    rest, fives = denominator >> twos, 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def _places_for_significant(numerator: int, denominator: int, digits: int) -> int:
    magnitude = len(_digits(numerator)) - len(_digits(denominator))
    if numerator * 10 ** max(-magnitude, 0) < denominator * 10 ** max(magnitude, 0):
        magnitude -= 1
    return digits - 1 - magnitude


def _divide_half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def _digits(number: int) -> str:
    """`str` without its limit on very long integers, which the sum of a hundred retries can reach."""
    if number.bit_length() < _LONG_BITS:
        return str(number)
    high, low = divmod(number, _LONG)
    return _digits(high) + str(low).rjust(_LONG_DIGITS, "0")
